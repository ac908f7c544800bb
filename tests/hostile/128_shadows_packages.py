"""Files with the names of installed packages."""

LOST = ()

SOURCE = """
def table(): return RIGHT
"""


def make(folder, world):
    for name in ("numpy", "torch", "sympy", "notation", "guest"):
        (folder / f"{name}.py").write_text(f"open({world.outside + '/marker'!r}, 'w')")
    (folder / "mpmath").mkdir()
    (folder / "mpmath" / "__init__.py").write_text("raise SystemExit")
    world.attack(folder, SOURCE)
