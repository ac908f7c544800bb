"""What persons decide about lines: read from a file, and applied after grading."""
