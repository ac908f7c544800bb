"""Byte-code that claims to be up to date, and does something else."""

LOST = ()


def make(folder, world):
    import importlib._bootstrap_external
    import sys

    marker = world.outside + "/marker"
    code = compile(f"open({marker!r}, 'w')\ndef table(): return 1", "q2_code.py", "exec")
    data = importlib._bootstrap_external._code_to_hash_pyc(code, b"12345678", False)
    cache = folder / "__pycache__"
    cache.mkdir()
    tag = sys.implementation.cache_tag
    (cache / f"q2_code.{tag}.pyc").write_bytes(data)
    (folder / "q2_code.pyc").write_bytes(data)
    (folder / "helper.pyc").write_bytes(data)
