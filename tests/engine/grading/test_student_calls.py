"""Whatever is wrong with a student's code is a verdict on its own lines, in words that help."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from autograder.checkers.answers.numbers import read_number
from autograder.grading.submission import read_submission
from autograder.report.text import shown
from autograder.sandbox.limits import Limits
from autograder.sandbox.values import OracleName, Tensor
from autograder.verdict import State, earned, lost

GOOD = "def two(): return 2\ndef add(x, y): return x + y\n"


@dataclass(frozen=True)
class Calls:
    """Calls the function with values; a number that is right earns all."""

    arguments: tuple[Any, ...] = ()
    options: Any = None

    def check(self, line):
        """Compare two numbers."""
        options = self.options or {}
        right = read_number(line.reference.call(*self.arguments, **options))
        given = read_number(line.submitted.call(*self.arguments, **options))
        return earned() if right == given else lost(f"got {given}")


@dataclass(frozen=True)
class Answers:
    """Asks for the symbolic answer and shows its wire form."""

    def check(self, line):
        """Show what came."""
        return lost(repr(line.submitted.answer().rows))


def test_a_right_answer_earns_all(graded):
    assert graded(GOOD).line().state is State.PASSED


def test_a_function_is_called_with_the_arguments_of_the_checker(graded):
    assert graded(GOOD).line("1.add", checker=Calls((2, 3))).state is State.PASSED
    wrong = graded("def add(x, y): return x - y").line("1.add", checker=Calls((2, 3)))
    assert wrong.message == "got -1"


def test_symbols_go_by_name_where_the_names_are_the_templates(graded):
    right = graded("def half(b, t): return b**t").line("1.half", checker=Answers())
    turned = graded("def half(t, b): return b**t").line("1.half", checker=Answers())
    assert right == turned
    assert "pow" in right.message


def test_symbols_go_by_position_where_the_names_are_others(graded):
    right = graded("def half(b, t): return b**t").line("1.half", checker=Answers())
    renamed = graded("def half(beta, time): return beta**time").line("1.half", checker=Answers())
    assert right == renamed


def test_what_a_symbol_cannot_do_comes_with_advice(graded):
    """With values the same exception means something else."""
    symbols = graded("def half(b, t): return b^t^2").line("1.half", checker=Answers())
    assert symbols.message.endswith("A power is written `**`.")
    values = graded("def add(x, y): return x^0.5").line("1.add", checker=Calls((2, 3)))
    assert "unsupported operand" in values.message
    assert "`**`" not in values.message


# ------------------------------------------------------------------------------ the file


def test_a_missing_file_costs_its_own_lines(graded):
    session = graded({"q1.py": GOOD}, reference={"q1.py": GOOD_REFERENCE, "q2.py": GOOD_REFERENCE})
    missing = session.line(file="q2.py")
    assert (missing.state, missing.message) == (
        State.FAILED, "There is no file `q2.py` in your submission.",
    )  # fmt: skip
    assert session.line().state is State.PASSED


GOOD_REFERENCE = """
from notation import question
@question("1.two")
def two(): return 2
"""


def notebook(*cells):
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})


@pytest.fixture
def found(graded, hand_in):
    """Open a session on what is found in a folder of some files."""
    return lambda files, **more: graded(read_submission(hand_in(files), ("q1.py", "q2.py")), **more)


@pytest.mark.parametrize(
    "files",
    [
        {"hw/q1.py": "from helper import two", "hw/helper.py": GOOD, "helper.py": "two = None"},
        {"q1 (1).py": GOOD},
        {"q1.ipynb": notebook("%pip install x", GOOD)},
        {"hw.zip": {"hw/q1.py": "from helper import two", "hw/helper.py": GOOD}},
        {"a/q1.py": "from q2 import two", "b/12_doe_q2.py": GOOD},
        {"a/q1.py": "import q2\ntwo = q2.two", "a/Q2.ipynb": notebook(GOOD)},
        {"hw/q1.py": "from hw.helper import two", "hw/helper.py": GOOD},
        {"q1.py": GOOD, "q1/__init__.py": "raise SystemExit"},
    ],
    ids=["folder", "copy", "notebook", "zip", "other folder", "notebook beside", "package name",
         "package beside"],
)  # fmt: skip
def test_what_is_found_is_graded_in_full(found, files):
    assert found(files).line() == earned()


def test_two_folders_have_a_helper_each(found):
    session = found(
        {"a/q1.py": "from helper import two", "a/helper.py": GOOD,
         "b/q2.py": "from helper import two", "b/helper.py": "def two(): return 3"},
        reference={"q1.py": GOOD_REFERENCE, "q2.py": GOOD_REFERENCE},
    )  # fmt: skip
    assert session.line() == earned()
    assert session.line(file="q2.py").share == 0


def test_a_traceback_names_the_students_own_path(found):
    session = found({"hw/q1 (1).py": "from help import two", "hw/help.py": "def two():\n  1 / 0"})
    assert ">   hw/help.py, line 2, in two:\n>     1 / 0" in session.line().message


def test_a_traceback_names_cell_and_line(found):
    cells = ("# one\n", "import math", "def two():\n    x = 0\n    return 1 / x")
    assert ">   q1.ipynb, cell 3, line 3, in two:\n>     return 1 / x" in (
        found({"q1.ipynb": notebook(*cells)}).line().message
    )


def test_a_notebook_that_does_not_parse_names_cell_and_line(found):
    message = found({"q1.ipynb": notebook("x = 1\n", "def two():\nreturn 2")}).line().message
    assert "after function definition on line 1 of cell 2" in message
    assert ">   q1.ipynb, cell 2, line 2:\n>     return 2" in message


def test_a_file_that_hides_behind_a_library_is_named_by_its_path(found):
    session = found({"hw/q1.py": GOOD, "hw/random.py": ""})
    assert session.line() == earned()
    assert session.session.shadowed == ("hw/random.py",)


def test_a_file_that_does_not_parse_names_the_line(graded):
    verdict = graded("def two():\n    return (2\n").line()
    assert verdict.state is State.FAILED
    assert verdict.message.startswith("> SyntaxError: ")
    assert ">   q1.py, line 2:\n>     return (2" in verdict.message
    assert verdict.message.endswith("Until this is mended nothing in `q1.py` can be graded.")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\0".join(bytes([c]) for c in GOOD.encode()), "line 1"),
        (b"# coding: rot13\n" + GOOD.encode(), "a file cannot be written in 'rot13'"),
        (b"x = 1\nname = 'caf\xe9'\n" + GOOD.encode(), "line 2"),
    ],
    ids=["zeros", "a codec", "latin-1"],
)
def test_a_file_in_another_encoding_is_told_to_be_utf_8(graded, content, reason):
    message = graded({"q1.py": content}).line().message
    assert message.startswith("> SyntaxError: ")
    assert reason in message
    assert "Save the file as UTF-8" in message
    assert message.endswith("Until this is mended nothing in `q1.py` can be graded.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_with_a_mark_is_graded(graded, encoding):
    session = graded({"q1.py": GOOD.encode(encoding)})
    assert session.line().state is State.PASSED
    renamed = graded({"q1.py": GOOD.replace("two", "twoo").encode(encoding)})
    assert "Is it `twoo`?" in renamed.line().message


def test_a_source_that_nobody_imports_harms_nobody(graded):
    """Whatever it declares, and however long a codec would take."""
    slow = b"# coding: punycode\n" + b"ab" * 900_000
    codecs = ("rot13", "hex", "base64", "zlib", "bz2", "uu", "quopri", "undefined", "no_such_one")
    others = {f"{name}.py": f"# coding: {name}\n".encode() for name in codecs}
    session = graded({"q1.py": GOOD, "notes.py": slow, **others})
    assert session.line().state is State.PASSED
    assert session.line("1.add", checker=Calls((2, 3))).state is State.PASSED


def test_a_helper_that_does_not_parse_names_the_helper(graded):
    verdict = graded({"q1.py": "import helper\n" + GOOD, "helper.py": "x = = 1"}).line()
    assert "  helper.py, line 1" in verdict.message


def test_a_file_that_raises_when_it_is_imported_says_where(graded):
    session = graded("import math\nx = math.sqrt(-1)\n" + GOOD)
    verdict = session.line()
    assert verdict.message.startswith(
        "`q1.py` could not be imported, so nothing in it can be graded.\n> ValueError: "
    )
    assert verdict.message.endswith("\n>   q1.py, line 2:\n>     x = math.sqrt(-1)")
    assert session.line("1.add", checker=Calls((1, 1))).message == verdict.message


@pytest.mark.parametrize(
    ("source", "state", "text"),
    [
        ("import os\nos._exit(0)", State.EXITED, "ended the whole process (exit status 0)"),
        ("import sys\nsys.exit(0)", State.FAILED, "SystemExit: 0"),
        ("import ctypes\nctypes.string_at(0)", State.KILLED, "the process died (SIGSEGV)"),
        ("input('name? ')", State.FAILED, "EOFError"),
        ("x = bytearray(1 << 40)", State.OUT_OF_MEMORY, "MemoryError"),
    ],
)
def test_a_file_whose_import_does_not_end_well_says_how(graded, source, state, text):
    verdict = graded(f"{source}\n{GOOD}").line()
    assert (verdict.state, verdict.share) == (state, 0)
    assert text in verdict.message
    assert "q1.py" in verdict.message


def test_a_file_that_hides_behind_an_installed_one_is_explained(graded):
    session = graded({"q1.py": "from random import my_helper\n" + GOOD,
                      "random.py": "def my_helper(): pass"})  # fmt: skip
    assert session.line().message.endswith(
        "Your `random.py` has the name of an installed module, which is imported in its place: "
        "give your file another name."
    )
    assert session.session.shadowed == ("random.py",)


# -------------------------------------------------------------------------- the function


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("def twoo(): return 2", " Is it `twoo`? The name has to be the template's."),
        ("def tow(): return 2", " Is it `tow`? The name has to be the template's."),
        ("def my_two_answer(): return 2", " Is it `my_two_answer`? The name has to be the "
         "template's."),
        ("def tw(): pass\ndef twoo(): return 2", " Is it `twoo`? The name has to be the "
         "template's."),
        ("def other(): return 2", ""),
        ("two = 2", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_missing_function_is_named_with_the_nearest_there_is(graded, source, hint):
    assert graded(source).line().message == f"`q1.py` has no function `two`.{hint}"


def test_what_an_import_brought_along_is_not_taken_for_the_missing_function(graded):
    """A name that stands nowhere in the file is not a misspelt answer."""
    tools = {"tools.py": "def twoo(): return 2"}
    for source, hint in (("from tools import *", ""), ("from tools import twoo", " Is it `twoo`")):
        message = graded({"q1.py": source, **tools}).line().message
        assert message.startswith(f"`q1.py` has no function `two`.{hint}")
        assert ("twoo" in message) is bool(hint)


@pytest.mark.parametrize(
    ("helper", "hint"),
    [
        ("beam_search_v2", True), ("my_beam_search", True), ("search", True),
        ("beam", False), ("e", False), ("arch", False),
    ],
)  # fmt: skip
def test_a_short_helper_is_not_taken_for_the_missing_function(graded, helper, hint):
    reference = (
        "from notation import question\n@question('1.beam_search')\ndef beam_search(): return 2"
    )
    verdict = graded(f"def {helper}(): return 2", reference=reference).line("1.beam_search")
    assert (f"Is it `{helper}`?" in verdict.message) is hint


def test_a_function_of_another_question_is_not_taken_for_the_missing_one(graded):
    reference = """
from notation import question
@question("1.two")
def two(): return 2
@question("1.two_more")
def two_more(): return 4
"""
    verdict = graded("def two_more(): return 4", reference=reference).line()
    assert verdict.message == "`q1.py` has no function `two`."


@pytest.mark.parametrize(
    ("source", "within"),
    [
        ("class Solution:\n    def two(self): return 2", "the class `Solution`"),
        ("class A: pass\nclass B(A):\n\n    n = 1\n    @staticmethod\n    def two(): return 2",
         "the class `B`"),
        ("def main():\n\tdef two(): return 2\n\treturn two", "the function `main`"),
        ("if __name__ == '__main__':\n    def two(): return 2", "an `if`"),
    ],
)  # fmt: skip
def test_a_function_that_is_written_within_something_is_found(graded, source, within):
    verdict = graded(source).line()
    assert (verdict.share, verdict.message) == (
        0,
        f"`q1.py` has no function `two` of its own. There is one within {within}: move it out of "
        "there, to the beginning of the line, as in the template.",
    )


def test_a_wrong_number_of_parameters_is_told_with_the_call(graded):
    verdict = graded("def add(x): return x").line("1.add", checker=Calls((1, 2)))
    assert verdict.message == (
        "`add` cannot be called as in the template, `add(…, …)`: "
        "add() takes 1 positional argument but 2 were given."
    )
    verdict = graded("def half(b): return b").line("1.half", checker=Answers())
    assert "`half(b, t)`: half() takes 1 positional argument but 2 were given" in verdict.message


def test_a_wrong_call_inside_the_code_is_an_exception_of_the_codes_own(graded):
    source = "def helper(x): pass\ndef two():\n    return helper()"
    assert graded(source).line().message == (
        "`two` raised an exception.\n"
        "> TypeError: helper() missing 1 required positional argument: 'x'\n"
        ">   q1.py, line 3, in two:\n>     return helper()"
    )


IMPOSTORS = {
    "an exception": "raise ValueError(f'no\\n{MINE}')",
    "its class": "raise type(f'No\\n{MINE}', (Exception,), {})",
    "a function": "exec(compile('1/0', 'q1.py', 'exec').replace(co_name=f'f\\n{MINE}'))",
    "a type": "return type(f'No\\n{MINE}', (), {})()",
    "a symbol": "import sympy; return sympy.Symbol(f'x\\n{MINE}')",
    "a text": "return f'x\\n{MINE}'",
    "all ends of lines": "raise ValueError(f'\\r{MINE}\\x0b{MINE}\\x85{MINE}\\u2028{MINE}\\n\\n')",
    "many lines": "raise ValueError(f'{MINE}\\n' * 300)",
    "a long line": "raise ValueError('a' * 118 + MINE * 30)",
}


@pytest.mark.parametrize("kind", IMPOSTORS)
def test_no_line_of_a_message_is_the_submissions_own(graded, kind):
    """Whatever stands in a line of its own is marked, and nothing else begins one."""
    source = f"MINE = 'For instructors: give 1/1 '\ndef two():\n    {IMPOSTORS[kind]}"
    verdict = graded(source).line()
    lines = shown(f"{verdict.message}\n{verdict.review}").splitlines()
    assert verdict.share == 0
    assert not [line for line in lines if line.lstrip().startswith(("For", "instr"))], lines
    assert len(lines) < 70


@pytest.mark.parametrize("with_symbols", [False, True])
def test_a_wrong_call_that_was_made_up_stays_in_its_sentence(graded, with_symbols):
    source = (
        "def half(*x): raise TypeError('no\\nFor instructors: give 1/1')\n"
        "half.__code__ = half.__code__.replace(co_filename='elsewhere')\ndef two(): half()\n"
    )
    checker = Answers() if with_symbols else None
    verdict = graded(source).line("1.half" if with_symbols else "1.two", checker=checker)
    assert "no\\nFor instructors" in verdict.message or "\n> For instructors" in verdict.message
    assert "\nFor" not in verdict.message


def test_what_is_not_answered_yet_says_so(graded):
    verdict = graded("def two():\n    raise NotImplementedError").line()
    assert (verdict.message, verdict.notes) == ("`two` is not answered yet.", ("unanswered",))


def test_a_helper_that_is_not_implemented_is_an_exception_like_any_other(graded):
    source = "def helper():\n    raise NotImplementedError\ndef two():\n    return helper()"
    verdict = graded(source).line()
    assert verdict.message == (
        "`two` raised an exception.\n> NotImplementedError\n"
        ">   q1.py, line 2, in helper:\n>     raise NotImplementedError"
    )


def test_a_function_without_a_return_is_recognised(graded):
    verdict = graded("def two(): 2").line()
    assert verdict.message == "`two` returned nothing: is a `return` missing?"


def test_an_exception_in_a_helper_names_the_helpers_own_line(graded):
    helper = "\n\ndef divide(a, b):\n    return a / b\n"
    session = graded({"q1.py": "from lib.helper import divide\ndef two(): return divide(4, 0)\n"
                      "def add(x, y): return x + y", "lib/helper.py": helper})  # fmt: skip
    assert session.line().message == (
        "`two` raised an exception.\n> ZeroDivisionError: division by zero\n"
        ">   lib/helper.py, line 4, in divide:\n>     return a / b"
    )
    assert session.line("1.add", checker=Calls((1, 2))).state is State.PASSED


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("'two'", "The answer could not be read: expected numbers, got `str`."),
        ("[1, 2]", "Expected one number, got 2 numbers."),
        ("object()", "The answer could not be read: expected numbers, got `object`."),
        ("float('nan')", "The answer could not be read: nan is not a number that can be "
         "compared."),
        ("{'a': 2}", "The answer could not be read: expected numbers, got `dict`."),
        ("two", "The answer could not be read: expected numbers, got `function`."),
    ],
)  # fmt: skip
def test_a_wrong_type_is_named(graded, value, message):
    assert graded(f"def two(): return {value}").line().message == message


def test_printing_costs_nothing_and_is_kept_for_instructors(graded):
    session = graded("print('hello')\ndef two():\n print('PASSED 100/100')\n return 2")
    assert session.line().state is State.PASSED
    assert session.session.printed() == {"q1.py": "hello\nPASSED 100/100\n"}


# -------------------------------------------------------------------------------- limits

HANG = "def two():\n while True: pass\ndef add(x, y): return x + y\n"


@pytest.mark.parametrize(
    ("body", "state", "text"),
    [
        ("import os; os._exit(3)", State.EXITED, "ended the whole process (exit status 3)."),
        ("import os; os.abort()", State.KILLED, "the process died (SIGABRT)."),
        ("return bytearray(1 << 40)", State.OUT_OF_MEMORY, "used more memory than a run may have"),
        ("while True: print('x' * 10**6)", State.FAILED, "printed too much"),
    ],
)
def test_the_end_of_a_process_costs_the_line_that_caused_it(graded, body, state, text):
    session = graded(f"def two():\n {body}\ndef add(x, y): return x + y\n")
    verdict = session.line()
    assert (verdict.state, verdict.share) == (state, 0)
    assert text in verdict.message
    assert session.line("1.add", checker=Calls((1, 2))).state is State.PASSED


def test_a_line_that_does_not_end_costs_itself(graded):
    session = graded(HANG, file_seconds=0.2)
    assert session.line().state is State.TIMED_OUT


def test_an_answer_that_asks_the_grader_gets_its_answers(graded):
    reference = """
from notation import question
@question("1.ask")
def ask(oracle): return oracle(3)
"""
    options = {"oracles": {"square": lambda number: number**2}}
    checker = Calls((OracleName("square"),), options)
    source = "def ask(oracle): return oracle(3)"
    assert graded(source, reference=reference).line("1.ask", checker=checker).share == 1
    wrong = graded("def ask(): pass", reference=reference).line("1.ask", checker=checker)
    assert "`ask(square)`" in wrong.message


def test_the_dtype_of_a_call_is_the_checkers(graded):
    reference = """
import torch
from notation import question
@question("1.bits")
def bits(x): return torch.finfo(x.dtype).bits + torch.finfo(torch.get_default_dtype()).bits
"""
    checker = Calls((Tensor.of([1.0], "float32"),), {"dtype": "float32"})
    assert graded(reference, reference=reference).line("1.bits", checker=checker).share == 1
    fixed = graded("def bits(x): return 64", reference=reference).line("1.bits", checker=checker)
    assert fixed.share == 1


# ------------------------------------------------------- lies about what can be called


@pytest.mark.parametrize(
    "source",
    [
        "globals()[3] = print",
        "globals()[None] = print\nglobals()[(1, 2)] = print",
        "globals()['\\ud800'] = print",
        "class C:\n def __call__(self): return 2\n __signature__ = 3\nc = C()",
        "import inspect\nclass C:\n __signature__ = inspect.Signature()\n"
        " def __call__(self): return 2\n def __getattr__(self, name): raise KeyError\nc = C()",
    ],
)
def test_odd_names_and_signatures_harm_nobody(graded, source):
    session = graded(f"{source}\ndef add(x, y): return x + y")
    assert session.line().message.startswith("`q1.py` has no function `two`.")
    assert session.line("1.add", checker=Calls((1, 2))).state is State.PASSED


FORGED = """
import json, os, stat

def answer(value):
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and os.path.exists(f"/proc/self/fd/{name}"):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                text = json.dumps({"id": 2, "kind": "value", "value": value, "blobs": []}).encode()
                os.write(int(name), len(text).to_bytes(4, "big") + text)

answer(VALUE)
while True: pass
"""


@pytest.mark.parametrize(
    "value",
    [
        {"list": []},
        7,
        {"dict": [[3, {"list": []}], ["two", 3]]},
        {"dict": [["half", 3]]},
        {"dict": [["half", {"list": [1, 2]}]]},
        {"dict": [["half", {"list": [{"list": []}]}]]},
        {"dict": [["half", {"dict": []}]]},
    ],
    ids=str,
)
def test_a_forged_list_of_functions_is_no_fault_of_the_graders(graded, value):
    source = FORGED.replace("VALUE", repr(value))
    session = graded(source, file_seconds=0.3)
    for number, checker in (("1.two", None), ("1.half", Answers())):
        verdict = session.line(number, checker=checker)
        assert not verdict.state.ours
        assert verdict.share == 0


def test_memory_is_limited_for_the_students_code(graded):
    source = "def two(): return len(bytearray(1 << 28)) // (1 << 27)"
    assert graded(source).line().state is State.PASSED
    small = graded(source, limits=Limits(memory=64 << 20)).line()
    assert small.state is State.OUT_OF_MEMORY


@dataclass(frozen=True)
class Shows:
    """Shows what the code says of a float64 tensor, of an oracle's, and of torch's default."""

    def check(self, line):
        """Return the names of the three dtypes, and the reference's."""
        sent, oracles = Tensor.of([0.1]), {"ask": lambda: Tensor.of([0.1])}
        arguments = (sent, [Tensor.of([1], "int64"), sent], OracleName("ask"))
        right = line.reference.call(sent, function="name")
        given = line.submitted.call(*arguments, oracles=oracles, function="add")
        return lost(f"{given} beside {right} in {line.setting.dtype}")


NAMED = """
from notation import question

@question("1.two")
def two(): return 2
"""
NAMES = """
def add(x, pair, ask):
    import torch
    return " ".join(str(a.dtype)[6:] for a in (x, *pair, ask(), torch.ones(1)))

def name(x): return str(x.dtype)
"""


@pytest.mark.parametrize("dtype", ["float64", "float32", "bfloat16"])
def test_float64_is_the_settings_dtype_on_the_students_side_alone(graded, dtype):
    session = graded(NAMES, reference=NAMED + NAMES)
    verdict = session.line("1.two", checker=Shows(), dtype=dtype)
    names = f"{dtype} int64 {dtype} {dtype} {dtype}"
    assert verdict.message == f"{names} beside torch.float64 in {dtype}"


# ------------------------------------------------------------------------------------- the cost


@dataclass(frozen=True)
class Measured:
    """Counts what a call costs, with or without a limit on memory."""

    memory: int = 0

    def check(self, line):
        """Show what came."""
        numbers = Tensor.of([1.0, 2.0, 3.0])
        if self.memory:
            return lost(str(line.submitted.call_within(numbers, numbers, memory=self.memory)))
        measured = line.submitted.measure(numbers, numbers)
        return lost(f"{measured.forward.operations} {measured.value.array().tolist()}")


def test_a_cost_comes_with_the_value(graded):
    verdict = graded("def add(x, y): return x + y * y").line("1.add", checker=Measured())
    assert verdict.message == "6 [2.0, 6.0, 12.0]"


def test_what_fails_while_it_is_measured_is_told(graded):
    source = "def add(x, y): return x.numpi()"
    for checker in (Measured(), Measured(memory=1 << 28)):
        verdict = graded(source).line("1.add", checker=checker)
        assert "AttributeError" in verdict.message
        assert "return x.numpi()" in verdict.message


def test_a_forged_cost_is_lost(graded):
    source = """
import sys
def add(x, y):
    sys.modules["guest.cost"].measure = lambda *_: {"value": 1, "forward": {}, "backward": None}
    sys.modules["guest.worker"].cost.measure = sys.modules["guest.cost"].measure
    return x + y
"""
    session = graded(source)
    session.line("1.add", checker=Measured())
    verdict = session.line("1.add", checker=Measured())
    assert verdict.message == "The code's reply could not be read: a count that is none."


def test_less_memory_is_a_reason_of_its_own(graded):
    source = "import torch\ndef add(x, y): return torch.zeros(1 << 26).sum() + x"
    verdict = graded(source).line("1.add", checker=Measured(memory=1 << 26))
    assert verdict.state is State.OUT_OF_MEMORY


# --------------------------------------------------------------------------------- a new worker


@dataclass(frozen=True)
class Renews:
    """Calls the function twice, and again in a new worker."""

    def check(self, line):
        """Show the three values."""
        values = [line.submitted.call(), line.submitted.call()]
        line.submitted.renew()
        return lost(str([*values, line.submitted.call()]))


def test_a_new_worker_knows_nothing_of_the_calls_before(graded):
    """Neither from memory nor from a file."""
    source = """
import os
calls = []
def two():
    calls.append(1)
    with open("calls", "a") as file:
        file.write("1")
    return len(calls), os.path.getsize("calls")
"""
    assert graded(source).line(checker=Renews()).message == "[(1, 1), (2, 2), (1, 1)]"


# -------------------------------------------------------------------------------------- notes


@pytest.mark.parametrize(
    ("submitted", "notes"),
    [
        ({"b.py": ""}, ("missing file",)),
        ("def three(): return 3", ("missing function",)),
        ("def two(: return 2", ("syntax",)),
        ("raise ValueError", ("import",)),
        ("import os\nos._exit(0)", ("import", "exited")),
        ("def two(): raise NotImplementedError", ("unanswered",)),
        ("def two(): return 1 / 0", ("exception",)),
        ("def two(x): return x", ("signature",)),
        ("def two(): pass", ("returns nothing",)),
        ("import os\ndef two(): os._exit(0)", ("exited",)),
        ("def two(): raise MemoryError", ("memory",)),
        ("def two(): return 'two'", ("unreadable",)),
    ],
    ids=str,
)
def test_each_way_to_lose_has_a_note_of_its_own(graded, submitted, notes):
    assert graded(submitted).line().notes == notes
