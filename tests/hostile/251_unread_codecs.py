"""Files that nobody imports, in codecs that no file is written in, or that take minutes."""

LOST = ()

SOURCE = """
def table(): return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
    for codec in ("rot13", "hex", "base64", "zlib", "uu", "undefined", "idna", "x" * 3000):
        (folder / f"notes_{codec[:9]}.py").write_bytes(f"# coding: {codec}\n".encode() + b"\xff\n")
    for number in range(7):
        content = b"# coding: punycode\n" + b"ab" * 900_000
        (folder / f"slow_{number}.py").write_bytes(content)
