"""A course of five lines and a class of 36 for the pictures: who answers what is drawn once."""

from __future__ import annotations

import csv
import random
import zipfile
from pathlib import Path

__all__ = ["ASSIGNMENT", "write_class", "write_course"]

ASSIGNMENT = "ml2026"
_SIZE = 36

_REFERENCE = '''"""Question {question}."""

from notation import exp, log, natural, positive, question, real, unit
'''
_LINES = {
    "1.1": ("slope", "x=real", "x: real.", "1 / (1 + exp(-x))", "The slope of softplus", 1),
    "1.2": (
        "divergence", "m=real, s=positive", "m: real.  s: positive.",
        "(s**2 + m**2 - 1) / 2 - log(s)", "How far N(m, s²) is from N(0, 1)", 3,
    ),
    "2.1": (
        "weights", "beta=unit, t=natural", "beta: in (0, 1).  t: integer ≥ 1.",
        "1 - beta**t", "The weights of a running average", 2,
    ),
    "2.2": (
        "scale", "beta=unit, t=natural", "beta: in (0, 1).  t: integer ≥ 1.",
        "1 / (1 - beta**t)", "What makes a running average unbiased", 2,
    ),
    "2.3": (
        "memory", "beta=unit", "beta: in (0, 1).",
        "1 / (1 - beta)", "How many steps a running average remembers", 2,
    ),
}  # fmt: skip
_ANSWERS = {
    "1.1": (
        ["1 / (1 + exp(-x))", "exp(x) / (1 + exp(x))"],
        ["exp(x) / (1 + exp(x))**2", "1 / (1 + exp(x))", "log(1 + exp(x))"],
    ),
    "1.2": (
        ["(s**2 + m**2 - 1) / 2 - log(s)", "m**2 / 2 + s**2 / 2 - log(s) - 1 / 2"],
        [
            "(s**2 + m**2 - 1) / 2 + log(s)", "(s**2 + m**2) / 2 - log(s)",
            "(s**2 + m**2 - 1) / 2 - log(s) / 2", "(s + m**2 - 1) / 2 - log(s)",
        ],
    ),
    "2.1": (["1 - beta**t"], ["1 - beta**(t - 1)", "(1 - beta**t) / (1 - beta)", "beta**t"]),
    "2.2": (["1 / (1 - beta**t)"], ["1 / (1 - beta**(t - 1))", "1 - beta**t", "1 / (1 - beta)"]),
    "2.3": (["1 / (1 - beta)"], ["beta / (1 - beta)", "1 / beta", "1 / (1 - beta)**2"]),
}  # fmt: skip
# What is taken for right at the second run, and was not at the first.
_ACCEPTED = "2.3"
_CONVENTION = {"the current step is not counted": "beta / (1 - beta)"}

_FIRST = ("Ada", "Emmy", "Sofia", "Carl", "Leonhard", "Évariste", "Mary", "Alan", "Grace")
_LAST = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak")
_RECORD = """\
submission_{number}:
  :submitters:
  - :name: {name}
    :sid: '{number}'
    :email: {email}
  :created_at: 2026-10-{day} 12:31:22.000000000 -07:00
  :score: 0
  :status: processed
"""


def write_course(root: Path, *, accepted: bool) -> None:
    """Write the course: its reference and its rubric.

    Args:
        root: Where.
        accepted: Whether a convention is accepted that other answers are right by.
    """
    for question in ("1", "2"):
        reference, tests = _REFERENCE.format(question=question), [_rubric_head(question)]
        for number, (name, domains, said, answer, title, weight) in _LINES.items():
            if not number.startswith(f"{question}."):
                continue
            reference += f'\n\n@question("{number}", {domains})\n{_head(name, domains)}'
            reference += f'    """{title}.\n\n    {said}\n    """\n    return {answer}\n'
            more = f"accepted={_CONVENTION}" if accepted and number == _ACCEPTED else ""
            tests.append(
                f'\n\n@number("{number}")\n@weight({weight})\ndef test_{name}(grade):\n'
                f'    """{title}"""\n    grade(ref.{name}, Equal({more}))\n'
            )
        _write(root / "reference" / ASSIGNMENT / f"q{question}.py", reference)
        _write(root / "tests" / "grading" / ASSIGNMENT / f"test_q{question}.py", "".join(tests))
    _write(root / "reference" / ASSIGNMENT / "secret", "pictures\n")


def write_class(folder: Path) -> None:
    """Write what a platform gives: `export.zip` and `grades.csv`."""
    draw = random.Random(2)
    rows, records = [], []
    with zipfile.ZipFile(folder / "export.zip", "w") as export:
        for place in range(_SIZE):
            name = f"{_FIRST[place % 9]} {_LAST[(place * 4 + place // 9) % 9]}"
            number, late = 1001 + place, place % 12 == 7
            email = f"{name.lower().replace(' ', '.').replace('é', 'e')}@uni.edu"
            record = {"number": number, "name": name, "email": email, "day": 3 if late else 2}
            records.append(_RECORD.format(**record))
            times = f"2026-10-0{2 + late} 12:31:22 -0700", "19:31:22" if late else "00:00:00"
            rows.append([name, number, email, "AB"[place % 2], "", "", "Graded", number, *times])
            for question in ("1", "2"):
                text = _handed_in(question, draw, ability=draw.betavariate(5, 2))
                export.writestr(f"assignment_1_export/submission_{number}/q{question}.py", text)
        export.writestr("assignment_1_export/submission_metadata.yml", "---\n" + "".join(records))
    rows.append(["Kurt Yew", 2001, "kurt.yew@uni.edu", "A", "", "", "Missing", "", "", ""])
    with (folder / "grades.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status",
                         "Submission ID", "Submission Time", "Lateness (H:M:S)"])  # fmt: skip
        writer.writerows(rows)


def _handed_in(question: str, draw: random.Random, *, ability: float) -> str:
    text = _REFERENCE.format(question=question)
    for number, (name, domains, *_) in _LINES.items():
        if number.startswith(f"{question}."):
            right, wrong = _ANSWERS[number]
            weights = [1 / (1 + place) for place in range(len(wrong))]
            is_right = draw.random() < ability
            answer = draw.choice(right) if is_right else draw.choices(wrong, weights)[0]
            text += f"\n\n{_head(name, domains)}    return {answer}\n"
    return text


def _rubric_head(question: str) -> str:
    names = "Equal, number, ref, weight"
    return f'"""Question {question}."""\n\nfrom autograder.rubric import {names}\n'


def _head(name: str, domains: str) -> str:
    arguments = (part.split("=")[0] for part in domains.split(", "))
    return f"def {name}({', '.join(arguments)}):\n"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
