"""How quantities grow: monomials, sums up to constant factors, regimes. The door is `growth`."""
