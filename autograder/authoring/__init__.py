"""Makes and changes the parts of an assignment: reference, rubric, public tests, variants."""
