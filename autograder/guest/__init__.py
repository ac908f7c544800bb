"""Runs inside a worker, apart from the rest of the project, which it never imports."""
