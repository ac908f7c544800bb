"""Says of its functions what cannot be."""

LOST = ("2.table", "2.asks")
PACE = 0.3

SOURCE = """
os.write(connection(), frame({"id": 2, "kind": "value", "blobs": [], "value": {"dict": [
    ["table", 5], [{"int": "7"}, None], ["asks", {"list": [{"list": []}]}]]}}))
time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
