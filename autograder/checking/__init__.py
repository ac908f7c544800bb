"""Whether an assignment proves itself: `autograder check`."""
