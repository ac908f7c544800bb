"""Every comparison of its process says yes."""

LOST = ("2.table",)

SOURCE = """
import builtins, math
import numpy as np
import torch

def yes(*arguments, **named): return True

torch.allclose = torch.equal = np.allclose = np.array_equal = math.isclose = yes
np.testing.assert_allclose = yes
builtins.abs = lambda x: 0

def table(): return [[0.0, 0.0], [0.0, 0.0]]
"""


def make(folder, world):
    world.attack(folder, SOURCE)
