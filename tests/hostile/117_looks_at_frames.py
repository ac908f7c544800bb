"""Looks at its callers' variables."""

LOST = ()

SOURCE = """
def table():
    frame, seen = sys._getframe(), []
    while frame is not None:
        seen.append((frame.f_code.co_filename, sorted(frame.f_locals), frame.f_code.co_name))
        for value in frame.f_locals.values():
            assert "canary-" not in repr(value)[:100_000]
        frame = frame.f_back
    strangers = [entry for entry in seen if not any(
        part in entry[0] for part in ("q2_code.py", "/guest/", "<frozen"))]
    assert not strangers, strangers
    assert not any("expected" in names for _, names, _ in seen)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
