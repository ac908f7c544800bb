"""The rules of the house that a machine can check; each failure names file and line."""

import ast
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from few_names import MOST_NAMES, checkers_in

import autograder
from autograder.expression.derivation.verdicts import Fault
from autograder.expression.near_misses import WORDING
from autograder.verdict import FILE_NOTES, WRONG, WRONG_CHOICE
from small_course import ASSIGNMENT, COURSE

PACKAGE = Path(autograder.__file__).parent
ROOT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))

#: What a part may import, beside itself: what stands in a line above it.
LAYERS = [
    {"course", "files", "latex", "processes", "quoting", "spreadsheet", "verdict"},
    {"expression", "sandbox"},
    {"checkers"},
    {"grading"},
    {
        "command_line",
        "comparing",
        "graded_apart",
        "grading_plugin",
        "handed_in",
        "records",
        "report",
    },
    {"submission_option"},
    {"rubric_run"},
    {"run"},
    {"authoring", "checking", "gradebook", "grouping", "intake", "rulings"},
    {"packaging", "page"},
    {"batch"},
    {"review"},
    {
        "__main__",
        "cli",
        "platform",
        "plugin",
        "rubric",
        "testing",
    },
]
#: The same within `expression`.
EXPRESSION_LAYERS = [
    {"budget", "domain"},
    {"arithmetics"},
    {"vocabulary"},
    {"tree"},
    {"rendering", "statement", "tokens"},
    {"mathml", "render", "text"},
    {"shape_errors"},
    {"shape_rules"},
    {"shape"},
    {"evaluation"},
    {"comparison"},
    {"asymptotics", "derivation", "near_misses", "premises"},
    {"decide", "growth", "order_keys", "premises_data", "value_keys"},
    {"predicates"},
]
#: What runs inside a worker or in the students' folder, and what of ours it may import.
APART = {
    "guest": {"guest", "notation"}, "notation": {"notation"}, "student": {"notation", "student"},
}  # fmt: skip

#: What is called in the grader and inside a worker: it imports nothing but, there, `notation`.
BOTH = {"latex": {"notation"}}

FORBIDDEN = {"eval", "exec", "lambdify", "parse_expr", "pickle", "sympify", "srepr"}


@dataclass(frozen=True, slots=True)
class Names:
    """What a module defines, and what it says that it does."""

    listed: list[str] | None
    public: set[str]
    aliases: set[str]
    imported: set[str]

    @classmethod
    def of(cls, module):
        """Read them from the source."""
        listed, public, imported = None, set(), set()
        for node in module.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                if not any("command(" in ast.unparse(d) for d in node.decorator_list):
                    public.add(node.name)
            elif isinstance(node, (ast.Assign, ast.AnnAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
                listed = ast.literal_eval(node.value) if "__all__" in names else listed
                public |= names
            elif isinstance(node, ast.ImportFrom):
                imported |= {alias.asname or alias.name for alias in node.names}
        public = {n for n in public if not n.startswith(("_", "pytest_"))}
        classes = {n.name for n in module.body if isinstance(n, ast.ClassDef)}
        aliases = {n for n in public - classes if n[0].isupper() and not n.isupper()}
        return cls(listed, public - aliases, aliases, imported)


def rank(name):
    return not (len(name) > 1 and name.isupper()), not name[0].isupper(), name


def part_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def parts_imported(path):
    """Yield each part of ours that a module imports, with the line of the statement."""
    package = ("autograder", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(), str(path))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            names = [f"{module}.{alias.name}" for alias in node.names]
        for name in names:
            top, *inner = name.split(".")
            if top == "autograder":
                yield inner[0] if inner else "", node.lineno
            elif top in APART:  # as it is called inside a worker
                yield top, node.lineno


def may_import(part, other):
    if part in APART:
        return other in APART[part]
    if other in BOTH:
        return True
    level = {name: index for index, names in enumerate(LAYERS) for name in names}
    return other == part or level[other] < level[part] or level[part] == len(LAYERS) - 1


def test_every_part_has_its_place():
    known = {"__init__"}.union(*LAYERS, APART)
    assert {part_of(path) for path in MODULES} <= known
    assert {within_expression(path) for path in EXPRESSION} <= known_in_expression()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_an_import_goes_down_or_stays_inside_its_own_part(path):
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {other}"
        for other, line in parts_imported(path)
        if other not in BOTH.get(part_of(path), ())
        and (
            (part_of(path) not in APART and other in APART) or not may_import(part_of(path), other)
        )
    ]
    assert wrong == []


EXPRESSION = sorted((PACKAGE / "expression").rglob("*.py"))


def known_in_expression():
    return {"__init__"}.union(*EXPRESSION_LAYERS)


def within_expression(path):
    return path.relative_to(PACKAGE / "expression").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", EXPRESSION, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_within_expression_an_import_goes_down_too(path):
    level = {name: index for index, names in enumerate(EXPRESSION_LAYERS) for name in names}
    part = within_expression(path)
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} imports {node.module}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("autograder.expression.")
        and part != (other := node.module.split(".")[2])
        and level[other] >= level[part]
    ]
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_all_is_sorted_and_names_what_is_public(path):
    """Constants, then classes, then functions; a type alias and a re-export may be listed."""
    names = Names.of(ast.parse(path.read_text()))
    if path.name in ("__main__.py", "conftest.py"):
        assert names.listed is None
    elif names.public or names.listed is not None:
        assert names.listed is not None, f"{path}: no __all__"
        assert names.public - set(names.listed) == set()
        assert set(names.listed) - names.public - names.aliases - names.imported == set()
        order = sorted(names.listed, key=rank)
        assert names.listed == order


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_that_was_handed_in_is_evaluated(path):
    """The one `exec` is the import of a student's file, in the student's own process."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in FORBIDDEN)
        or (isinstance(node, (ast.Import, ast.ImportFrom)) and "pickle" in ast.unparse(node))
    ]
    allowed = 1 if path.relative_to(PACKAGE) == Path("guest/modules.py") else 0
    assert len(found) == allowed, found


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda p: p.stem)
def test_what_a_benchmark_imports_of_ours_is_there(path):
    """Nothing else runs all of them."""
    missing = [
        f"{path.name}:{node.lineno}: {node.module}.{alias.name}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder.")
        for alias in node.names
        if not hasattr(importlib.import_module(node.module), alias.name)
        and not (PACKAGE.parent / node.module.replace(".", "/") / f"{alias.name}.py").exists()
    ]
    assert missing == []


def calls_in_the_package():
    """Yield every call in the package, with its function's last name and its place."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                yield name, node, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_whatever_is_lost_says_why_in_words_that_do_not_change():
    """Where nothing is earned, ``notes`` are given beside the message."""
    lost = [(node, place) for name, node, place in calls_in_the_package() if name == "lost"]
    assert len(lost) > 30
    silent = [p for node, p in lost if "notes" not in {keyword.arg for keyword in node.keywords}]
    assert silent == []


def literal_notes():
    """Return the notes that stand in the package's sources, each with a place."""
    notes = dict.fromkeys([*WORDING, *(fault.value for fault in Fault)], "a table")
    notes |= dict.fromkeys((*FILE_NOTES, WRONG, WRONG_CHOICE), "verdict")
    for name, call, place in calls_in_the_package():
        values = [keyword.value for keyword in call.keywords if keyword.arg in ("note", "notes")]
        if name in ("Broken", "Different", "_Failure"):
            values += [node for node in call.args[1:] if isinstance(node, ast.Constant)]
        for value in values:
            for node in ast.walk(value):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    notes[node.value] = place
    return notes


def test_every_note_is_in_the_table():
    table = (ROOT / "docs" / "results.md").read_text()
    documented = {note for row in table.splitlines() for note in re.findall(r"`([^`]+)`", row)}
    documented |= {"statement "}  # with a number
    notes = literal_notes()
    assert len(notes) > 50
    assert {note: place for note, place in notes.items() if note not in documented} == {}


def test_each_public_class_has_a_name_of_its_own():
    """Who reads the name anywhere knows what it is.

    What runs apart, in a worker or at a student's, is the other end of the same thing.
    """
    places = defaultdict(list)
    for path in MODULES:
        if part_of(path) in {*APART, *BOTH}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert len(places) > 200
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert twice == {}


#: What a file may have at the most; students get `notation` as one.
MOST_LINES = 400


def test_no_file_is_longer_than_one_idea():
    lines = {path: len(path.read_text().splitlines()) for path in MODULES}
    long = {str(path.relative_to(ROOT)) for path, count in lines.items() if count > MOST_LINES}
    assert long == {"autograder/notation.py"}


def test_a_checker_is_made_of_few_names_of_ours():
    checkers = checkers_in(PACKAGE / "checkers")
    assert len(checkers) > 8
    assert {path: names for path, names in checkers.items() if len(names) > MOST_NAMES} == {}


def loaded_after(script):
    """Run a script in a new interpreter and return the modules that it has imported."""
    tail = "\nimport sys\nsys.stdout.write('\\n'.join(['', *sys.modules]))"
    result = subprocess.run(
        [sys.executable, "-c", script + tail], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


def test_mathematics_as_data_needs_neither_torch_nor_sympy():
    names = [
        module.name
        for module in pkgutil.walk_packages([str(PACKAGE / "expression")], "autograder.expression.")
    ]
    assert len(names) > 3
    loaded = loaded_after("\n".join(f"import {name}" for name in names))
    assert loaded.isdisjoint({"sympy", "torch"})


def test_a_whole_grading_imports_neither_torch_nor_sympy_in_the_grader():
    loaded = loaded_after(
        "from autograder.cli import commands\n"
        f"commands(['grade', {str(ASSIGNMENT.submissions / 'typical')!r}, "
        f"'--course', {str(COURSE.root)!r}], standalone_mode=False)"
    )
    assert "autograder.grading.session" in loaded
    assert loaded.isdisjoint({"torch", "sympy", "mpmath", "scipy"})


#: The engine and what tests it; what lies elsewhere is this repository's own course, and its docs.
ENGINE = (
    ".ci", "autograder", "benchmarks", "pyproject.toml", "run_autograder", "setup.sh",
    "tests/conftest.py", "tests/engine", "tests/hostile", "tests/shared",
)  # fmt: skip


def test_no_assignment_of_the_course_beside_it_is_named_in_the_engine_or_its_tests():
    """They would serve no other course."""
    names = [path.name for path in (ROOT / "reference").iterdir() if path.is_dir()]
    assert names
    searched = [path for part in ENGINE for path in [ROOT / part, *(ROOT / part).rglob("*")]]
    files = [path for path in searched if path.is_file() and "__pycache__" not in path.parts]
    assert len(files) > 600
    named = [
        f"{path.relative_to(ROOT)}:{number} names {name}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        for name in names
        if name in line
    ]
    assert named == []


def test_the_rubrics_names_are_the_ones_that_it_promises():
    rubric = importlib.import_module("autograder.rubric")
    assert all(hasattr(rubric, name) for name in rubric.__all__)


@pytest.mark.parametrize(
    "command", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join
)
def test_the_tools_are_content(command):
    environment = {**os.environ, "NO_COLOR": "1"}
    program = Path(sys.executable).with_name(command[0])
    result = subprocess.run(
        [program, *command[1:]],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
