"""Answers one line with braces without end, in macros that double."""

import itertools

LOST = ("1.count",)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
BOMB = "".join(
    f"\\newcommand{{\\bomb{one}}}{{\\bomb{other}\\bomb{other}}}\n"
    for one, other in itertools.pairwise(LETTERS)
)


def make(folder, world):
    world.latex(folder, before=BOMB, count=f"${'{' * 30_000} \\bomba N T {'}' * 30_000}$")
