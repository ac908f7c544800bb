r"""A worker reads a document in LaTeX: how each answer is understood, as values."""

import pytest

from autograder.expression.tree import from_wire
from autograder.latex.setting import Declared, Setting
from autograder.sandbox.limits import Limits
from autograder.sandbox.values import Symbol, WireExpression
from autograder.sandbox.worker import Worker

SETTING = Setting("1.sum", (Declared("x", "real", ("x",)), Declared("y", "vector[d]", ("y",))))
SYMBOLS = {"x": Symbol("x", "real"), "y": Symbol("y", "vector[d]")}
PLENTY = 60


@pytest.fixture
def read(zygote, layers):
    """Open a worker on a document with answers to 1.sum and 1.two; return what asks it."""
    opened = []

    def read(formula, two="2", companions=None):
        source = (
            f"\\begin{{document}}\n\\begin{{answer}}{{1.sum}}\n{formula}\n\\end{{answer}}\n"
            f"\\begin{{answer}}{{1.two}}{two}\\end{{answer}}\n\\end{{document}}\n"
        )
        worker = Worker(zygote, Limits(), layers)
        opened.append(worker)

        def ask(verb, **body):
            return worker.request(verb, body, cpu_seconds=PLENTY).value

        ask("open", paths=[], contents=[])
        document = {"source": source.encode(), "companions": companions or {}}
        return ask("load_latex", **document), ask

    yield read
    for worker in opened:
        worker.close()


def test_the_numbers_that_are_answered_are_listed_without_empty_ones(read):
    assert read("$x$")[0] == {"1.sum": None, "1.two": None}
    assert read("$x$", two="% here\n")[0] == {"1.sum": None}


def test_an_expression_comes_as_the_tree_that_notation_makes(read):
    _, ask = read("$x y + y$")
    reply = ask("read_latex", setting=SETTING.to_data(), symbols=SYMBOLS)
    ((value, how),) = reply["readings"]
    assert isinstance(value, WireExpression)
    root = from_wire(value.rows)
    assert (root.operation, [child.operation for child in root.children]) == (
        "add", ["mul", "symbol"],
    )  # fmt: skip
    assert how == ""


def test_data_comes_as_it_is(read):
    _, ask = read("$x$", two="$2, 3$")
    reply = ask("read_latex", setting=Setting("1.two").to_data(), symbols={})
    assert [list(value) for value, _ in reply["readings"]] == [[2, 3]]


def test_what_cannot_be_read_is_a_problem_with_its_place(read):
    _, ask = read("$x + Q$")
    reply = ask("read_latex", setting=SETTING.to_data(), symbols=SYMBOLS)
    assert reply.keys() == {"problem"}
    assert "Q" in reply["problem"]


def test_where_answers_begin_is_told(read):
    _, ask = read("$x$")
    assert ask("told_latex")["answers"] == [["1.sum", 2], ["1.two", 5]]


def test_an_answer_that_stands_twice_is_a_problem_of_the_document(read):
    _, ask = read("$x$", two="$2$\\end{answer}\\begin{answer}{1.two}$3$")
    ((message, line, numbers),) = ask("told_latex")["problems"]
    assert message
    assert line == 5
    assert numbers == ["1.two"]


def test_what_notation_cannot_hold_is_a_problem_and_no_failure(read):
    """Here the symbol is another than the setting says, and has no derivative."""
    _, ask = read("$f'(x)$")
    setting = Setting("1.sum", (*SETTING.symbols, Declared("f", "function", ("f",))))
    symbols = {**SYMBOLS, "f": Symbol("f", "real")}
    reply = ask("read_latex", setting=setting.to_data(), symbols=symbols)
    assert reply.keys() == {"problem"}
    assert "function" in reply["problem"]
