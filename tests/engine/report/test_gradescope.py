"""`results.json` is what the platform can read, whatever was handed in."""

import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.grading.device_runs import Rerun, Reruns
from autograder.grading.ledger import LeaderboardEntry
from autograder.report.gradescope import results_json, write_atomically
from autograder.verdict import PENDING_TEXT, State, Understood, earned, lost, partial, pending

PLATFORM_LIMIT = 100_000
TOP = {
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format",
    "visibility", "stdout_visibility", "tests", "leaderboard", "extra_data",
}  # fmt: skip
TEST = {
    "score", "max_score", "status", "name", "name_format", "number", "output", "output_format",
    "tags", "visibility", "extra_data",
}  # fmt: skip
FORMATS = {"text", "html", "simple_format", "md", "ansi"}


def strict(text):
    """Read JSON as a strict reader does: no NaN, no infinity."""

    def refuse(constant):
        raise ValueError(constant)

    return json.loads(text, parse_constant=refuse)


def written(path, results):
    write_atomically(path, results_json(results))
    return strict(path.read_bytes().decode("utf-8", "strict"))


def walk(value):
    yield value
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, (dict, list)):
            yield from walk(item)
        else:
            yield item


def test_every_key_is_one_that_the_platform_knows(results, result):
    content = results_json(results(result("1.a", earned()), result("1.b", pending("why"))))
    assert set(content) == TOP
    assert set(content["tests"][0]) == TEST
    assert set(content["tests"][1]) == TEST - {"status"}
    assert content["visibility"] == "visible"
    assert content["stdout_visibility"] == "hidden"
    assert {content["output_format"], content["tests"][0]["output_format"]} <= FORMATS


@pytest.mark.parametrize(
    ("verdict", "score", "status"),
    [
        (earned(), 1.5, "passed"),
        (partial(Fraction(1, 3), "a third"), 0.5, "failed"),
        (lost("wrong"), 0, "failed"),
        (lost("slow", state=State.TIMED_OUT), 0, "failed"),
        (pending("why"), 0, None),
        (pending("why", state=State.NOT_REACHED), 0, None),
    ],
)
def test_a_verdict_becomes_a_score_and_a_status(results, result, verdict, score, status):
    (test,) = results_json(results(result("1.a", verdict, "1.5")))["tests"]
    assert (test["score"], test["max_score"], test.get("status")) == (score, 1.5, status)
    assert test["extra_data"]["state"] == verdict.state.value


def test_the_score_is_the_exact_sum_rounded_once(results, result):
    lines = [result(str(i), partial(Fraction(1, 3), "")) for i in range(3)]
    content = results_json(results(*lines))
    assert content["score"] == 1.0
    assert sum(test["max_score"] for test in content["tests"]) == 3


def test_what_a_line_is_called_and_who_sees_it(results, result):
    line = result("2.4", earned("good"), visibility="after_published", tags=("a", "b"),
                  name="A **name**")  # fmt: skip
    (test,) = results_json(results(line))["tests"]
    assert (test["number"], test["name"], test["name_format"]) == ("2.4", "A **name**", "text")
    assert (test["visibility"], test["tags"], test["output"]) == (
        "after_published", ["a", "b"], "good",
    )  # fmt: skip


def test_pending_points_are_named_and_nothing_is_said_to_be_lost(results, result):
    lines = [result("1.a", earned(), "2"), result("1.b", pending("no memory"), "1.5"),
             result("2", pending("later", state=State.SKIPPED), "0.5")]  # fmt: skip
    content = results_json(results(*lines, messages=("A link was left out.",)))
    assert content["output"].splitlines() == [
        "Q1 2/3.5 · Q2 0/0.5",
        "2 lines wait for a person, worth 2 points; nothing is lost: 1.b, 2.",
        "A link was left out.",
    ]
    assert content["extra_data"]["waiting"] == ["1.b", "2"]
    assert content["tests"][1]["output"] == PENDING_TEXT
    assert content["tests"][1]["extra_data"]["review"] == "no memory"
    assert "no memory" not in content["output"] + content["tests"][1]["output"]


def test_what_was_understood_is_shown_with_its_source(results, result):
    understood = Understood("(1 − β)·Σ", r"(1-\beta)\sum")
    (test,) = results_json(results(result("1", lost("No.", understood=understood))))["tests"]
    assert test["output"] == ("No.\nYour answer was read as: (1 − β)·Σ\nIn LaTeX: (1-\\beta)\\sum")
    assert test["extra_data"]["latex"] == r"(1-\beta)\sum"


def test_a_line_keeps_the_expression_as_it_was_read_or_else_a_digest(results, result):
    read = Understood("x + y", "x+y")
    shown = Understood("", "x+y")
    lines = [
        replace(result("1", earned(understood=read)), submitted="d1"),
        replace(result("2", lost("no", understood=shown)), submitted="d2"),
        replace(result("3", lost("no")), submitted="d3"),
        result("4", pending("why")),
    ]
    kept = [t["extra_data"]["submitted"] for t in results_json(results(*lines))["tests"]]
    assert kept == [{"expression": "x + y"}, {"expression": "x+y"}, {"digest": "d3"}, {}]


def test_a_file_that_does_not_parse_says_so_once(results, result):
    broken = lost("SyntaxError: invalid syntax", notes=("syntax",))
    lines = [result("1.a", broken), result("1.b", broken), result("1.c", lost("no"))]
    outputs = [test["output"] for test in results_json(results(*lines))["tests"]]
    assert outputs == [
        "SyntaxError: invalid syntax",
        "As said at 1.a: `q1.py` cannot be graded.",
        "no",
    ]


def test_what_is_shown_later_is_not_told_at_the_top(results, result):
    """A choice that waits for another line waits because it is right."""
    later = {"visibility": "after_published"}
    lines = [result("1.a", earned(), "2"), result("1.b", earned(), "5", **later),
             result("2", pending("it waits for 1.a"), "7", **later)]  # fmt: skip
    content = results_json(results(*lines))
    assert content["output"] == "Q1 2/2 (without what is shown later)"
    assert content["extra_data"]["waiting"] == ["2"]


def test_an_answer_in_latex_is_shown_once(results, result):
    understood = Understood(r"1-\beta", r"1-\beta")
    (test,) = results_json(results(result("1", lost("No.", understood=understood))))["tests"]
    assert test["output"] == "No.\nYour answer was read as: 1-\\beta"


def test_what_the_message_shows_is_not_said_again(results, result):
    verdict = lost("✗ x", understood=Understood("", "x"))
    (test,) = results_json(results(result("1", verdict)))["tests"]
    assert test["output"] == "✗ x\nIn LaTeX: x"


HOSTILE = "\ud800\x00\x1b[31m</pre><script>\u202e\x9b" + "\U0001f600"


def test_hostile_text_anywhere_leaves_valid_json_without_controls(results, result, tmp_path):
    verdict = lost(HOSTILE, notes=(HOSTILE,), understood=Understood(HOSTILE, HOSTILE),
                   review=HOSTILE)  # fmt: skip
    details = {"printed": {HOSTILE: HOSTILE, "deep": [[{"x": (HOSTILE,)}]]}, "seed": 2**200}
    content = written(
        tmp_path / "results.json",
        results(
            result("1", verdict), messages=(HOSTILE,), details=details,
            leaderboard=(LeaderboardEntry(HOSTILE, HOSTILE, "desc"),),
        ),
    )  # fmt: skip
    texts = [item for item in walk(content) if isinstance(item, str)]
    assert all(c.isprintable() or c in "\n\t" for text in texts for c in text)
    assert any("\\x1b[31m</pre><script>" in text for text in texts)


def test_numbers_are_finite(results, result, tmp_path):
    standings = tuple(
        LeaderboardEntry("x", value, "asc")
        for value in (math.nan, math.inf, 1.5, Fraction(1, 3), 2**70, "fast", True)
    )
    content = written(
        tmp_path / "results.json",
        results(
            result("1", partial(Fraction(1, 3), "", ), "0.1"),
            leaderboard=standings, details={"ratio": math.nan, "x": 1 / 3},
        ),
    )  # fmt: skip
    numbers = [item for item in walk(content) if isinstance(item, (int, float))]
    assert all(map(math.isfinite, numbers))
    values = [entry["value"] for entry in content["leaderboard"]]
    assert values[2:4] == [1.5, pytest.approx(1 / 3, abs=1e-6)]
    assert values[:2] == ["nan", "inf"]
    assert values[5] == "fast"


def test_outputs_stay_below_what_the_platform_cuts(results, result):
    huge = "begin" + "x" * 10**6 + "end"
    line = result("1", lost(huge, understood=Understood(huge, huge), review=huge))
    content = results_json(results(line, messages=(huge,), details={"printed": {"q.py": huge}}))
    outputs = [content["output"], content["tests"][0]["output"]]
    assert all(len(output) < PLATFORM_LIMIT for output in outputs)
    assert "begin" in outputs[0][:20]
    assert outputs[0].endswith("end")
    assert "characters left out" in outputs[1]
    assert len(content["tests"][0]["extra_data"]["review"]) < PLATFORM_LIMIT
    assert len(content["extra_data"]["printed"]["q.py"]) < PLATFORM_LIMIT


def test_text_that_grows_when_it_is_made_safe_is_cut_afterwards(results, result):
    content = results_json(results(result("1", lost("\U0010ffff" * 90_000))))
    assert len(content["tests"][0]["output"]) < PLATFORM_LIMIT


def test_a_run_without_lines_is_reported_too(results):
    content = results_json(results(messages=("No file of a known assignment is here.",)))
    assert (content["score"], content["tests"]) == (0, [])


# ----------------------------------------------------------------------------- the file


def test_the_file_is_replaced_as_a_whole(tmp_path):
    """A reader that never stops sees one content or the other, and no third name is left."""
    path = tmp_path / "results.json"
    reader = """
import json, sys
seen = set()
while len(seen) < 40:
    with open(sys.argv[1], "rb") as file:
        content = json.loads(file.read())
    assert content["tests"] == [content["score"]] * 20000
    if content["score"] not in seen:
        seen.add(content["score"])
        print(content["score"], flush=True)
"""
    write_atomically(path, {"score": 0, "tests": [0] * 20000})
    with subprocess.Popen(
        [sys.executable, "-c", reader, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdout.readline()
        score = 0
        while process.poll() is None:
            score += 1
            write_atomically(path, {"score": score, "tests": [score] * 20000})
        assert process.returncode == 0
    assert os.listdir(tmp_path) == ["results.json"]


def test_a_link_in_place_of_the_file_is_replaced_and_not_followed(tmp_path):
    target = tmp_path / "target"
    target.write_text("kept")
    path = tmp_path / "out" / "results.json"
    path.parent.mkdir()
    path.symlink_to(target)
    write_atomically(path, {"score": 1})
    assert target.read_text() == "kept"
    assert not path.is_symlink()
    assert strict(path.read_text()) == {"score": 1}


def test_a_link_in_place_of_the_temporary_file_is_not_followed(tmp_path):
    target = tmp_path / "target"
    target.write_text("kept")
    (tmp_path / f".results.json.{os.getpid()}").symlink_to(target)
    with pytest.raises(OSError, match="symbolic links"):
        write_atomically(tmp_path / "results.json", {"score": 1})
    assert target.read_text() == "kept"


def test_a_content_that_cannot_be_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "results.json"
    write_atomically(path, {"score": 1})
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, {"score": "\ud800"})
    assert strict(path.read_text()) == {"score": 1}
    assert os.listdir(tmp_path) == ["results.json"]


def test_a_file_that_cannot_be_replaced_leaves_no_other(tmp_path):
    path = tmp_path / "results.json"
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        write_atomically(path, {"score": 1})
    assert os.listdir(tmp_path) == ["results.json"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "nowhere" / "results.json", {})


def test_the_file_can_be_read_by_others(tmp_path):
    path = tmp_path / "results.json"
    previous = os.umask(0o022)
    try:
        write_atomically(path, {})
    finally:
        os.umask(previous)
    assert path.stat().st_mode & 0o777 == 0o644


def test_what_ran_again_is_reported_without_points_and_without_a_test(results, result, tmp_path):
    """A hidden test would hide the total; one without points would count as failed."""
    line = result("1.a", earned(), "2").line
    hidden = result("1.b", earned(), visibility="after_published").line
    ran = (
        Rerun(hidden, "float32", lost("too much")),
        Rerun(line, "float32", earned(), 1.25),
        Rerun(line, "bfloat16", lost("a \x1b sign", review="why")),
        Rerun(line),
    )
    plain = results(result("1.a", earned(), "2"))
    content = written(tmp_path / "r.json", replace(plain, reruns=Reruns("Abacus", ran, "it fell")))
    assert content["score"] == 2
    assert content["tests"] == written(tmp_path / "r.json", plain)["tests"]
    assert content["output"].splitlines()[1:3] == [
        "On Abacus, for information and without points:", "1.a in float32: right",
    ]  # fmt: skip
    assert "too much" not in content["output"]
    assert content["extra_data"]["gpu"].pop("lines")[1:] == [
        {"number": "1.a", "dtype": "float32", "state": "passed", "seconds": 1.25,
         "message": "", "review": ""},
        {"number": "1.a", "dtype": "bfloat16", "state": "failed", "seconds": 0.0,
         "message": "a \\x1b sign", "review": "why"},
        {"number": "1.a", "state": "not run"},
    ]  # fmt: skip
    assert content["extra_data"]["gpu"] == {"device": "Abacus", "reason": "it fell"}
    assert "gpu" not in written(tmp_path / "r.json", plain)["extra_data"]
