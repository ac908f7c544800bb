"""Runs workers and talks to them; knows nothing of questions."""
