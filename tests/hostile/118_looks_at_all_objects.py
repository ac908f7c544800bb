"""Looks through everything in memory for what it is compared with."""

LOST = ()

SOURCE = """
import gc
import torch
def table():
    for thing in gc.get_objects():
        if type(thing) is torch.Tensor:
            assert thing.shape != (2, 2), thing
        if type(thing) is dict and thing is not globals():
            assert not any(type(v) is str and v.startswith("canary-") for v in list(thing.values()))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
