"""The search for a point at which two expressions differ, and what is said about it."""
