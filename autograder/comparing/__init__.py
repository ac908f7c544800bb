"""Many at once: lines of expressions to compare."""
