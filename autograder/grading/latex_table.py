"""What the students' folder says of reading answers in LaTeX: each line's symbols and notations.

It has the symbols of a question, their domains, and how they are written: what the docstring and
the statement say too. Nothing is in it of what else a question states, or of how it is judged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from autograder.checkers.common.line import Unanswered
from autograder.course import Assignment
from autograder.sandbox.limits import Layers
from autograder.sandbox.sharing import open_zygote

from .latex_settings import setting_of
from .reference import Reference, RunningReference
from .rubric import Rubric
from .skeleton import Skeleton, TemplateError

__all__ = ["latex_table", "written_table"]

_TABLE = '''\
"""How the questions' symbols are written in LaTeX. It is made from the course's sources.

Of a symbol there are its name, where its values come from, and how it is written, the usual way
first. A question's names are how what it asks for is written, its ranges what a sum may leave out.
"""

#: Every question that can be answered in LaTeX, by its number.
QUESTIONS = {
{table}}
'''


def latex_table(
    assignment: Assignment, rubric: Rubric, skeletons: Mapping[str, Skeleton]
) -> dict[str, dict[str, Any]]:
    """Return the questions that can be answered in LaTeX, and what is said of each.

    Args:
        assignment: Whose reference is asked.
        rubric: Its lines.
        skeletons: What students get of each question file.

    Raises:
        TemplateError: The reference cannot be asked.
    """
    files = {
        question.number: (file, question)
        for file, made in skeletons.items()
        for question in made.questions
        if not question.is_code
    }
    lines = [
        line
        for line in rubric.lines
        if line.number in files and files[line.number][0] == line.question_file
    ]
    table: dict[str, dict[str, Any]] = {}
    if lines:
        with (
            open_zygote() as zygote,
            RunningReference(
                zygote, Reference.read(assignment.reference), layers=Layers()
            ) as reference,
        ):
            for line in lines:
                where = assignment.reference / line.question_file
                try:
                    question = reference.questions(line).get(line.number)
                except Unanswered as reason:
                    told = reason.verdict.review or reason.verdict.message
                    raise TemplateError(f"{where}: {line.number}: {told}") from None
                if question is None:
                    raise TemplateError(f"{where}: {line.number} is declared by no question")
                setting = setting_of(question).to_data()
                del setting["number"]
                about = {"file": line.question_file, "function": question.function}
                _, declared = files[line.number]
                table[line.number] = {**about, **setting, "is_proof": declared.is_derivation}
    return table


def written_table(table: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the module that has the table."""
    return _TABLE.replace("{table}", "".join(map(_row, table, table.values())))


def _row(number: str, said: Mapping[str, Any]) -> str:
    """Write what is said of a question, as Python reads it."""
    lines = [f"    {_text(number)}: {{"]
    for name, value in said.items():
        if not isinstance(value, list) or len(value) < 2:
            lines.append(f"        {_text(name)}: {_text(value)},")
        else:
            items = [f"            {_text(item)}," for item in value]
            lines += [f"        {_text(name)}: [", *items, "        ],"]
    return "\n".join([*lines, "    },\n"])


def _text(value: Any) -> str:
    return repr(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)
