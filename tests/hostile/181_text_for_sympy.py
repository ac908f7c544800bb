"""Text that a careless reader evaluates."""

LOST = ("1.count", "1.means")

SOURCE = """
PAYLOAD = "__import__('os').system('touch " + @outside + "/marker')"
def count(N, T): return PAYLOAD

def means():
    import sympy
    return [sympy.Symbol(PAYLOAD), sympy.Function(PAYLOAD)(1)]
"""


def make(folder, world):
    world.attack(folder, SOURCE, "q1_paper.py")
