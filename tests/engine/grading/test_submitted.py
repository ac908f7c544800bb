"""Every line of a file that was handed in gets a digest, whatever the file is made of."""

import hashlib
import json
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.grading.documents import LatexDocument
from autograder.grading.rubric import RubricLine
from autograder.grading.submission import Submission
from autograder.grading.submitted import answering_functions, submitted_digests

FUNCTIONS = {"1.a": "first", "1.b": "second"}
GOOD = b"K = 1\ndef first(x): return x + K\ndef second(x): return 2\n"


def line(number, file="q1.py"):
    return RubricLine(
        number=number, name=number, weight=Fraction(1), module=Path(f"test_{file}"), test="test_it"
    )


def digests(content, *, others=None, functions=FUNCTIONS):
    return submitted_digests(Submission({"q1.py": content, **(others or {})}), functions,
                             [line("1.a"), line("1.b")])  # fmt: skip


def whole(content):
    found = hashlib.sha256(content).hexdigest()
    return {"1.a": found, "1.b": found}


def test_each_line_has_the_digest_of_its_function():
    before, after = digests(GOOD), digests(GOOD.replace(b"K = 1", b"K = 2  # two"))
    assert before["1.a"] != after["1.a"]
    assert before["1.b"] == after["1.b"]
    assert before.keys() == {"1.a", "1.b"}


def test_the_functions_are_those_that_the_reference_declares():
    reference = {
        "q1.py": b'@question("1.a", x=natural)\ndef first(x): return x\n\ndef helper(): pass\n',
        "q2.py": b'@notation.question("2")\n@other(3)\nclass Model: pass\n',
    }
    assert answering_functions(reference) == {"1.a": "first", "2": "Model"}


def test_a_file_that_is_missing_has_none():
    assert submitted_digests(Submission({"q2.py": GOOD}), FUNCTIONS, [line("1.a")]) == {}


def test_a_function_that_is_missing_has_the_files():
    content = b"def first(x): return x\n"
    found = digests(content)
    assert found["1.b"] == whole(content)["1.b"] != found["1.a"]


def test_a_line_that_the_reference_does_not_know_has_the_files():
    assert digests(GOOD, functions={}) == whole(GOOD)


HOSTILE = {
    "does not parse": b"def first(:",
    "no text": b"\xff\xfe\x00d",
    "null bytes": GOOD + b"\x00",
    "another encoding": b"# coding: latin-1\ndef first(): return '\xe9'\n",
    "a long sum": b"def first(): return " + b"1+" * 100_000 + b"1\n",
    "many signs": b"def first(): return " + b"-" * 100_000 + b"1\n",
    "deep brackets": b"def first(): return " + b"(" * 100_000 + b")" * 100_000,
    "many branches": b"def first(x):\n  if x: pass\n" + b"  elif x: pass\n" * 15_000,
    "a sum in a string": b"def first(): return f'{" + b"1+" * 100_000 + b"1}'\n",
    "many calls": b"def first(x): return x" + b"()" * 100_000,
    "too large": b"# " + b"x" * (1 << 20),
    "a long number": b"def first(): return " + b"9" * 200_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_its_bytes(content):
    assert digests(content) == whole(content)


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_read_costs_no_other_its_digests(content):
    found = submitted_digests(
        Submission({"q1.py": content, "q2.py": GOOD, "q3.py": content}),
        FUNCTIONS,
        [line("1.a"), line("1.b", "q2.py")],
    )
    alone = submitted_digests(Submission({"q2.py": GOOD}), FUNCTIONS, [line("1.b", "q2.py")])
    assert found == {"1.a": whole(content)["1.a"], **alone}


def test_a_file_of_many_nodes_has_its_digests():
    """Every pair of bytes becomes a node of the tree."""
    content = b"def first(x): return [" + b"x," * 130_000 + b"]\n"
    assert digests(content).keys() == {"1.a", "1.b"}


def test_thousands_of_functions_that_reach_each_other_have_their_digests():
    """What is reached is looked at once for each line, on whatever ways there are to it."""
    body = b"".join(b"def f%d(): return f%d, f%d\n" % (n, n + 1, n * 2) for n in range(6_000))
    found = digests(body + b"def first(): return f1\n")
    assert found.keys() == {"1.a", "1.b"}


@pytest.mark.parametrize(
    ("declared", "text"),
    [("rot13", "K = 1"), ("zlib", "K = 1"), ("undefined", "K = 1"), ("punycode", "K = 1" * 9)],
)
def test_no_decoder_is_asked(declared, text):
    """What names a codec is read as UTF-8; a decoder may take any time, or fail."""
    content = f"# coding: {declared}\ndef first(x): return x\nTEXT = '{text}'\n".encode()
    plain = digests(b"def first(x): return x\n")
    assert digests(content)["1.a"] == plain["1.a"]


def test_a_helper_that_cannot_be_read_is_told_by_its_bytes():
    content = b"from helper import f\ndef first(x): return f(x)\ndef second(x): return x\n"
    found = [
        digests(content, others={"helper.py": helper})
        for helper in (b"\xff1", b"\xff2", b"x" * (1 << 20))
    ]
    assert len({each["1.a"] for each in found}) == 3
    assert len({each["1.b"] for each in found}) == 1


def test_a_mark_at_the_beginning_and_other_line_ends_change_nothing():
    other = b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n")
    assert digests(other) == digests(GOOD)


def test_odd_names_of_files_do_no_harm():
    others = {"a\udc80.py": b"x = 1", "b/\n.py": b"", "'.py": b"("}
    assert digests(GOOD, others=others) == digests(GOOD)
    assert json.dumps(digests(GOOD))


def test_a_line_that_a_document_answers_has_the_documents_digest_too():
    def found(source, macros=b""):
        document = LatexDocument("hw.tex", source, {"macros.sty": macros})
        submission = Submission({"q1.py": GOOD}, documents={"hw.tex": document})
        return submitted_digests(submission, FUNCTIONS, [line("1.a"), line("1.b")])

    answer = b"\\begin{answer}{1.a}$x$\\end{answer}"
    before = found(answer)
    assert before["1.b"] == digests(GOOD)["1.b"]
    assert before == found(answer)
    others = {found(answer + b" ")["1.a"], found(answer, b"m")["1.a"], digests(GOOD)["1.a"]}
    assert len(others - {before["1.a"]}) == 3


def test_a_document_alone_is_enough():
    document = LatexDocument("hw.tex", b"\\begin{answer}{1.a}$x$\\end{answer}")
    submission = Submission({}, placed={}, documents={"hw.tex": document})
    assert submitted_digests(submission, FUNCTIONS, [line("1.a"), line("1.b")]).keys() == {"1.a"}
