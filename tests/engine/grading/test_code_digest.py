"""A digest stands for a function and for what it reaches, and for nothing else."""

import json
import random
import re
import subprocess
import sys
import textwrap

import pytest

from autograder.grading.code_digest import Sources

ANSWER = '''
import numpy as np
from helper import scale, spare

LIMIT = 10
TABLE = {}
TABLE["a"] = 1
OTHER = 3

def twice(g):
    return g

@twice
def inner(x, factor=2):
    return x * factor + LIMIT

class Model:
    rate = 0.5

    def step(self, x):
        return x * self.rate

def unrelated(x):
    return x + OTHER

def answer(x, y):
    """What the template says."""
    total = 0  # a sum
    for index in range(3):
        total += inner(x) + scale(y) * index + TABLE["a"]
    rest = [item for item in (x, y)]
    return total + Model().step(sum(rest))
'''
HELPER = """
BASE = 7
UNUSED = 8

def scale(x):
    return x * BASE

def spare(x):
    return x * UNUSED
"""


def digest(answer=ANSWER, helper=HELPER, others=()):
    texts = {"q1.py": textwrap.dedent(answer), "helper.py": helper}
    return Sources(texts | dict(others), {}).digest("q1.py", "answer")


def changed(old, new, text=ANSWER):
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  # a sum", ""),
        ('    """What the template says."""\n', ""),
        ("total", "accumulated"),
        ("index", "i"),
        ("item", "t"),
        ("rest", "collected"),
        ("return x * factor + LIMIT", "pass\n    return (x*factor\n            + LIMIT)"),
        ("def inner(x, factor=2):\n    return x", "def inner(z, factor=2):\n    return z"),
        ("return x + OTHER", "return x - OTHER"),
        ("OTHER = 3", "OTHER = 4"),
        ("import scale, spare", "import scale"),
        ("import numpy as np\n", "import numpy as np\nimport random, torch\n"),
        ("def unrelated", "def extra():\n    return answer(1, 2)\n\ndef unrelated"),
        ("def unrelated", "print(answer(1, unrelated(2)))\n\ndef unrelated"),
        ("def unrelated", "print(LIMIT, TABLE)\n\ndef unrelated"),
        ("def unrelated", "if __name__ == '__main__':\n    LIMIT = 3\n\ndef unrelated"),
    ],
)
def test_what_says_the_same_has_the_same_digest(old, new):
    assert digest(changed(old, new)) == digest()


def test_the_order_of_definitions_does_not_matter():
    parts = re.split(r"\n(?=[@a-zA-Z])(?!def inner)", ANSWER)
    functions = [part for part in parts if part.startswith(("@", "class", "def"))]
    rest = [part for part in parts if part not in functions]
    assert len(functions) == 5
    assert digest("\n".join([*rest, *reversed(functions)])) == digest()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMIT = 10", "LIMIT = 11"),
        ("LIMIT = 10", "LIMIT = 10\nLIMIT += 1"),
        ('TABLE["a"] = 1', 'TABLE["a"] = 2'),
        ('TABLE["a"] = 1', 'TABLE["a"] = 1\nTABLE.update(a=2)'),
        ('TABLE["a"] = 1', 'TABLE["a"] = 1\nfor k in "ab":\n    TABLE[k] = 5'),
        ("    return g\n", "    return lambda *a: 0\n"),
        ("@twice\n", ""),
        ("factor=2", "factor=3"),
        ("rate = 0.5", "rate = 0.25"),
        ("rate = 0.5", "rate: float = 0.5"),
        ("def answer(x, y)", "def answer(y, x)"),
        ("total = 0", "total = 1"),
        ("total = 0", "total = 0.0"),
        ("total = 0", "total = False"),
        ("(x, y)]", "(y, x)]"),
        ("def unrelated", "def setup():\n    global LIMIT\n    LIMIT = 2\n\ndef unrelated"),
        ("from helper import scale, spare", "from helper import scale as spare, spare as scale"),
        ("def unrelated", "def answer(x, y):\n    return 0\n\ndef unrelated"),
    ],
)
def test_what_says_something_else_has_another_digest(old, new):
    assert digest(changed(old, new)) not in ("", digest())


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("BASE = 7", "BASE = 8", False),
        ("return x * BASE", "return x + BASE", False),
        ("UNUSED = 8", "UNUSED = 9", True),
        ("return x * UNUSED", "return 0", True),
    ],
)
def test_other_files_count_as_far_as_they_are_reached(old, new, same):
    assert (digest(helper=changed(old, new, HELPER)) == digest()) is same


IMPORTS = [
    ("import helper\ndef answer(x): return helper.scale(x)", True),
    ("import helper as h\ndef answer(x): return h.scale(x)", True),
    ("from helper import *\ndef answer(x): return scale(x)", True),
    ("def answer(x):\n    from helper import scale\n    return scale(x)", True),
    ("import helper\ndef answer(x): return getattr(helper, 'scale')(x)", True),
    ("from helper import scale as answer", True),
    ("def answer(x):\n    return 1", False),
    ("def answer(x):\n    scale = x\n    return scale", False),
    ("from helper import *\ndef answer(x): return x", False),
]


@pytest.mark.parametrize(("answer", "reaches"), IMPORTS)
def test_every_form_of_import_is_followed(answer, reaches):
    other = changed("BASE = 7", "BASE = 8", HELPER)
    assert (digest(answer) != digest(answer, other)) is reaches
    assert digest(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "from package.part import deep\ndef answer(x): return deep(x)",
        "import package.part\ndef answer(x): return package.part.deep(x)",
        "import package.part as p\ndef answer(x): return p.deep(x)",
        "from package import part\ndef answer(x): return part.deep(x)",
        "from package import lifted\ndef answer(x): return lifted(x)",
    ],
)
def test_packages_are_followed(answer):
    def of(constant, unused):
        part = f"C = {constant}\nD = {unused}\ndef deep(x): return C"
        package = {"__init__.py": "from .part import deep as lifted", "part.py": part}
        return digest(answer, others={f"package/{name}": text for name, text in package.items()})

    assert of(1, 1) == of(1, 2) != of(2, 1)


def test_names_of_installed_packages_are_not_looked_for_in_the_submission():
    answer = "import random\ndef answer(x): return random.random()"
    others = {"random.py": "def random(): return 4"}
    assert digest(answer, others=others) == digest(answer)


def test_parameters_that_are_passed_by_name_are_no_local_names():
    for call, is_by_name in (("x, y", False), ("a=x, b=y", True), ("**TABLE", True)):
        text = (
            f"def helper(a, b): return a - b\ndef answer(x, y): return helper({call})\nTABLE = {{}}"
        )
        other = text.replace("helper(a, b): return a - b", "helper(b, a): return b - a")
        assert (digest(text) != digest(other)) is is_by_name


def test_the_parameters_of_what_is_called_stay_through_another_name():
    text = "def _solve(a, b): return a - b\nanswer = _solve"
    assert digest(text) != digest(text.replace("(a, b)", "(b, a)").replace("a - b", "b - a"))


def test_local_names_stay_where_the_code_can_ask_for_them():
    text = "def answer(x):\n    one, two = 1, 2\n    return locals()['one']"
    assert digest(text) != digest(text.replace("one, two", "two, one"))


def test_names_of_one_scope_are_not_those_of_another():
    text = """
    N = 3
    def answer(x):
        def inner():
            N = 4
            return N
        return [N for N in range(N)] and inner() + N
    """
    assert digest(text) != digest(text.replace("N = 3", "N = 5"))
    renamed = text.replace("N = 4", "k = 4").replace("return N\n", "return k\n")
    assert digest(text) == digest(renamed)
    assert digest(text) != digest(text.replace("return N\n", "return x\n"))


def test_a_comprehension_looks_its_first_values_up_outside():
    text = "N = (1, 2)\ndef answer(): return [N for N in N]"
    assert digest(text) != digest(text.replace("(1, 2)", "(1, 3)"))


def test_a_method_does_not_see_the_names_of_its_class():
    text = "W = 1\nclass answer:\n    W = 2\n    def m(self): return W\n"
    assert digest(text) != digest(text.replace("W = 1", "W = 3"))


def test_a_class_can_be_the_answer():
    text = "W = 1\nclass answer:\n    def __init__(self, a): self.a = a + W\n"
    assert digest(text) != digest(text.replace("W = 1", "W = 2"))
    assert digest(text) != digest(text.replace("self.a", "self.b"))


@pytest.mark.parametrize(
    "answer", ["x = 1", "def other(): pass", "", "answer(", "from helper import *"]
)
def test_what_the_file_does_not_show_has_no_digest(answer):
    assert digest(answer) == ""


def test_a_helper_that_does_not_parse_stands_for_itself():
    assert digest(helper="def scale(:") not in ("", digest(helper="def scale(;"))


def test_circles_end():
    circle = "from helper import *\nfrom q1 import answer as again\ndef answer(x): return again(x)"
    assert digest(circle, "from q1 import *\nimport helper\ndef f(): return helper")


def test_random_names_for_local_variables_change_nothing(rng: random.Random):
    names = ["total", "index", "rest", "item"]
    for _ in range(20):
        text = ANSWER
        for name in names:
            text = text.replace(name, f"v{rng.randrange(10**6)}_{name[0]}")
        assert digest(text) == digest()


# ------------------------------------------------------------------------------ the program

PROGRAM = "from autograder.grading.code_digest import main; main()"
PLENTY = 2 << 30


def answers(*each, seconds=20, room=PLENTY, names=("answer",)):
    """Return the program's answers, one table of digests for each of several requests."""
    requests = [{"file": "q1.py", "names": names, "texts": t, "opaque": {}} for t in each]
    command = [sys.executable, "-I", "-c", PROGRAM, str(seconds), "60", str(room)]
    done = subprocess.run(command, input=json.dumps(requests), capture_output=True, text=True)
    found = [{} for _ in each]
    for line in done.stdout.splitlines():
        place, name, text = json.loads(line)
        found[place][name] = text
    return found


def test_the_program_answers_line_by_line():
    files = {"q1.py": ANSWER, "helper.py": HELPER}
    [found] = answers(files, names=("answer", "inner", "no such"))
    assert found.keys() == {"answer", "inner", "no such"}
    assert (found["answer"], found["no such"]) == (digest(), "")


def test_the_kernel_ends_what_takes_too_long_and_the_next_request_is_answered():
    """What was said before stands: of a small function beside one that reaches megabytes."""
    large = "A = [" + "x, " * 1_500_000 + "]\n"
    texts = {"q1.py": "from large import A\ndef small(): pass\ndef answer(): return A\n"}
    next_one = {"q1.py": "def answer(): return 1\n"}
    names = ("small", "answer")
    first, second = answers(
        {**texts, "large.py": large}, next_one, seconds=1, room=1 << 40, names=names
    )
    assert first.keys() == {"small"}
    assert second["answer"]


def test_what_takes_too_much_memory_has_no_digest_and_the_next_request_has_one():
    large = "def answer():\n    return [" + "x, " * 1_000_000 + "]\n"
    first, second = answers({"q1.py": large}, {"q1.py": "def answer(): pass\n"}, room=96 << 20)
    assert not any(first.values())
    assert second["answer"]


def test_a_tree_that_is_too_deep_costs_its_own_function_alone():
    deep = "def answer(): return " + "not " * 1_900 + "1\ndef small(): return 1\n"
    [found] = answers({"q1.py": deep}, names=("answer", "small"))
    assert found["small"]
