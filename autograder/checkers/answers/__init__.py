"""Answers that are data: choices, claims, numbers, graphs, witnesses."""
