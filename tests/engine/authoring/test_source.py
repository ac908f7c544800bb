"""Text is changed where something has to change, and nowhere else."""

import ast

import pytest

from autograder.authoring.refusal import AuthoringError
from autograder.authoring.source import (
    added,
    alias_of,
    bound_names,
    lines_of,
    parsed,
    span_of,
    without,
    without_unused_imports,
)


@pytest.mark.parametrize(
    ("there", "wanted", "then"),
    [
        # One statement becomes longer, its names sorted.
        ("from a import c\n", "from a import B, b", "from a import B, b, c\n"),
        ("from a import b\n", "from a import b", "from a import b\n"),
        ("from a import *\n", "from a import b", "from a import *\n"),
        ("import a.b\n", "import a.b", "import a.b\n"),
        ("import a as b\n", "import a", "import a as b\nimport a\n"),
        ("from a import b as c\n", "from a import b", "from a import b, b as c\n"),
        # Comments stay where they are: there is a statement more.
        ("from a import c  # why\n", "from a import b",
         "from a import c  # why\nfrom a import b\n"),
        ("from a import (\n    c,  # why\n)\n", "from a import b",
         "from a import (\n    c,  # why\n)\nfrom a import b\n"),
        ("import x; from a import c\n", "from a import b",
         "import x; from a import c\nfrom a import b\n"),
        # Groups stand apart: Python's, others', ours, what lies beside.
        ("import torch\n", "import math", "import math\n\nimport torch\n"),
        ("import math\n", "import torch", "import math\n\nimport torch\n"),
        ("import math\n\nfrom notation import E\n", "import torch",
         "import math\n\nimport torch\n\nfrom notation import E\n"),
        ("from notation import E\n", "from .near import C",
         "from notation import E\n\nfrom .near import C\n"),
        ("import numpy as np\nimport torch\n", "import pytest",
         "import numpy as np\nimport pytest\nimport torch\n"),
        ("from math import pi\n", "import cmath", "import cmath\nfrom math import pi\n"),
        ("from __future__ import annotations\n", "import math",
         "from __future__ import annotations\n\nimport math\n"),
        # Where there are none: below the docstring.
        ('"""Q."""\n', "import math", '"""Q."""\n\nimport math\n'),
        ('"""Q."""', "import math", '"""Q."""\n\nimport math\n'),
        ("", "import math", "import math\n"),
    ],
)  # fmt: skip
def test_imports_come_to_their_places(there, wanted, then):
    assert added(there, wanted, "q.py") == then


def test_a_long_import_is_written_on_lines():
    names = [f"a_rather_long_name_{number}" for number in range(9)]
    text = added("from a import b\n", f"from a import {', '.join(names)}", "q.py")
    assert max(map(len, text.splitlines())) <= 100
    assert bound_names(ast.parse(text)) == {*names, "b"}


def test_definitions_come_to_the_end_two_lines_apart():
    text = added(
        "import math\n\nX = 1", "import math\nimport sys\n\n\ndef f():\n    pass\n", "q.py"
    )
    assert text == "import math\nimport sys\n\nX = 1\n\n\ndef f():\n    pass\n"


def test_ends_of_lines_are_those_of_the_file():
    text = added('"""Q."""\r\n\r\nX = 1\r\n', "import math\n\n\ndef f():\n    pass\n", "q.py")
    assert "\n" not in text.replace("\r\n", "")
    assert text == '"""Q."""\r\n\r\nimport math\r\n\r\nX = 1\r\n\r\n\r\ndef f():\r\n    pass\r\n'


def test_a_line_is_what_python_takes_for_one():
    """A form feed and a line separator of Unicode end none."""
    text = 'X = "\u2028"\n\x0cY = "\x85"\nZ = 1'
    assert len(lines_of(text)) == 3
    assert "".join(lines_of(text)) == text
    (node,) = (n for n in ast.parse(text).body if ast.unparse(n) == "Z = 1")
    assert without(text, [span_of(node, text)]) == 'X = "\u2028"\n\x0cY = "\x85"\n'


def test_a_definition_takes_its_decorators_and_comments_with_it():
    text = "A = 1\n\n\n# why\n@mark(\n    1,\n)\ndef f():\n    pass\n\n\nB = 2\n"
    assert without(text, [span_of(ast.parse(text).body[1], text)]) == "A = 1\n\n\nB = 2\n"


@pytest.mark.parametrize(
    ("there", "then"),
    [
        ("from a import gone, kept\n\nkept()\n", "from a import kept\n\nkept()\n"),
        ("from a import gone\n\nX = 1\n", "X = 1\n"),
        ("import math\n\nimport gone\n\nmath.pi\n", "import math\n\nmath.pi\n"),
        ("import gone.part\nimport math\n\nmath.pi\n", "import math\n\nmath.pi\n"),
        ("from a import gone\n\ngone()\n", "from a import gone\n\ngone()\n"),
        ("from a import gone  # why\n", "from a import gone  # why\n"),
        ("from a import *\n", "from a import *\n"),
        ("from a import unused\n", "from a import unused\n"),
    ],
)
def test_an_import_goes_when_its_last_user_has_gone(there, then):
    assert without_unused_imports(there, {"gone"}, "q.py") == then


def test_what_does_not_parse_is_named_with_its_line():
    with pytest.raises(AuthoringError, match=r"q3\.py:2: .*mend it first"):
        parsed("x = 1\ny = (\n", "q3.py")


def test_names_and_aliases():
    tree = ast.parse(
        "import q3_x as q3\nfrom a import b\nX: int = 1\ndef f(): y = 1\nclass C: z = 1\n"
        "if X:\n    A, (B, *c) = X\n"
    )
    assert bound_names(tree) == {"q3", "b", "X", "f", "C", "A", "B", "c"}
    assert (alias_of(tree, "q3_x"), alias_of(tree, "q4")) == ("q3", "")


NAMED = (
    '"""A question."""\n\nfrom notation import log, question\n\n\ndef f(x):\n    return log(x)\n'
)
STARRED = NAMED.replace("log, question", "*")


@pytest.mark.parametrize("text", [NAMED, STARRED])
@pytest.mark.parametrize("addition", [NAMED, STARRED])
def test_a_star_beside_names_of_the_same_module_is_an_import_of_its_own(text, addition):
    """As where a copy of the reference is a whole submission, to which an answer is added."""
    result = added(text, addition.replace("def f", "def g"), "q1.py")
    tree = ast.parse(result)
    assert [node.name for node in tree.body if isinstance(node, ast.FunctionDef)] == ["f", "g"]
    starred = STARRED in (text, addition)
    assert ("import *" in result) is starred
