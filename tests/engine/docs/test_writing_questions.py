"""docs/writing-questions.md, done from top to bottom in an empty folder."""

import ast
import os
import re
import shlex
import subprocess
import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from autograder import rubric
from autograder.cli import commands
from pages import DOCS, parts_of, shown

PAGE = "writing-questions.md"
TEXT = (DOCS / PAGE).read_text()


def run(command, course, monkeypatch):
    """Run a command of the page's: ours in this process, others in a shell."""
    name, *arguments = shlex.split(command)
    if name == "autograder":
        monkeypatch.chdir(course)
        ours = CliRunner().invoke(commands, arguments)
        assert ours.exit_code == 0, f"{command}\n{ours.output}"
        return
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=course, env={**os.environ, "PATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def header_of(course, line):
    """Return the line in which the reference defines what answers a question."""
    for path in sorted((course / "reference").glob("*/q*.py")):
        source = path.read_text()
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef) and f'@question("{line}"' in source:
                decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
                if any(d.startswith(f"question('{line}'") for d in decorators):
                    return f"def {node.name}({ast.unparse(node.args)}):"
    raise AssertionError(f"no question {line}")


def write_variants(folder, rows, header):
    """Write the files of a table: name, what it earns, what it returns."""
    for name, earns, answer in rows:
        text = f'"""earns {earns}"""\n\nimport torch\n\nfrom notation import *\n\n\n{header}\n'
        (folder / f"{name}.py").write_text(f"{text}    return {answer}\n")


def do(page, course, monkeypatch):
    """Do what a page says; what a file has after a block is what the blocks so far say."""
    written, cleared = {}, set()
    for part in parts_of(page):
        if part.commands:
            for command in part.commands:
                run(command, course, monkeypatch)
            continue
        if not part.path:
            continue
        path = course / part.path
        folder = path if part.rows else path.parent
        if "variants" in path.parts and folder not in cleared:
            cleared.add(folder)
            for example in folder.glob("*.py"):
                example.unlink()
        if part.rows:
            write_variants(folder, part.rows, header_of(course, folder.name))
        else:
            before = written.get(path, "")
            written[path] = f"{before}\n\n{part.text}" if before else part.text
            path.write_text(written[path])


def test_the_page_works_from_an_empty_folder(tmp_path, monkeypatch):
    """Its last command checks all that it has written."""
    do(PAGE, tmp_path, monkeypatch)
    lines = sorted(path.name for path in (tmp_path / "tests" / "variants" / "ml2026").iterdir())
    assert lines == ["2.1", "2.2", "2.3", "3.1", "3.2", "4.1", "4.2", "4.3", "5.1"]


SHOWN = sorted({c for page in (*DOCS.glob("*.md"), DOCS.parent / "README.md") for c in shown(page)})


@pytest.mark.parametrize("command", SHOWN)
def test_every_command_that_a_page_shows_is_one(command, tmp_path, monkeypatch):
    """It is there, and takes the options that are shown."""
    words = [word for word in shlex.split(command) if not word.startswith("[")]  # may be left out
    monkeypatch.chdir(tmp_path)
    for option, word in pairwise(words):  # tables, rulings and runs that the reader has
        if word.endswith((".csv", ".toml")):
            Path(word).parent.mkdir(exist_ok=True)
            Path(word).touch()
        elif option == "--earlier":
            Path(word).mkdir()
    group, context = commands, click.Context(commands, **commands.context_settings)
    while isinstance(group, click.Group):
        name, *words = words
        group = group.get_command(context, name)
        assert group is not None, name
    group.make_context(name, words, parent=context)


def test_commands_are_found_on_every_kind_of_page():
    assert {"new ml2026", "package gradescope hw2026", "compare"} <= set(SHOWN)


CALLS = re.findall(r"`([A-Z]\w+\([^`…]*\))`", TEXT)


@pytest.mark.parametrize("call", sorted(set(CALLS)))
def test_every_call_in_the_text_can_be_made(call):
    """What stands in the text is what the page's reader types."""
    tree = ast.parse(call, mode="eval").body
    if tree.func.id in rubric.__all__:
        value = getattr(rubric, tree.func.id)
        arguments = [ast.literal_eval(argument) for argument in tree.args]
        value(*arguments, **{word.arg: ast.literal_eval(word.value) for word in tree.keywords})


def test_there_are_calls_in_the_text():
    assert 'Number("eps", low=0.01, high=0.1)' in CALLS


SNIPPETS = [part.text for part in parts_of(PAGE) if part.text and not part.path]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda text: re.findall(r"def (\w+)", text)[0])
def test_what_a_rubric_is_shown_to_say_can_be_said(snippet):
    """Each makes the checker that it shows, whose options are looked at when it is made."""
    names = {"Fraction": Fraction, **{name: getattr(rubric, name) for name in rubric.__all__}}
    exec(compile(snippet, PAGE, "exec"), names)
    graded = []
    (test,) = (value for name, value in names.items() if name.startswith("test_"))
    test(lambda target, checker: graded.append((target, checker)))
    ((target, checker),) = graded
    assert isinstance(target, rubric.Target)
    assert callable(checker.check)


def test_there_are_such_snippets():
    assert len(SNIPPETS) == 4


LINK = re.compile(r"\]\(([\w.-]+)?(?:#([\w-]+))?\)")
PAGES = sorted(path.name for path in DOCS.glob("*.md"))


def anchors(page):
    """Return the anchors of a page's headings, as they are made where it is shown."""
    headings = re.findall(r"^#+ (.+)$", (DOCS / page).read_text(), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page):
    for target, anchor in LINK.findall((DOCS / page).read_text()):
        target = target or page
        assert (DOCS / target).exists(), target
        assert not anchor or anchor in anchors(target), f"{target}#{anchor}"


def test_no_assignment_of_this_repository_is_named():
    names = [path.name for path in Path(DOCS.parent, "reference").iterdir()]
    assert names
    assert [name for name in names if name in TEXT] == []
