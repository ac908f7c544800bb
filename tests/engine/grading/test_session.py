"""A session joins a submission and the reference, line by line, and keeps them apart."""

import hashlib
import hmac
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from autograder.checkers.answers.entries import Entries
from autograder.checkers.common.ref import Target
from autograder.checkers.symbolic.derivation import Derivation
from autograder.checkers.symbolic.equal import Equal
from autograder.expression.derivation.facts import Curve, Fact, Meaning
from autograder.grading.latex_settings import setting_of
from autograder.grading.reference import Reference, read_question
from autograder.grading.rubric import RubricLine
from autograder.grading.session import worker_seed
from autograder.grading.submission import SubmissionError
from autograder.latex.setting import Setting
from autograder.sandbox import deadline
from autograder.sandbox.values import WireExpression
from autograder.verdict import PENDING_TEXT, State, earned, lost

GOOD = "def two(): return 2\ndef add(x, y): return x + y\n"


@dataclass(frozen=True)
class Shows:
    """Shows what a side says, whatever it is."""

    side: str = "submitted"

    def check(self, line):
        """Return the value as a message."""
        return lost(repr(getattr(line, self.side).call()))


@dataclass(frozen=True)
class ShowsLine:
    """Shows the line itself."""

    def check(self, line):
        """Return its seed and a number drawn from it."""
        return lost(f"{line.seed} {line.random('a').random()}", review=repr(line.question))


def test_a_line_is_checked_against_the_references_function(graded):
    assert graded(GOOD).line() == earned()


def test_the_question_is_the_one_that_the_reference_declares(graded):
    review = graded(GOOD).line("1.half", checker=ShowsLine()).review
    assert review.startswith("Question(id='1.half', function='half', symbols={'b': ")


def test_a_definition_comes_with_its_sequence_index_and_tree():
    rows = [["symbol", "h", []], ["symbol", "t", []], ["item", "", [0, 1]]]
    question = read_question(
        {
            "id": "1.a", "function": "a", "symbols": [["t", "natural"]],
            "definitions": [["g", "t", WireExpression(rows)]],
            "conditions": [
                WireExpression([*rows, ["rational", "3", []], ["le", "", [0, len(rows)]]])
            ],
            "tex": {}, "names": [], "ranges": [], "asks": "",
        }
    )  # fmt: skip
    assert (question.id, question.function, str(question.symbols["t"])) == ("1.a", "a", "natural")
    (definition,) = question.definitions
    assert (definition.sequence, definition.index) == ("g", "t")
    assert [child.name for child in definition.body.children] == ["h", "t"]


def test_a_question_knows_how_its_symbols_are_written_in_latex():
    """As it says, else as their names suggest; a limit that is a symbol is written as that is."""
    question = read_question(
        {
            "id": "1.a", "function": "a",
            "symbols": [["g", "sequence[real]"], ["beta", "unit"], ["n_steps", "natural"]],
            "definitions": [], "conditions": [],
            "tex": {"n_steps": ["N", "N_s"]}, "names": ["v_t"],
            "ranges": [["i", "1", "n_steps"]], "asks": "",
        }
    )  # fmt: skip
    assert question.tex == {"g": ("g_{i}",), "beta": (r"\beta",), "n_steps": ("N", "N_s")}
    assert (question.names, question.ranges) == (("v_t",), (("i", "1", "N"),))
    setting = setting_of(question)
    assert [(one.name, one.domain) for one in setting.symbols] == [
        ("g", "sequence[real]"),
        ("beta", "unit"),
        ("n_steps", "natural"),
    ]
    assert Setting.from_data(setting.to_data()) == setting


SIBLINGS = """
from notation import *

@question("1.mean", v=real, zeta=real)
def mean(v, zeta): return v

@question("2.sum", v=positive, zeta=unit, delta=positive)
def total(v, zeta, delta): return v

@question("1.proof", mu=real, v=natural)
def proof(mu, v): return v
"""


def test_a_question_knows_what_its_siblings_declare(graded):
    """The nearest number's first, and nothing that is its own."""
    run = graded("def proof(mu, v): return v\n", reference=SIBLINGS)
    review = run.line("1.proof", checker=ShowsLine()).review
    siblings = review.partition("siblings=")[2]
    assert re.findall(r"'(\w+)': Domain\(kind='(\w+)'", siblings) == [
        ("zeta", "real"),
        ("delta", "positive"),
    ]


TRANSITIONS = """
from notation import *

@question(
    "1.path", where=lambda s, t, y: [s <= t, {y: diag(y) * ones("d")}],
    A=sequence(matrix("d", "d")), y=distribution("d"), s=natural, t=natural,
)
def path(A, y, s, t):
    k = Symbol("k")
    return Product(A[k], (k, t, s + 1)) * y
"""


@pytest.mark.parametrize(
    ("body", "share"),
    [
        ("A[t]*Product(A[k], (k, t - 1, s + 1))*y*T(ones('d'))*y", 1),
        ("Product(A[t + s + 1 - k], (k, s + 1, t))*y", 1),
        ("Product(A[k], (k, s + 1, t))*y", 0),
        ("Product(A[k], (k, t, s + 1))*ones('d')", 0),
    ],
)
def test_what_a_question_states_reaches_the_comparison(graded, body, share):
    """The order s ≤ t gives the product its direction, and the entries of y sum to one."""
    code = f"from notation import *\nk = Symbol('k')\ndef path(A, y, s, t): return {body}\n"
    assert graded(code, reference=TRANSITIONS).line("1.path", checker=Equal()).share == share


GIBBS = """
from notation import *

@question("1.gibbs", p=distribution("k"), q=distribution("k"))
def gibbs(p, q):
    i, k = Symbol("i"), dimension("k")
    return (
        Derivation(Sum(p[i] * log(p[i] / q[i]), (i, 1, k)))
        .at_least(log(1 / (T(ones("k")) * q)), by="log-sum inequality")
        .equals(0)
    )
"""


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [("", "", 1), ("log-sum inequality", "monotonicity", 0), (".at_least", ".greater_than", 0)],
)
def test_the_example_of_the_manual_is_graded(graded, old, new, share):
    """Its reference earns everything, and with another theorem or a strict sign nothing."""
    checker = Derivation(
        relation=">=",
        opaque={"log": Meaning.ANY},
        facts={
            "log-sum inequality": Fact(kind="theorem", functions={"log": Curve.LOG_SUM}),
            "monotonicity": Fact(kind="theorem", functions={"log": Curve.INCREASING}),
        },
    )
    verdict = graded(GIBBS.replace(old, new), reference=GIBBS).line("1.gibbs", checker=checker)
    assert verdict.share == share


# ------------------------------------------------------------------------- what is ours


QUESTION = "@question('1.two')\n"
REFERENCE = f"from notation import question\n{QUESTION}def two(): return 2\n"


def grade_as(graded, number, function, reference=None):
    session = graded(GOOD, **({"reference": reference} if reference is not None else {})).session
    line = RubricLine(
        number=number, name="", weight=Fraction(1), module=Path("test_q1.py"), test="t"
    )
    return session.grade(line, Target(function), Entries(tolerance="0"))


@pytest.mark.parametrize(
    ("number", "function", "review"),
    [
        ("1.two", "three", "grades 1.two by ref.three, but q1.py of the reference declares "
         "ref.two for it"),
        ("1.three", "two", "grades 1.three by ref.two, but q1.py of the reference declares "
         "nothing for it"),
    ],
)  # fmt: skip
def test_a_rubric_that_does_not_fit_the_reference_is_ours(graded, number, function, review):
    verdict = grade_as(graded, number, function)
    assert verdict.state is State.GRADER_ERROR
    assert review in verdict.review
    assert verdict.message == PENDING_TEXT


@pytest.mark.parametrize(
    "reference", ["def two(:", "raise ValueError", "import os\nos._exit(0)", {}], ids=str
)
def test_a_reference_that_cannot_be_imported_is_ours(graded, reference):
    verdict = grade_as(graded, "1.two", "two", reference)
    assert verdict.state is State.GRADER_ERROR
    assert "the reference's q1.py cannot be read" in verdict.review


def test_a_reference_is_read_with_its_secret(tmp_path):
    folder = tmp_path / "hw"
    folder.mkdir()
    (folder / "q1.py").write_text("x = 1")
    assert Reference.read(folder) == Reference({"q1.py": b"x = 1"}, b"")
    (folder / "secret").write_bytes(b"abc")
    assert Reference.read(folder) == Reference({"q1.py": b"x = 1"}, b"abc")
    with pytest.raises(SubmissionError):
        Reference.read(tmp_path / "other")


@dataclass(frozen=True)
class Careless:
    """Returns something else than a verdict."""

    value: object

    def check(self, _):
        """Return it."""
        return self.value


@pytest.mark.parametrize(("value", "name"), [(None, "None"), (True, "bool"), (0.5, "float")])
def test_a_checker_that_returns_no_verdict_is_named(graded, value, name):
    """What it returns is no share: nothing is earned by it, and its author reads what to do."""
    with pytest.raises(TypeError, match=f"Careless.check returned {name}, and no Verdict"):
        graded(GOOD).line(checker=Careless(value))


# ---------------------------------------------------------------------------- the deadline


def test_after_the_deadline_no_line_is_begun(graded):
    session = graded("print('begun')\n" + GOOD, deadline=time.monotonic())
    verdict = session.line()
    assert verdict.state is State.NOT_REACHED
    assert verdict.message == PENDING_TEXT
    assert session.session.printed() == {}


def test_a_line_that_the_deadline_cuts_short_is_ours(graded):
    session = graded("import time\ndef two(): time.sleep(10**6)", deadline=time.monotonic() + 1)
    verdict = session.line(code=True)
    assert verdict.state is State.NOT_REACHED
    assert verdict.message == PENDING_TEXT


def test_a_line_that_its_own_limit_cuts_short_is_not(graded):
    session = graded("import time\ndef two(): time.sleep(10**6)", file_seconds=0.3)
    assert session.line().state is State.TIMED_OUT


@pytest.mark.parametrize("source", ["def two():\n while True: pass", "while True: pass"])
def test_a_line_for_which_there_was_no_processor_is_ours(
    graded, zygote, crowded, monkeypatch, source
):
    """16 processes share one: most of the time that the line has it waits, called or imported."""
    monkeypatch.setattr(deadline, "BUSY_FACTOR", 1)
    session = graded(source, file_seconds=1.5)
    crowded(zygote.pid)
    verdict = session.line()
    if os.path.exists("/proc/self/schedstat"):
        assert (verdict.state, verdict.message) == (State.UNDECIDED, PENDING_TEXT)
        assert "s for a processor" in verdict.review


# ------------------------------------------------------------------------------- the seed


def seed_of(session, number="1.two"):
    return int(session.line(number, checker=ShowsLine()).message.split()[0])


def test_the_seed_is_a_digest_of_the_submission_the_line_and_the_secret(graded):
    session = graded(GOOD, secret=b"abc")
    content = b"\0" * 7 + b"\5q1.py" + b"\0" * 7 + b"\x20" + hashlib.sha256(GOOD.encode()).digest()
    message = hashlib.sha256(content).digest() + b"1.two"
    expected = hmac.new(b"abc", message, hashlib.sha256).hexdigest()[:14]
    assert seed_of(session) == int(expected, 16)


def test_one_byte_another_line_or_another_secret_give_another_seed(graded):
    seeds = [
        seed_of(graded(GOOD)),
        seed_of(graded(GOOD)),
        seed_of(graded(GOOD + " ")),
        seed_of(graded(GOOD), "1.add"),
        seed_of(graded(GOOD, secret=b"other")),
    ]
    assert seeds[0] == seeds[1]
    assert len(set(seeds)) == 4


def test_a_seed_that_is_given_replaces_it(graded):
    assert seed_of(graded(GOOD, seed=7)) == seed_of(graded(GOOD + "#", seed=7)) == 7
    huge = graded("import random\ndef two(): return 2", seed=2**80)
    assert huge.line().state is State.PASSED


SEED = "import torch\ndef two(): return torch.tensor(torch.initial_seed())\n"
MODULE = "import torch\nclass two:\n    def __call__(self): return torch.initial_seed()\n"


@dataclass(frozen=True)
class ShowsResult:
    """Shows what a test makes of the line."""

    of: Callable[[Any], Any]

    def check(self, line):
        """Return it as a message."""
        return lost(str(self.of(line)))


@pytest.mark.parametrize(
    ("source", "ask"),
    [
        (SEED, lambda line: line.submitted.call().array()),
        (SEED, lambda line: line.submitted.trial().value.array()),
        (SEED, lambda line: line.submitted.measure().value.array()),
        (SEED, lambda line: line.submitted.call_within(memory=2**27).array()),
        (SEED, lambda line: line.submitted.construct().value().array()),
        (SEED, lambda line: line.reference.call().array()),
        (MODULE, lambda line: line.submitted.construct().call() - 1),
    ],
    ids=["call", "trial", "measure", "within", "construct", "reference", "object"],
)
def test_code_cannot_read_the_seed_that_the_grader_draws_from(graded, source, ask):
    """It reads another one, the same on both sides, that does not lead back."""
    reference = SEED.replace("def", "from notation import question\n@question('1.two')\ndef")
    session = graded(source, reference=reference, seed=7)
    assert session.line(checker=ShowsResult(ask)).message == str(worker_seed(7))


def test_the_workers_seed_is_a_digest_of_the_lines():
    seeds = {worker_seed(seed) for seed in (0, 1, 2, 2**56, 2**80)}
    assert len(seeds) == 5
    assert all(2**32 < seed < 2**63 for seed in seeds)
    expected = hashlib.sha256(b"worker:7").hexdigest()[:16]
    assert worker_seed(7) == int(expected, 16) // 2


def test_random_numbers_of_the_code_follow_from_the_seed(graded):
    source = "import random, torch\ndef two(): return random.random(), float(torch.rand(1))"
    first, second = (graded(source).line(checker=Shows()) for _ in range(2))
    other = graded(source + "\n").line(checker=Shows())
    assert first == second
    assert first != other


# ------------------------------------------------------------------------ kept well apart

SEARCH = """
import re

def two():
    '''Look for the canary in all memory of this process that is written to.'''
    found = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in list(maps):
            start, end, rights = re.match(r"(\\w+)-(\\w+) (..)", line).groups()
            if rights == "rw" and "[v" not in line:
                memory.seek(int(start, 16))
                data = memory.read(int(end, 16) - int(start, 16))
                found += len(re.findall(rb"canary-of-the-answe[r]", data))
    return found
"""
CANARY = "\nCANARY = 'canary-of-the-answer'\n"


def test_nothing_of_the_reference_is_in_the_memory_of_a_students_worker(graded, layers):
    # A private user may not read even its own memory in this way.
    options = {"layers": replace(layers, private_user=False), "pace": 10.0}
    session = graded(SEARCH, reference=REFERENCE + CANARY, **options)
    assert session.line(checker=Shows("reference")).message == "2"
    assert session.line(checker=Shows()).message == "0"
    itself = graded(SEARCH + CANARY, **options).line(checker=Shows()).message
    assert int(itself) > 0


def test_when_it_is_closed_all_workers_are_gone(graded, is_gone):
    source = "import os\ndef two(): return os.getpid()"
    reference = f"from notation import question\n{source.replace('def', QUESTION + 'def')}"
    session = graded(source, reference=reference)
    pids = [int(session.line(checker=Shows(side)).message) for side in ("submitted", "reference")]
    assert pids[0] != pids[1]
    session.session.close()
    assert all(map(is_gone, pids))
