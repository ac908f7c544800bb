"""Text that breaks whatever shows it."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "ValueError"}

SOURCE = r"""
TEXT = "\ud800 \0 \x1b[2J\x1b]0;title\x07 </pre><script>alert(1)</script> **md** [link](javascript:1) \u202e \x9b31m"
print(TEXT.encode("utf-8", "surrogatepass").decode("latin-1"))
def table(): raise ValueError(TEXT)

def asks(ask, x): raise type("E\x1b[31m</pre>", (Exception,), {})(TEXT)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
