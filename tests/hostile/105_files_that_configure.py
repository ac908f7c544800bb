"""Files by which pytest and Python are told what to run."""

LOST = ()

SOURCE = """
import os
def table(): return RIGHT
"""


def make(folder, world):
    evil = f"open({world.outside + '/marker'!r}, 'w').close()\n"
    hook = "def pytest_runtest_makereport(item, call): item.outcome = 'passed'\n"
    for name in ("conftest.py", "evil.py", "sitecustomize.py", "usercustomize.py", "setup.py"):
        (folder / name).write_text(evil + hook)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p evil\n")
    (folder / "tox.ini").write_text("[pytest]\naddopts = -p evil\n")
    (folder / "setup.cfg").write_text("[tool:pytest]\naddopts = -p evil\n")
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '-p evil'\n")
    (folder / "evil.pth").write_text(f"import os; {evil}")
    world.attack(folder, SOURCE)
