"""Mathematics as data: read, shown, and compared with certainty."""
