"""The students' folder: it is up to date, earns nothing as it is, and gives no answer away."""

from __future__ import annotations

import time
from collections.abc import Iterator

from autograder.grading.template import TemplateError
from autograder.grading.template import check as differing_files

from .giveaways import giveaways_in
from .report import Outcome, Problem, placed
from .sayings import problems_of_sayings, sayings_of
from .statements import problems_of_line
from .workbench import Workbench

__all__ = ["TEMPLATE", "outcomes_of_template"]

#: The row of what is told of the students' folder.
TEMPLATE = "template"


def outcomes_of_template(bench: Workbench) -> Iterator[Outcome]:
    """Yield what is told of the students' folder of an assignment."""
    folder, begun = bench.assignment.template, time.monotonic()
    yield Outcome(TEMPLATE, "up to date", tuple(_problems_of_files(bench)))
    if not folder.is_dir():
        return
    yield from _outcomes_untouched(bench)
    begun = time.monotonic()
    problems = tuple(giveaways_in(folder, bench))
    yield Outcome(TEMPLATE, "answers given away", problems, time.monotonic() - begun)
    numbers = {line.number for line in bench.rubric.lines}
    listed = tuple(problems_of_sayings(sayings_of(bench.assignment), numbers))
    yield Outcome(TEMPLATE, "list of sayings", listed)


def _problems_of_files(bench: Workbench) -> Iterator[Problem]:
    folder = bench.assignment.template
    remedy = f"Make it anew: autograder template {bench.assignment.name}"
    if not folder.is_dir():
        yield Problem(str(folder), "there is no folder for students", remedy)
        return
    try:
        for name in differing_files(bench.assignment, bench.rubric):
            yield Problem(str(folder / name), "out of date", remedy)
    except TemplateError as error:
        yield Problem(*placed(str(error), bench.assignment.reference))


def _outcomes_untouched(bench: Workbench) -> Iterator[Outcome]:
    """Yield whether each line of the folder, as it is handed out, is said to be unanswered."""
    folder = bench.assignment.template
    sources = {path.name: path.read_bytes() for path in sorted(folder.glob("*.py"))}
    with bench.session(sources) as session:
        for line in bench.rubric.lines:
            if any(problems_of_line(bench, line)):
                continue  # that is told of the line
            begun = time.monotonic()
            verdict = bench.verdict(session, line)
            problems: tuple[Problem, ...] = ()
            if verdict is not None and (verdict.share or "unanswered" not in verdict.notes):
                said = verdict.review or verdict.message
                what = f"{line.number} of the untouched folder is not told to be unanswered: {said}"
                remedy = "A checker asks for the answer first, by `line.submitted`."
                problems = (Problem(line.place, what, remedy),)
            seconds = time.monotonic() - begun
            yield Outcome(TEMPLATE, f"untouched {line.number}", problems, seconds)
