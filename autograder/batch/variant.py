"""`autograder variant`: an answer of a class as a variant of its line, without names."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from autograder.authoring.answer_code import answer_code, names_said, written_out
from autograder.authoring.refusal import AuthoringError
from autograder.checking.variants import VariantError, read_variant
from autograder.checking.workbench import Workbench
from autograder.command_line import course_option, require_course
from autograder.course import Assignment, CourseError
from autograder.expression import render
from autograder.expression.premises_data import premises_from_data
from autograder.expression.text import parse
from autograder.expression.tree import TreeError, from_wire, shared_rows
from autograder.files import replace_file
from autograder.grading.contents import SubmissionError
from autograder.grading.points import share_text
from autograder.grading.reference import Reference
from autograder.grading.rubric import Rubric, RubricError, RubricLine, read_rubric
from autograder.grading.submitted import answering_functions
from autograder.grouping.classes import group_lines
from autograder.grouping.equality import are_certainly_equal
from autograder.grouping.groups import Group, LineGroups
from autograder.handed_in import read
from autograder.intake.download import IntakeError
from autograder.intake.read import read_intake
from autograder.records.folder import RunFolder, RunFolderError
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.sandbox.sharing import open_zygote
from autograder.verdict import FILE_NOTES, WRONG, Verdict

__all__: list[str] = []

_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")
_NOTE = re.compile(r"[\w; -]+")


@click.command()
@click.argument("name")
@click.option("--from", "place", required=True, metavar="DIR:LINE", help="A run, and the line.")
@click.option("--group", "group_id", metavar="ID", help="Which group. Default: the largest lost.")
@click.option("--says", metavar="TEXT", help="What is wrong with it, for the docstring.")
@click.option("--print", "is_shown", is_flag=True, help="Print it, and write nothing.")
@click.option(
    "--misreading",
    "is_misreading",
    is_flag=True,
    help="Print what names the answer in the rubric instead, and write nothing.",
)
@course_option
def variant(
    name: str,
    place: str,
    group_id: str | None,
    says: str | None,
    is_shown: bool,
    is_misreading: bool,
    folder: Path | None,
) -> None:
    """Make a variant of what a group of a class answered, such as NAME = forgotten_factor.

    DIR is the folder of a run of `autograder batch`. The answer is graded, so that the variant says
    what it earns; comments, docstrings and what the answer does not need are left out.
    """
    if not _NAME.fullmatch(name):
        raise click.UsageError(f"{name}: take small letters, digits and _, as in forgotten_factor")
    directory, _, number = place.rpartition(":")
    try:
        run = RunFolder(Path(directory))
        manifest = run.manifest()
        assignment = require_course(folder).assignment(manifest.assignment)
        line = _line(manifest, number)
        (found,) = group_lines([line], run.all_kept(manifest))
        group = _group(found, group_id)
        if is_misreading:
            click.echo(_misreading(group, line, name.replace("_", " "), says))
            return
        made = _Made.of(group, line, manifest, assignment)
        path, text = _named(made, name, says, assignment)
        if is_shown:
            click.echo(text)
            return
        _write(path, text)
    except (
        AuthoringError, CourseError, IntakeError, RubricError, RunFolderError, SubmissionError,
    ) as error:  # fmt: skip
        raise click.UsageError(str(error)) from None
    click.echo(f"{path}: earns {share_text(made.verdict.share)}")


def _misreading(group: Group, line: RubricLine, note: str, says: str | None) -> str:
    """Return what names an expression in the rubric.

    Raises:
        AuthoringError: It is none, or cannot be written as text.
    """
    content = _content(group)
    if not content:
        raise AuthoringError(
            f"{line.number}: {group.id} is no expression: write a function that returns it into "
            "the reference, and name it with ref in `misreadings=`"
        )
    data = json.loads(content)
    text = render.plain(from_wire(data["tree"]))
    again: list[Any] = []
    with suppress(TreeError):
        again = shared_rows(parse(text, premises_from_data(data).symbols))
    if not are_certainly_equal(content, json.dumps({**data, "tree": again})):
        raise AuthoringError(f"{line.number}: {text} cannot be written as text: write it by hand")
    share = min(group.shares, default=Fraction(0))
    message = says or "What is wrong with it, without the answer."
    rows = [
        f"# into `misreadings={{…}}` of {line.place}",
        f"{json.dumps(note)}: Misreading(",
        f"    answer={json.dumps(text, ensure_ascii=False)},",
        *([f"    share=Fraction({share.numerator}, {share.denominator}),"] if share else []),
        f"    message={json.dumps(message, ensure_ascii=False)},",
        "),",
    ]
    return "\n".join(rows)


def _content(group: Group) -> str:
    """Return what is kept of an expression that a group answered; empty where it is none."""
    if group.kind not in ("expression", "order"):
        return ""
    kept = (m.fingerprint.content for m in group.members if m.fingerprint is not None)
    return next(filter(None, kept), "")


@dataclass(frozen=True, slots=True)
class _Made:
    """An answer as code, and the verdict on it.

    Args:
        line: The line.
        code: The code.
        verdict: The verdict.
        group: Whose answer it is.
    """

    line: RubricLine
    code: str
    verdict: Verdict
    group: Group

    @classmethod
    def of(
        cls, group: Group, line: RubricLine, manifest: Manifest, assignment: Assignment
    ) -> _Made:
        """Make code of a group's answer that earns what the group has earned.

        Raises:
            AuthoringError: There is none; says why.
        """
        wanted = {m.by_itself.share for m in group.members if m.by_itself is not None}
        reasons = []
        with open_zygote() as zygote, Workbench(assignment, zygote) as bench:
            for code in _codes(group, line, manifest, assignment):
                if isinstance(code, AuthoringError):
                    reasons.append(str(code))
                    continue
                verdict = next(bench.grade(bench.line(line.number), code.encode()))
                if verdict.share in wanted or not wanted:
                    return cls(line, code, verdict, group)
                reasons.append(f"by itself the answer earns {share_text(verdict.share)}")
        why = "; ".join(dict.fromkeys(reasons))
        raise AuthoringError(f"{line.number}: no variant can be made of {group.id}: {why}")


def _line(manifest: Manifest, number: str) -> RubricLine:
    for line in manifest.lines:
        if line.number == number:
            return line
    raise AuthoringError(f"{manifest.assignment} has no line {number!r}: say --from DIR:LINE")


def _group(found: LineGroups, group_id: str | None) -> Group:
    """Return a group: that of an id or of its beginning, or the largest lost that has an answer."""
    if group_id is None:
        lost = [group for group in found.groups if group.lost]
        if not lost:
            raise AuthoringError(f"{found.line.number}: nobody has lost anything: say --group ID")
        return next(filter(_is_answered, lost), lost[0])
    groups = [group for group in found.groups if group.id.startswith(group_id)]
    if len(groups) != 1:
        there = ", ".join(group.id for group in groups or found.groups)
        what = "several groups" if groups else "no group"
        raise AuthoringError(f"{found.line.number}: {group_id} is {what}; there are {there}")
    return groups[0]


def _is_answered(group: Group) -> bool:
    """Return whether there is an answer, and not a file that cannot be read, or nothing."""
    notes = {note for member in group.members for note in member.verdict.notes}
    return group.kind != "nothing" and FILE_NOTES.isdisjoint(notes)


def _codes(
    group: Group, line: RubricLine, manifest: Manifest, assignment: Assignment
) -> Iterator[str | AuthoringError]:
    """Yield code of the answer, the best first: written out anew, then as one has written it."""
    reference = Reference.read(assignment.reference)
    function = answering_functions(reference.sources).get(line.number, "")
    if content := _content(group):
        arguments = _arguments(reference.sources[line.question_file], function)
        yield written_out(from_wire(json.loads(content)["tree"]), function, arguments)
    for sources, people in _sources(group, line, manifest, assignment):
        try:
            code = answer_code(sources, line.question_file, function)
        except AuthoringError as error:
            yield error
            continue
        said = names_said(code, people)
        if said:
            yield AuthoringError(
                f"the code says {', '.join(said)}, as its author is called: write it by hand"
            )
        else:
            yield code


def _sources(
    group: Group, line: RubricLine, manifest: Manifest, assignment: Assignment
) -> Iterator[tuple[Mapping[str, bytes], list[str]]]:
    """Yield the files of a group's submissions, as the download has them, and their people's names.

    Raises:
        IntakeError: The download cannot be read.
    """
    wanted = {member.submission for member in group.members}
    rubric: Rubric = read_rubric(assignment.rubric)
    asked = manifest.asked
    names = re.compile(asked["names"]) if "names" in asked else None
    with TemporaryDirectory() as unpacked:
        intake = read_intake(Path(asked["input"]), names=names, unpack=Path(unpacked))
        for hand_in in intake.hand_ins:
            if hand_in.handed_in.id not in wanted or hand_in.handed_in.fault:
                continue
            with hand_in.source.open() as folder:
                submission = read(folder, rubric, assignment)
                if line.question_file in submission.answered:
                    imports = submission.imports(line.question_file)
                    yield imports.sources, _called(hand_in.handed_in.people)


def _called(people: Iterable[Person]) -> list[str]:
    return [
        name
        for person in people
        for name in (person.name, person.email.partition("@")[0], person.username)
    ]


def _arguments(source: bytes, function: str) -> list[str]:
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return [argument.arg for argument in node.args.args]
    return []


def _named(made: _Made, name: str, says: str | None, assignment: Assignment) -> tuple[Path, str]:
    """Return the file of a variant and its text.

    Raises:
        AuthoringError: What it says of itself would not be so.
    """
    verdict, number = made.verdict, made.line.number
    if verdict.state.ours:
        raise AuthoringError(f"{number}: a person has to decide it ({verdict.review})")
    is_right = verdict.share == 1
    path = assignment.variants / number / f"{'right' if is_right else 'wrong'}_{name}.py"
    said = says or made.group.answer.partition("\n")[0] or "As somebody answered it"
    notes = [note for note in verdict.notes if note != WRONG and _NOTE.fullmatch(note)]
    first = f"earns {share_text(verdict.share)}" + (f": {notes[0]}" if notes else "")
    for step in ("", *(f" at step {n}" for n in range(1, 100))):
        text = f'"""{first}{step}\n\n{said.rstrip(".")}.\n"""\n\n{made.code}'
        if _is_so(text, verdict):
            return path, text
    raise AuthoringError(f"{number}: `{first}` is no first line of a variant: write it by hand")


def _is_so(text: str, verdict: Verdict) -> bool:
    with TemporaryDirectory() as folder:
        path = Path(folder, "variant.py")
        path.write_text(text, "utf-8")
        try:
            return not read_variant(path).contradicts(verdict)
        except VariantError:
            return False


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise AuthoringError(f"{path} is there already: take another name")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, text.encode())
