"""A class of any size, made in code and not graded: kept submissions, and the run's folder of them.

Some have good days, some follow their own slips, some wait for a person, some come late. Tests
import it by its name.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

from answered import PREMISES, SYMBOLS

from autograder.expression.premises_data import premises_to_data
from autograder.expression.render import latex, plain
from autograder.expression.text import parse
from autograder.expression.tree import shared_rows
from autograder.grading.answers import Answered, Fingerprint
from autograder.grading.rubric import RubricLine
from autograder.records.folder import RunFolder
from autograder.records.kept import Earlier, HandedIn, KeptLine, KeptSubmission
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.verdict import Understood, Verdict, earned, lost, partial, pending

__all__ = ["HOSTILE", "class_of", "hostile_class", "kept_in", "manifest_of", "rubric"]

_QUESTIONS, _PARTS = 6, 10
_WRONG = (
    ("-x/(1 - y)", "sign"), ("x/(1 + y)", "sign"), ("x*(1 - y)", ""), ("2*x/(1 - y)", "factor 2"),
    ("x/y", ""), ("x/(1 - y)**2", ""), ("sqrt(x)/(1 - y)", "root"),
    ("Sum(x*y**i, (i, 1, n))", "off_by_one"),
)  # fmt: skip
_RIGHT = ("x/(1 - y)", "x*(1 - y)**(-1)")


def rubric(questions: int = _QUESTIONS, parts: int = _PARTS) -> tuple[RubricLine, ...]:
    """Return a rubric: of each question's parts some are code."""
    return tuple(
        RubricLine(
            number=f"{question}.{part}",
            name=f"Part {part} of question {question}: a geometric series in closed form",
            weight=Fraction(1 + part % 3),
            module=Path(f"test_q{question}.py"),
            test=f"test_{part}",
            code=part % 4 == 3,
        )
        for question in range(1, questions + 1)
        for part in range(1, parts + 1)
    )


def class_of(size: int, lines: tuple[RubricLine, ...], *, seed: int = 0) -> list[KeptSubmission]:
    """Return a class of some size."""
    draw = random.Random(seed)
    return [_submission(place, lines, draw) for place in range(size)]


def manifest_of(
    lines: tuple[RubricLine, ...], submissions: list[KeptSubmission], **options: object
) -> Manifest:
    """Return the manifest of a run over a class, in which two handed in nothing."""
    manifest = Manifest(
        assignment="series",
        course="course",
        lines=lines,
        order=tuple(kept.handed_in.id for kept in submissions),
        missing=tuple(_person(place) for place in (9001, 9002)),
        made_by={"version": "0.1.0", "rubric": "r", "engine": "e"},
        is_complete=True,
    )
    return replace(manifest, **options)


def kept_in(path: Path, submissions: list[KeptSubmission], manifest: Manifest) -> RunFolder:
    """Return the folder of a run that has kept these."""
    folder = RunFolder(path)
    path.mkdir(parents=True, exist_ok=True)
    folder.write_manifest(manifest)
    for kept in submissions:
        folder.keep(kept)
    return folder


def _person(place: int) -> Person:
    first = ("Ann", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hana")[place % 8]
    last = ("Abel", "Borel", "Cantor", "Dedekind", "Euler", "Fermat", "Gauss")[place // 8 % 7]
    return Person(
        name=f"{first} {last} {place}",
        email=f"{first.lower()}{place}@x.edu",
        sid=f"{place:05}",
        sections=("ABC"[place % 3],),
    )


def _submission(place: int, lines: tuple[RubricLine, ...], draw: random.Random) -> KeptSubmission:
    ability = draw.betavariate(4, 2)
    kept = {line.number: _line(line, ability, draw) for line in lines}
    late = timedelta(minutes=draw.randrange(5, 3000)) if place % 9 == 4 else timedelta()
    score = sum(float(line.weight * kept[line.number].verdict.share) for line in lines)
    changed = draw.choice([0, 0, 0, 2])
    first = lines[0]
    theirs = {first.number: float(first.weight * kept[first.number].verdict.share) + changed}
    handed_in = HandedIn(
        id=f"submission_{place}",
        people=(_person(place),),
        created_at=datetime(2026, 11, 1, 12, tzinfo=timezone.utc) + late,
        late=late,
        earlier=Earlier(score=score + changed, lines=theirs) if place % 2 else None,
    )
    return KeptSubmission(handed_in=handed_in, state="graded", lines=kept)


def _line(line: RubricLine, ability: float, draw: random.Random) -> KeptLine:
    is_right = draw.random() < ability
    if line.code:
        return _code(is_right, draw)
    if draw.random() < 0.01:
        verdict = pending("the comparison came to no end after 2 s", understood=_read("x**n"))
        return _kept(verdict, "x**n")
    if is_right:
        text = draw.choice(_RIGHT)
        verdict = earned("Right.", understood=_read(text), review="The expected answer: x/(1 - y)")
        return _kept(verdict, text)
    text, note = draw.choice(_WRONG)
    if draw.random() < 0.3:
        text = f"{text} + {draw.randrange(1, 400)}/7"
    at = f"x = {draw.randrange(1, 10**6)}/{draw.randrange(2, 10**4)}, y = 1/{draw.randrange(2, 99)}"
    message = (
        f"At {at} your answer is {draw.random() * 100:.12g}, which is not the value that is asked "
        "for. Look at the first term of the series, and at where it begins."
    )
    if draw.random() < 0.1:
        verdict = earned("Right, going on from your own answer to the part before.",
                         notes=("followed",), understood=_read(text))  # fmt: skip
    elif note and draw.random() < 0.5:
        verdict = partial(Fraction(1, 2), message, notes=(note,), understood=_read(text))
    else:
        verdict = lost(message, notes=(note,) if note else (), understood=_read(text))
    return _kept(verdict, text)


def _kept(verdict: Verdict, text: str) -> KeptLine:
    answered = _fingerprint(text)
    return KeptLine(key="k", verdict=verdict, submitted=f"code of {text}", answered=answered)


def _code(is_right: bool, draw: random.Random) -> KeptLine:
    code = "one" if is_right else f"other {draw.randrange(400)}"
    print_ = Fingerprint(kind="code", exact=f"code:{code}", near="" if is_right else "values")
    if is_right:
        verdict = earned("values: earned.\ndtype: earned.")
    else:
        verdict = lost(
            f"values: not earned. 3 of {draw.randrange(10, 99)} entries differ, by "
            f"{draw.random():.6g} at the most, where 1e-12 was allowed.",
            notes=("values",),
        )
    return KeptLine(key="k", verdict=verdict, submitted=code, answered=Answered(fingerprint=print_))


#: What somebody may be called, hand in, or make the grader say.
HOSTILE = (
    "</script><script>document.title = 'taken'</script>",
    "<img src=x onerror=\"document.title = 'taken'\">",
    "<!--<script>", "]]>", "&lt;b&gt;", "{{ 7 * 7 }}", "{% raw %}", "\u202edrawkcab\u2066",
    "\x00\x1b[31m", "\u2028\u2029", "'\"`\\", "\\u003c/script>", "</ScRiPt\n>",
    "</textarea></title></style>",
)  # fmt: skip


def hostile_class(lines: tuple[RubricLine, ...]) -> list[KeptSubmission]:
    """Return a class in which everything that somebody chose is hostile."""
    submissions = []
    for place, kept in enumerate(class_of(len(HOSTILE), lines)):
        text = HOSTILE[place]
        person = Person(name=text, email=f"{text}@x.edu", sid=text, sections=(text,))
        ends = (lost(text, notes=(text,), understood=Understood(text, text), review=text),
                pending(text), earned(text, notes=("followed",)))  # fmt: skip
        verdicts = dict(zip(kept.lines, ends, strict=True))
        found = {n: replace(line, verdict=verdicts[n]) for n, line in kept.lines.items()}
        handed_in = replace(kept.handed_in, people=(person,), notes=(text,))
        submissions.append(replace(kept, handed_in=handed_in, lines=found, messages=(text,)))
    return submissions


_CACHE: dict[str, tuple[Understood, Answered]] = {}


def _made(text: str) -> tuple[Understood, Answered]:
    if text not in _CACHE:
        root = parse(text, SYMBOLS)
        content = json.dumps({"tree": shared_rows(root), **premises_to_data(PREMISES)})
        # Values of this many answers would take longer than the page that is tested.
        found = Fingerprint(kind="expression", exact=f"value:{text}", content=content)
        _CACHE[text] = Understood(plain(root), latex(root)), Answered(fingerprint=found)
    return _CACHE[text]


def _read(text: str) -> Understood:
    return _made(text)[0]


def _fingerprint(text: str) -> Answered:
    return _made(text)[1]
