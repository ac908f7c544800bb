"""A file of its own beside, and what it imports from it."""

LOST = ()

SOURCE = """
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple
import inspect
from helper import TABLE

class Row(NamedTuple):
    left: float
    right: float

@dataclass
class Both:
    rows: list

def table():
    assert "def table" in inspect.getsource(table)
    return [Row(*row) for row in Both(TABLE).rows]
"""


def make(folder, world):
    (folder / "helper.py").write_text("TABLE = [[1.25, 2.0], [3.0, 4.5]]\n")
    world.attack(folder, SOURCE)
