"""Joins a submission, the reference and the checkers."""
