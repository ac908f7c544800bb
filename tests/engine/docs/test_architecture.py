"""The map says where everything is: what it names is there, and each part is on it."""

import re
from pathlib import Path

import pytest

import autograder

PACKAGE = Path(autograder.__file__).parent
TEXT = (PACKAGE.parent / "docs" / "architecture.md").read_text()
ROOMS = (PACKAGE.parent / "docs" / "rooms.md").read_text()
#: What a whole class goes through: nobody knows these parts by heart.
OF_A_CLASS = ["batch", "gradebook", "grouping", "intake", "records", "review", "rulings"]


def named_in(text):
    """Return the paths that stand in a text between backticks."""
    return set(re.findall(r"`((?:\w+/)*\w+(?:\.py|/))`", text))


def drawn():
    """Return the words of the layers."""
    [layers] = re.findall(r"## Layers.*?```\n(.*?)```", TEXT, re.DOTALL)
    return set(re.findall(r"\w+", layers))


def test_every_path_on_the_map_is_there():
    _, _, table = TEXT.partition("## Where to look")
    named = named_in(table)
    assert len(named) > 100
    beside = {"tests/engine/test_house.py", "checks/"}
    assert {name for name in named - beside if not (PACKAGE / name).exists()} == set()


def test_every_part_of_the_package_is_among_the_layers():
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert parts - {"__init__", "__pycache__", "pytest"} - drawn() == set()


@pytest.mark.parametrize("part", OF_A_CLASS)
def test_every_file_of_what_a_class_goes_through_is_on_the_map(part):
    files = {f"{part}/{path.name}" for path in (PACKAGE / part).glob("[!_]*.py")}
    assert files - named_in(TEXT) == set()


def test_every_room_that_lines_go_through_is_there():
    parts = "checkers|expression|grading|sandbox|guest"
    paths = set(re.findall(rf"(?<!\w)((?:{parts})/\w+(?:/\w+)*)", ROOMS))
    assert len(paths) > 12
    found = [path for path in paths if (PACKAGE / path).exists()]
    assert paths - {*found} - {p for p in paths if (PACKAGE / f"{p}.py").exists()} == set()
