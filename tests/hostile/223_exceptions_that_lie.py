"""Exceptions whose text never ends, fails, or is another program."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "Endless"}

SOURCE = """
class Meta(type):
    @property
    def __name__(cls): raise SystemExit("no name")

class Endless(Exception):
    def __str__(self): return "x" * 100_000_000

class Failing(Exception, metaclass=Meta):
    def __str__(self): raise KeyboardInterrupt

def table(): raise Endless

def asks(ask, x): raise Failing
"""


def make(folder, world):
    world.attack(folder, SOURCE)
