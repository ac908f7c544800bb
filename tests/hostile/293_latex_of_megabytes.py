"""Answers one line with almost two megabytes of fractions."""

LOST = ("1.count",)
MAY_LOSE = ("1.means",)


def make(folder, world):
    world.latex(folder, count="$" + "\\frac{N}{" * 200_000 + "$")
