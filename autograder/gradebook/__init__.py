"""Tables of grades that somebody downloaded, filled in with what a class has earned."""
