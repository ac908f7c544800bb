"""Giving rulings on a run over a class, in a browser on the same machine."""
