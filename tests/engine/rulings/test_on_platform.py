"""Rulings in a package, on the one submission that the platform has graded."""

import json

import pytest

from autograder.grading.ledger import LineResult
from autograder.rulings.on_platform import PlatformRulings, unfit_for_package
from autograder.rulings.reading import parse_rulings
from autograder.verdict import lost

ANN = """by = "Mia"

[[ruling]]
line = "1.mean"
for = ["ann@x.edu"]
share = "half"
text = "Half for Ann."
given_for = ["d1"]

[[ruling]]
line = "2.a"
for = ["bob@x.edu"]
share = "all"
text = "All for Bob."
given_for = ["d1"]
"""


@pytest.fixture
def ruled(tmp_path, lines):
    """Apply a file of rulings to what the platform says that some people handed in."""

    def ruled(text, metadata, digest="d1"):
        (tmp_path / "rulings.toml").write_text(text)
        if metadata is not None:
            (tmp_path / "submission_metadata.json").write_text(metadata)
        rulings = PlatformRulings(tmp_path / "rulings.toml", tmp_path, lines)
        results = tuple(
            LineResult(line, lost("No.", notes=("sign",)), submitted=digest) for line in lines
        )
        found = rulings(results)
        shares = {result.line.number: result.verdict.share for result in found}
        return rulings, shares, [result.verdict.message for result in found]

    return ruled


def handed_in_by(*names):
    users = [{"email": f"{name}@x.edu", "id": 7, "name": name} for name in names]
    return json.dumps({"id": 12, "users": users, "previous_submissions": [{"score": "1"}]})


def test_the_people_whom_the_platform_names_are_ruled_and_nobody_else(ruled):
    rulings, shares, messages = ruled(ANN, handed_in_by("Ann"))
    assert (shares["1.mean"], shares["2.a"]) == (0.5, 0)
    assert messages[0] == "Half for Ann."
    assert not any("Bob" in message for message in messages)
    assert rulings.told == ()


def test_a_group_has_the_rulings_of_all_its_people(ruled):
    _, shares, _ = ruled(ANN, handed_in_by("ann", "bob"))
    assert (shares["1.mean"], shares["2.a"]) == (0.5, 1)


def test_what_was_given_for_another_answer_is_told_to_instructors_and_not_applied(ruled):
    rulings, shares, _ = ruled(ANN, handed_in_by("ann"), digest="d2")
    assert set(shares.values()) == {0}
    [told] = rulings.told
    assert "1.mean of submission_12: the ruling was given for another answer" in told


def test_what_was_one_answer_in_the_class_is_ruled_by_its_digest(ruled):
    """Of the groups of the class nothing is known there."""
    grouped = ANN.replace('for = ["ann@x.edu"]', 'answer = "value:e1"')
    _, shares, _ = ruled(grouped, handed_in_by("eve"))
    assert shares["1.mean"] == 0.5
    rulings, shares, _ = ruled(grouped, handed_in_by("eve"), digest="d2")
    assert (shares["1.mean"], rulings.told) == (0, ())


@pytest.mark.parametrize("metadata", [None, "", "{", '{"users": 7}', "[]", '{"users": [null]}'])
def test_where_nobody_knows_who_handed_in_no_ruling_for_a_person_applies(ruled, metadata):
    """One on an answer does."""
    answer = ANN.replace('for = ["bob@x.edu"]', 'answer = "d1"')
    rulings, shares, _ = ruled(answer, metadata)
    assert (shares["1.mean"], shares["2.a"]) == (0, 1)
    assert "no ruling for a person was applied" in rulings.told[0]


@pytest.mark.parametrize("metadata", ["{}", '{"users": [{"email": null, "name": null}]}'])
def test_nobody_is_ruled_who_has_no_address(ruled, metadata):
    _, shares, _ = ruled(ANN, metadata)
    assert set(shares.values()) == {0}


def test_a_file_that_cannot_be_read_is_told_and_costs_nothing(ruled):
    rulings, shares, messages = ruled(ANN.replace("half", "most"), handed_in_by("ann"))
    assert set(shares.values()) == {0}
    assert set(messages) == {"No."}
    assert "no ruling was applied: " in rulings.told[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ANN, ""),
        (ANN.replace('for = ["bob@x.edu"]', 'for = ["submission_128"]'), ""),
        (ANN.replace('for = ["bob@x.edu"]', 'answer = "e"\nexcept = ["a@b"]'), ""),
        (ANN.replace('given_for = ["d1"]\n', ""), "r:3, r:9: it does not say which answers"),
        (ANN.replace("bob@x.edu", "00124"), "r:10: '00124' is nobody that Gradescope could know"),
    ],
)
def test_what_the_platform_could_not_apply_is_no_part_of_a_package(numbers, text, said):
    assert unfit_for_package(parse_rulings(text, "r", numbers)).startswith(said)
    assert bool(unfit_for_package(parse_rulings(text, "r", numbers))) == bool(said)
