"""How a tree is written out: put in order, laid out in a notation, cut to a length."""
