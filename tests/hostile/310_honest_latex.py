"""Answers on paper in LaTeX: what is right there earns everything."""

LOST = ()


def make(folder, world):
    world.latex(folder)
