"""Asks what makes no sense, and asks for what was never offered."""

LOST = ("2.asks",)
SAYS = {"2.asks": "nobody answers"}

SOURCE = """
def table(): return RIGHT

def asks(ask, x):
    os.write(connection(), frame({"id": 4, "kind": "ask", "oracle": "answer", "arguments": [], "blobs": []}))
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
