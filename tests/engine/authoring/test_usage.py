"""What serves one thing alone goes with it, and what serves others stays."""

import ast

import pytest

from autograder.authoring.usage import Module, names_in, taken_from


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f(x, y=D): return g(x) + y", {"D", "g"}),
        ("def f(x):\n    total = x\n    return total", set()),
        ("@mark(N)\ndef f(x: T): return [h(i) for i in x]", {"mark", "N", "T", "h"}),
        ("f = lambda x: x + C", {"f", "C"}),
        ("class A(B):\n    def m(self): return self.c + d", {"B", "d"}),
        ("def f(x):\n    def g(y): return x + y + z\n    return g", {"z", "g"}),
    ],
)
def test_names_are_those_from_outside(text, names):
    assert names_in(ast.parse(text).body) == names


def test_what_is_taken_of_another_module():
    assert taken_from("ref", [ast.parse("grade(ref.f, M(answer=ref.g), q.h)")]) == {"f", "g"}


MODULE = """
SHARED = 1
OWN = 2
def helper(): return OWN
def other_helper(): return SHARED
def gone(): return helper() + other_helper()
def stays(): return other_helper()
def nobody(): return SHARED
print(SHARED)
"""


def test_what_serves_one_alone():
    module = Module.of(ast.parse(MODULE))
    assert module.serving(["gone"]) == {"gone", "helper", "OWN"}
    assert module.serving(["gone"], ["helper"]) == {"gone"}
    assert module.serving(["stays"]) == {"stays"}
    assert module.serving(["other_helper"]) == set(), "others use it"
    assert module.serving(["nothing"]) == set()


def test_statements_are_told_apart_by_what_they_define():
    module = Module.of(ast.parse(MODULE))
    gone = module.defining({"gone", "OWN"})
    assert [node.lineno for node in gone] == [3, 6]
    assert len(module.others({"gone", "OWN"})) == 6
