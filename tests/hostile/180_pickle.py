"""An object that runs code when it is unpickled."""

LOST = ("2.table", "2.asks")

SOURCE = """
class Payload:
    def __reduce__(self): return (open, (@outside + "/marker", "w"))

def table(): return Payload()

def asks(ask, x):
    import pickle
    return pickle.dumps(Payload())
"""


def make(folder, world):
    world.attack(folder, SOURCE)
