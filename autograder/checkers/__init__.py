"""Values in, verdict out: one small file for each kind of answer."""
