"""Packages of an assignment: what Gradescope gets, what students get, and the rehearsal of both."""
