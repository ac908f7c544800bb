"""The same answer, once: who gave which, and what can be said of all of them together."""
