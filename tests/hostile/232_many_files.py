"""Six hundred files in folders ten deep, with names that are no text."""

LOST = ()

SOURCE = """
def table(): return RIGHT
"""


def make(folder, world):
    import os

    for index in range(600):
        (folder / f"zz_{index}.py").write_text("raise SystemExit")
    deep = folder
    for _ in range(12):
        deep = deep / "deep"
        deep.mkdir()
        (deep / "q2_code.py").write_text("raise SystemExit")
    for name in (b"new\nline.py", b"-rf.py", b"\xff\xfe.py", b"\x1b[2J.py", b"a b.py"):
        with open(os.fsencode(folder) + b"/" + name, "w") as file:
            file.write("raise SystemExit")
    world.attack(folder, SOURCE)
