"""Lines in, verdicts out."""

import json

import pytest

from autograder.comparing.compare import run


def line(identifier, expected, submitted, **symbols):
    return json.dumps(
        {
            "id": identifier, "kind": "equal", "expected": expected, "submitted": submitted,
            "symbols": symbols,
        }
    )  # fmt: skip


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_line_gets_its_verdict_in_order_whatever_the_others_are(jobs):
    lines = [
        line(1, "x + x", "2*x", x="real"),
        "no line",
        line(2, "x", "x + 1", x="real"),
        line(3, "x", "x +", x="real"),
        "",
        line(4, "sin(x)**2 + cos(x)**2", "1", x="real"),
    ]
    verdicts = [json.loads(text) for text in run(lines, jobs=jobs, timeout=20)]
    assert [(verdict["id"], verdict["verdict"]) for verdict in verdicts] == [
        (1, "equal"), (None, "error"), (2, "different"), (3, "error"), (None, "error"),
        (4, "equal"),
    ]  # fmt: skip


HOSTILE = [
    "9**9**9", "factorial(10**9)", "Sum(i, (i, 1, 10**9))", "x**(10**9)", "((9**9)**9999)**9999",
    "(" * 100_000, "sin(" * 100_000 + "x" + ")" * 100_000, "9" * 1_000_000, "exp(exp(exp(exp(x))))",
    "Sum(Sum(Sum(Sum(1/(i*j*k*l + x), (i, 1, 99)), (j, 1, 99)), (k, 1, 99)), (l, 1, 99))",
    "+".join(["x"] * 20_000), "x" + "**x" * 25, "1/(x - x)", "binomial(10**8, 10**7)",
    "gamma(10**12)", "Product(x + i, (i, 1, 10**7))", "__import__('os').system('true')",
]  # fmt: skip


def test_hostile_lines_are_never_taken_for_equal_and_never_end_the_run():
    lines = [line(i, "x", text, x="real") for i, text in enumerate(HOSTILE)]
    lines.append(line("last", "x", "x", x="real"))
    verdicts = [json.loads(text) for text in run(lines, jobs=2, timeout=5)]
    assert [verdict["id"] for verdict in verdicts] == [*range(len(HOSTILE)), "last"]
    assert verdicts.pop()["verdict"] == "equal"
    assert {verdict["verdict"] for verdict in verdicts} <= {"different", "unknown", "error"}


def test_a_line_that_takes_too_long_is_unknown():
    slow = line(1, "x", "+".join(f"exp(sin({i}*x))" for i in range(2_500)), x="real")
    verdicts = [json.loads(text) for text in run([slow], jobs=1, timeout=0.001)]
    assert verdicts == [{"id": 1, "verdict": "unknown", "reason": "no decision within 0.001 s"}]
