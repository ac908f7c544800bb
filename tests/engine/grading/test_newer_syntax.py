"""What only a later Python reads is recognised, in text, and nothing else is."""

import ast
import asyncio
import dataclasses
import email
import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from autograder.grading.newer_syntax import FEATURES, around_line, newer_syntax

PROJECT = Path(__file__).resolve().parents[3]

#: PEP, the line at which Python gives up, the source.
NEWER = [
    (646, 2, "def f(a, b):\n    return a[*b]\n"),
    (646, 2, "def f(a, b):\n    return a[0][b.c(1)[0, *b]]\n"),
    (646, 1, "def f(*args: *Ts): pass\n"),
    (646, 1, "x: tuple[int, *Ts] = 1\n"),
    (654, 3, "try:\n    f()\nexcept* ValueError:\n    pass\n"),
    (654, 3, "try:\n    f()\nexcept *(A, B) as e:\n    pass\n"),
    (695, 1, "def f[T](x: T) -> T: return x\n"),
    (695, 2, "class A:\n    async def f[T: (int, str)](\n        self, x: T) -> T: return x\n"),
    (695, 1, "class A[T]:\n    pass\n"),
    (695, 1, "class A[*Ts, **P](B): pass\n"),
    (695, 1, "type X = int\n"),
    (695, 1, "type X[T] = list[T]\n"),
    (696, 1, "class A[T = int]:\n    pass\n"),
    (696, 1, "type X[T: int = dict[str, int]] = list[T]\n"),
    (696, 1, "def f[*Ts = *tuple[int]](*a): pass\n"),
    (701, 2, 'def f(d):\n    return f"{d["a"]}"\n'),
    (701, 1, 'print(f"{", ".join(x)}")\n'),
    (701, 1, "x = f'{'\\n'.join(d)}'\n"),
    (701, 1, "x = f\"{'\\n'.join(d)}\"\n"),
    (701, 1, "x = rf'{'a'}'\n"),
    (701, 3, "x = f'''{\n  d\n  # x\n}'''\n"),
    (701, 1, "x = f'{\n  d\n}'\n"),
    (701, 2, "x = (f'a'\n    f'{d['x']:>{w}} b' 'c')\n"),
    (701, 1, "x = f'{f'{d}'}'\n"),
    (701, 1, "x = f'''{f'''{d}'''}'''\n"),
    (701, 1, "x = f'{x:{d['w']}}'\n"),
    (701, 1, "x = f'{d['a']!r:>10}' + f'{2}'\n"),
    (758, 3, "try:\n    f()\nexcept ValueError, a.TypeError:\n    pass\n"),
    (758, 3, "try:\n    f()\nexcept ValueError, TypeError, :\n    pass\n"),
]  # fmt: skip

#: What every Python reads, however much it looks like the above.
OLD = [
    "x = f'{d[\"a\"]}' '{' f\"{d['b']}\" '}'\n",
    "x = f'''{d[\"a\"]} {d['b']}''' f'{{' f'{x!r:>{w}}' f'{a != b}' f'{{}}}}'\n",
    "x = f'''{\n  d\n}'''\n",
    "x = f'\\n{d}\\{e}' rf'\\d{d}' b'{' 'f'\n",
    "x = 'f\"{d[' \"a\" ']}\"'\n",
    "# f'{d['a']}'\n'''\nexcept* A\ntype X = int\nf\"{d[\"a\"]}\"\n'''\n",
    "type = 3\ntype == 4\nx = type\ntype(x)\nprint(type, [*a])\n",
    "x = [*a]\nf(*[*a])\nreturn_ = {**a, 'b': [*c]}\nx[[*a][0]] = [1, *a][f(*a)]\n",
    "def f(a): return [*a]\nfor x in [*a]: yield [*a]\nif x not in [*a]: pass\n",
    "def f(*args: int, **named: int): return a[b ** c, d * e]\n",
    "try: pass\nexcept (A, B): pass\nexcept (A, B) as e: pass\nexcept A: print(1, 2)\n",
    "class A(B[T]): pass\ndef f(x=a[1]): pass\nclass_ [1]\n",
    "if x:\\\n  y = 'a\\\nb'\nmatch x:\n    case [*a]: pass\n",
    "x = '\n'",
]


@pytest.mark.parametrize(("pep", "line", "source"), NEWER)
def test_what_a_later_python_reads_is_recognised(pep, line, source):
    found = newer_syntax(source, (3, 10))
    assert [newer.feature.pep for newer in found] == [pep]
    assert found[0].first <= line <= found[0].last
    since = found[0].feature.since
    assert newer_syntax(source, since) == []


@pytest.mark.parametrize(("pep", "line", "source"), NEWER)
def test_it_is_recognised_from_the_lines_around_the_error(pep, line, source):
    """In the middle of a file, behind a string that begins far above."""
    above = "'''\n" + "text = 1\n" * 30 + "'''\n" + "x = (1,\n  2)\n" * 9
    lines = f"{above}{source}y = 1\n".splitlines()
    newer = around_line(lines, above.count("\n") + line, (3, 10))
    assert newer.feature.pep == pep
    assert around_line(lines, above.count("\n") - 1, (3, 10)) is None


@pytest.mark.parametrize("source", OLD)
def test_what_every_python_reads_is_not(source):
    assert newer_syntax(source, (3, 10)) == []


@pytest.mark.parametrize("package", [ast, asyncio, dataclasses, email, pytest])
def test_what_this_python_reads_has_nothing_that_it_does_not(package):
    file = Path(package.__file__)
    files = file.parent.rglob("*.py") if file.name == "__init__.py" else [file]
    for path in files:
        assert newer_syntax(path.read_text("utf-8"), sys.version_info[:2]) == [], path


def test_the_project_can_be_read_by_the_first_python_that_it_promises():
    for path in sorted(PROJECT.glob("autograder/**/*.py")):
        assert newer_syntax(path.read_text(), (3, 10)) == [], path


def other_pythons():
    """The interpreters beside this one, as pyenv lays them; always this one itself."""
    here = Path(sysconfig.get_path("scripts")) / "python"
    return [str(here), *map(str, sorted(Path.home().glob(".pyenv/versions/3.1[0-9].*/bin/python")))]


@pytest.mark.parametrize("python", other_pythons())
def test_the_versions_are_those_from_which_python_reads_it(python):
    """Every source is compiled by the interpreter, which knows what it reads."""
    script = (
        "import json, sys\n"
        "def reads(source):\n"
        "    try: compile(source, 'q', 'exec')\n"
        "    except SyntaxError: return False\n"
        "    return True\n"
        "print(json.dumps([sys.version_info[:2], [reads(s) for s in json.load(sys.stdin)]]))\n"
    )
    sources = [source for _, _, source in NEWER]
    done = subprocess.run(
        [python, "-I", "-W", "ignore", "-c", script],
        input=json.dumps(sources), capture_output=True, text=True, check=True,
    )  # fmt: skip
    version, reads = json.loads(done.stdout)
    for source, is_read in zip(sources, reads, strict=True):
        assert (newer_syntax(source, tuple(version)) == []) is is_read, (version, source)


def test_every_feature_has_its_example():
    assert {feature.pep for feature in FEATURES} == {pep for pep, _, _ in NEWER}


@pytest.mark.parametrize(
    "source", ["f'{" * 5000, "f'''{" * 2000, "[" * 10**5, "\\\n" * 10**4, "'" * 9999]
)
def test_looking_around_a_line_takes_no_time_whatever_stands_there(source):
    """Only a few lines, and of each the beginning: the time that 4 MB take would be seen."""
    around_line([source] * 10**4, 5000, (3, 10))
