"""Answers that are expressions, and derivations of them."""
