"""Which workers of a cluster may grade."""

import pytest

from autograder.batch.cluster.fleet import Fleet

OURS = {"engine": "a" * 64, "rubric": "b" * 64, "python": "3.11.2", "torch": "2.13.0"}
HERE = "tcp://127.0.0.1:1000"


@pytest.fixture
def said():
    return []


@pytest.fixture
def fleet(said):
    return Fleet(OURS, is_insecure=False, say=said.append)


def one(fleet, address=HERE, threads=2):
    fleet.update({address: threads})
    (member,) = fleet
    return member


def test_a_worker_that_would_grade_the_same_is_ready(fleet, said):
    member = one(fleet)
    assert (member.free, fleet.ready) == (0, [])
    fleet.certify(member, {**OURS, "version": "is not compared"})
    assert (member.free, fleet.ready, said) == (2, [member], [])


@pytest.mark.parametrize(
    ("theirs", "differs"),
    [
        ({"torch": "2.12.0"}, "it has torch 2.12.0, and here it is 2.13.0"),
        ({"engine": "c" * 64}, "its engine is another (cccccccccccc, here aaaaaaaaaaaa)"),
        ({"rubric": "c" * 64, "python": "3.12.1"}, "3.12.1, and here it is 3.11.2"),
    ],
)
def test_one_that_would_grade_by_something_else_gets_nothing(fleet, said, theirs, differs):
    member = one(fleet)
    fleet.certify(member, {**OURS, **theirs})
    (sentence,) = said
    assert sentence.startswith(f"worker {HERE} gets nothing to grade: ")
    assert differs in sentence
    assert (member.free, fleet.is_hopeful) == (0, False)


def test_what_is_not_told_is_not_the_same(fleet):
    member = one(fleet)
    fleet.certify(member, {})
    assert "it has torch unknown" in member.refused


def test_one_that_others_can_reach_gets_nothing_unless_that_is_said(fleet, said):
    elsewhere = "tcp://10.0.0.3:1000"
    gone, new = fleet.update({elsewhere: 1, "tls://10.0.0.3:1001": 1})
    assert (gone, [member.address for member in new]) == ([], ["tls://10.0.0.3:1001"])
    assert "it is reached without TLS" in said[0]
    allowed = Fleet(OURS, is_insecure=True, say=said.append)
    assert len(allowed.update({elsewhere: 1})[1]) == 1


def test_one_that_can_begin_nothing_gets_no_more(fleet, said):
    member = one(fleet)
    fleet.certify(member, OURS)
    fleet.strike(member, "its disk is full")
    assert fleet.ready == [member]
    fleet.strike(member, "its disk is full")
    assert (fleet.ready, len(said)) == ([], 1)


def test_who_is_gone_is_told_once(fleet):
    member = one(fleet)
    assert fleet.update({}) == ([member], [])
    assert fleet.update({}) == ([], [])


def test_of_many_that_do_not_fit_for_one_reason_a_few_are_named(fleet, said):
    fleet.update({f"tcp://127.0.0.1:{port}": 1 for port in range(1000, 1020)})
    for member in fleet:
        fleet.refuse(member, "it has torch 2.12.0, and here it is 2.13.0")
    assert (len(said), said[-1]) == (6, "… and so it is with more workers")
    assert not fleet.is_hopeful
