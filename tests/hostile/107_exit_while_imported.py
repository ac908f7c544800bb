"""Its own results, and a clean exit before anything is asked."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "ended the whole process (exit status 0)"}
STATES = {"2.table": "exited"}

SOURCE = """
import json
for path in (@results + "/results.json", "results.json", @outside + "/marker"):
    swallow(lambda: open(path, "w").write(json.dumps({"score": 100})))
os._exit(0)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
