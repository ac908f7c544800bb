"""Each note that a checker of the assignment leaves is listed where who makes statistics looks."""

import ast
import re

from hw2025 import attention_readings, quantiser_codes
from rubric_lines import PROJECT

FOLDER = PROJECT / "tests" / "grading" / "hw2025"
TABLES = (FOLDER / "README.md", PROJECT / "docs" / "results.md")


def notes_of(tree):
    """Yield the literal notes of a module: of what is lost, broken, no witness, or a reading."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            values = [word.value for word in node.keywords if word.arg in ("note", "notes")]
            values += node.args[1:2] if name in ("Broken", "NoWitness") else []
            for value in values:
                yield from (n.value for n in ast.walk(value) if isinstance(n, ast.Constant))
        elif isinstance(node, ast.Dict):  # readings: note → (values, text)
            for key, value in zip(node.keys, node.values, strict=True):
                is_reading = isinstance(value, ast.Tuple) and not isinstance(
                    value.elts[0], ast.Constant
                )
                if isinstance(key, ast.Constant) and is_reading:
                    yield key.value


def test_every_note_is_in_a_table():
    rows = [row for path in TABLES for row in path.read_text().splitlines() if row[:1] == "|"]
    listed = {note for row in rows for note in re.findall(r"`([^`]+)`", row)}
    notes = {*quantiser_codes.MISREADINGS, *attention_readings.SLIPS}
    for path in FOLDER.glob("*.py"):
        if not path.name.startswith("test_"):
            notes.update(notes_of(ast.parse(path.read_text())))
    assert len(notes) > 60
    guards = {note for note in notes if note.startswith("guard ")}  # one stands for all
    assert guards & listed
    assert notes - guards - listed == set()
