"""Results in, text out: Gradescope's results.json and the terminal."""
