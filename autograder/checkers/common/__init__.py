"""What every checker knows: what it is given, what it decides, and what it earns."""
