"""Replies just under every limit, in each line."""

LOST = ("2.table", "2.asks")

SOURCE = """
import torch
def table(): return torch.zeros(7_900_000, dtype=torch.float64)

def asks(ask, x): return ["x" * 1000] * 900
"""


def make(folder, world):
    world.attack(folder, SOURCE)
