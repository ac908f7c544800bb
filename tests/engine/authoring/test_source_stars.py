"""A star among imports: what is put into a module leaves one that parses."""

import ast

import pytest

from autograder.authoring.source import added

NAMED = """\
"A question."

from notation import log, question


def f(x):
    return log(x)
"""
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
