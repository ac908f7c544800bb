"""A tensor whose every operation returns True."""

LOST = ("2.table",)

SOURCE = """
import torch

class T(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return True

def table(): return torch.zeros(2, 2).as_subclass(T)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
