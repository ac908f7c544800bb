"""The folders of other workers."""

LOST = ()

SOURCE = """
import tempfile
def table():
    outer = os.path.dirname(os.getcwd())
    refused(lambda: os.listdir(os.path.dirname(outer)), lambda: os.listdir(outer))
    assert tempfile.gettempdir() == os.getcwd()
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
