"""Grades answers to mathematics and deep-learning homework, and runs what is handed in safely."""
