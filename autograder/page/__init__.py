"""What a TA looks at: one page about a class, as data and as HTML."""
