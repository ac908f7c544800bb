"""A whole class: many submissions of one assignment, graded and kept."""
