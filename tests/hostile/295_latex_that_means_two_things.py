"""Answers each line twice over: whatever is right, it would be among them."""

LOST = ("1.count", "1.means")


def make(folder, world):
    twice = "$1, 2$\n\\end{answer}\n\\begin{answer}{1.means}\n$1.5, 2.5$"
    world.latex(folder, count="\\boxed{N + T} \\boxed{N T}", means=twice)
