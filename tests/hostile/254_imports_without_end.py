"""Imports what is not there, in long files and deep stacks, so that looking for a handler lasts."""

LOST = ("2.table",)
MAY_LOSE = ("2.asks",)

SOURCE = """
def deep(n):
    if n:
        return deep(n - 1)
    while True:
        import nothing_at_all
def table(): return deep(900)
"""


def make(folder, world):
    lines = "".join(
        f"def f{n}():\n    try: pass\n    except ImportError: pass\n" for n in range(9000)
    )
    world.attack(folder, f"{SOURCE}\n{lines}")
