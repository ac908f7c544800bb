"""The order in which submissions are handed out, and how often."""

from autograder.batch.cluster.messages import Reply
from autograder.batch.cluster.round import Round, Undelivered


def as_bytes(place):
    return b"%d" % place


def test_what_needs_no_worker_is_settled_before_one_is_asked():
    settled = {0: Reply(lost="zero"), 2: Reply(lost="two")}
    round_ = Round(range(4), lambda place: settled.get(place) or as_bytes(place), alone=False)
    assert list(round_.settled()) == [(0, settled[0])]
    assert list(round_.settled()) == []
    assert round_.next() == (1, b"1")
    assert list(round_.settled()) == [(2, settled[2])]
    assert round_.next() == (3, b"3")
    assert list(round_.settled()) == []
    assert (round_.next(), round_.is_over) == (None, True)


def test_what_failed_comes_last_with_a_worker_for_itself_and_not_for_ever():
    round_ = Round(range(2), as_bytes, alone=False)
    taken = []
    for reason in ("its worker died", "", "its worker died", "its worker died again"):
        assert list(round_.settled()) == []
        taken.append((round_.needs_whole_worker, *round_.next()))
        end = round_.failed(taken[-1][1], reason) if reason else None
    assert taken == [(False, 0, b"0"), (False, 1, b"1"), (True, 0, b"0"), (True, 0, b"0")]
    assert end == Undelivered("it was tried 3 times, the last time its worker died again")
    assert round_.is_over
