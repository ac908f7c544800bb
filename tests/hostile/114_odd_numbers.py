"""Not a number, infinities, and one number for all."""

LOST = ("2.table", "2.asks")

SOURCE = """
import torch
def table(): return torch.tensor([[float("nan"), float("inf")], [float("-inf"), 1.0]])

def asks(ask, x): return torch.tensor(1.25, dtype=torch.float32)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
