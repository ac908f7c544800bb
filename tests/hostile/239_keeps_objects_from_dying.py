"""Objects that run code when they are deleted."""

LOST = ()
MAY_LOSE = ("2.asks",)

SOURCE = """
class Undead:
    def __del__(self):
        swallow(lambda: open(@outside + "/marker", "w"))
        globals()["again"] = Undead()

again = Undead()
def table():
    import torch
    value = torch.tensor(RIGHT)
    value.hook = Undead()
    return value
"""


def make(folder, world):
    world.attack(folder, SOURCE)
