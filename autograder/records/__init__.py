"""What grading a class leaves, and what is read of it again."""
