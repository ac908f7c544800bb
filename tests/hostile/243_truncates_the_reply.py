"""Half of a tensor, and then the end."""

LOST = ("2.table",)
SAYS = {"2.table": "exit status 0"}

SOURCE = """
def table():
    header = {"id": 3, "kind": "value", "blobs": [32], "value": {"tensor": "float64", "shape": [2, 2]}}
    os.write(connection(), frame(header, bytes(16)))
    os._exit(0)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
