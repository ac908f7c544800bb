"""Symbols with names and parts of their own choice."""

LOST = ("1.count",)

SOURCE = """
import sympy

class Evil(sympy.Symbol):
    @property
    def name(self): return "N" * 10**6
    @property
    def args(self): return (self,) * 3
    def __eq__(self, other): return True
    __hash__ = sympy.Symbol.__hash__

class Lying(sympy.Function):
    @classmethod
    def eval(cls, *arguments): return None
    def _eval_evalf(self, precision): raise SystemExit

def count(N, T): return Lying(Evil("x")) + N * T

def means(): return [1.5, 2.5]
"""


def make(folder, world):
    world.attack(folder, SOURCE, "q1_paper.py")
