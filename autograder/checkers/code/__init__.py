"""Answers that are code: run on inputs, measured, and compared with the reference's."""
