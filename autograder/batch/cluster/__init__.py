"""A class graded on many machines: the same processes as on one, behind a Dask cluster."""
