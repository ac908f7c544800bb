"""Answers that are data: choices, claims, numbers, graphs, sequences, witnesses."""
