"""A run over a class with all that rulings can meet, and what `autograder apply` makes of it.

Tests import it by its name.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from dataclasses import replace

from autograder.batch.ruled import RuledOutputs
from autograder.grading.answers import Answered
from autograder.records.folder import RunFolder
from autograder.review.asked import RulingAsked
from autograder.verdict import earned, lost, pending
from page_class import class_of, kept_in, manifest_of, rubric

__all__ = ["Asking", "Client", "by_apply", "make_run", "spelled_out"]

SIZE = 14


def _lines():
    """One that counts with another, one that follows, two that cancel; code, and expressions."""
    first, *others = rubric(2, 4)
    found = {line.number: line for line in (first, *others)}
    found["1.2"] = replace(found["1.2"], counts_with="1.1")
    found["1.4"] = replace(found["1.4"], follows=("1.1",))
    found["2.1"] = replace(found["2.1"], cancels="2")
    found["2.2"] = replace(found["2.2"], cancels="2")
    return tuple(found.values())


def _unusual(kept, draw):
    """Return a submission some of whose answers have no fingerprint, wait, or wait for others."""
    lines = dict(kept.lines)
    for number, line in kept.lines.items():
        if draw.random() < 0.3:  # equal answers need not be written with the same code
            line = lines[number] = replace(line, submitted=f"{kept.handed_in.id}'s code")
        chance = draw.random()
        if chance < 0.15:
            lines[number] = replace(line, answered=Answered(), submitted=f"{kept.handed_in.id}")
        elif chance < 0.25:
            lines[number] = replace(line, verdict=pending("too long"))
        elif chance < 0.4 and line.answered.fingerprint.kind == "expression":
            # Whatever the answer is: those that differ share it.
            shared = replace(line.answered.fingerprint, exact="value:shared")
            lines[number] = replace(line, answered=replace(line.answered, fingerprint=shared))
    if lines["1.1"].verdict.state.ours:
        fates = {"1.1": lost("Wrong, going on.", notes=("sign",)), "": earned("Right.")}
        waits = replace(lines["1.4"], verdict=pending("it waits for 1.1"))
        lines["1.4"] = replace(waits, answered=replace(waits.answered, conditional=fates))
    return replace(kept, lines=lines)


def make_run(path, *, size=SIZE, seed=0, **options):
    """Keep a class in a folder; two of it handed in together, two have one address."""
    lines, draw = _lines(), random.Random(seed)
    submissions = [_unusual(kept, draw) for kept in class_of(size, lines, seed=seed)]
    one, other, *rest = submissions
    both = (*one.handed_in.people, *rest[0].handed_in.people)
    one = replace(one, handed_in=replace(one.handed_in, people=both))
    submissions = [one, other, *rest]
    manifest = manifest_of(lines, submissions, **options)
    return kept_in(path, submissions, manifest)


class Asking:
    """Asks a desk, each time with the version that it is at."""

    def __init__(self, desk):
        self.desk = desk

    def rule(self, line, group=None, submissions=None, **said):
        """Rule; a group is named by its place among those of the line."""
        name = None if group is None else self.groups(line)[group]["id"]
        return self.desk.rule(
            RulingAsked(version=self.desk.version, line=line, group=name, submissions=submissions,
                        **said)
        )  # fmt: skip

    def groups(self, line):
        """Return the groups of the answers to a line."""
        return self.desk.data()["lines"][line]["groups"]

    def score(self, at):
        """Return the total of a submission."""
        return self.desk.data()["submissions"][at]["score"]


class Client:
    """What the page does with answers to writes: it changes what it has, and asks for no more."""

    def __init__(self, desk):
        self.data = json.loads(json.dumps(desk.data()))

    def take(self, answer):
        """Take an answer to a write over."""
        answer, data = json.loads(json.dumps(answer)), self.data
        for pool in ("texts", "formulas"):
            assert answer[pool]["from"] == len(data[pool])
            data[pool] += answer[pool]["more"]
        for changed in answer["changed"]:
            one = data["submissions"][changed.pop("at")]
            rows = changed.pop("lines")
            del one["lines"][changed.pop("count") :]
            for at, row in rows:
                one["lines"][at : at + 1] = [row]
            one.update(changed)
        for line, groups in answer["groups"]:
            data["lines"][line]["groups"] = groups
        data["review"] = answer["review"]


def by_apply(run, place):
    """Apply the rulings to a copy; return the data of its page, and what the file says then."""
    if place.exists():
        shutil.rmtree(place)
    shutil.copytree(run.path, place)
    folder = RunFolder(place)
    RuledOutputs(folder.rulings)(folder, folder.manifest())
    [block] = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>',
        (place / "report.html").read_text("utf-8"),
    )
    said = folder.rulings.read_text() if folder.rulings.exists() else ""
    return json.loads(block), said


def spelled_out(data):
    """Return a page's data with texts and formulas in the place of their numbers."""
    texts, formulas = data["texts"], data["formulas"]

    def row(cells):
        state, score, *numbers, formula = cells
        return [state, score, *(texts[n] for n in numbers), formulas[formula]]

    submissions = [
        {
            **one,
            "told": [texts[n] for n in one["told"]],
            "lines": [row(cells) for cells in one["lines"]],
        }
        for one in data["submissions"]
    ]
    lines = [
        {
            **line,
            "groups": [
                {
                    **group,
                    "answer": texts[group["answer"]],
                    "formula": formulas[group["formula"]],
                    "alike": [texts[n] for n in group["alike"]],
                }
                for group in line["groups"]
            ],
        }
        for line in data["lines"]
    ]
    return {"submissions": submissions, "lines": lines, "missing": data["missing"]}
