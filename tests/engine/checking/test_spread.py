"""Work is spread over processes that end with it, whatever happens."""

import os
from contextlib import closing, contextmanager

import pytest

from autograder.checking.spread import ProcessError, spread


@contextmanager
def counted():
    yield []


def note(state, piece):
    """Return what this process has done, with its id."""
    state.append(piece)
    return os.getpid(), list(state)


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_piece_is_done_once_and_each_process_has_a_state(jobs):
    found = dict(spread(counted, note, range(12), jobs=jobs))
    assert sorted(found) == list(range(12))
    last = {}
    for pid, state in found.values():
        last[pid] = max(last.get(pid, []), state, key=len)
    assert sorted(piece for state in last.values() for piece in state) == list(range(12))
    assert (jobs == 1) == (os.getpid() in last)


def test_pieces_are_begun_in_their_order():
    assert [piece for piece, _ in spread(counted, note, [3, 1, 2], jobs=1)] == [3, 1, 2]


def test_a_piece_that_raises_ends_all_and_is_named():
    def raises(_, piece):
        return 1 // (piece - 5)

    with pytest.raises(ProcessError, match=r"at 5: (.|\n)*ZeroDivisionError"):
        list(spread(counted, raises, [1, 5, 2, 3], jobs=2))


def test_a_process_that_ends_is_named_with_what_it_did():
    def ends(_, piece):
        if piece == 5:
            os._exit(7)
        return piece

    with pytest.raises(ProcessError, match="ended with 7 at 5"):
        list(spread(counted, ends, [1, 5], jobs=2))


def test_who_stops_early_ends_the_others_with_their_states(tmp_path, is_gone):
    @contextmanager
    def left():
        try:
            yield
        finally:
            (tmp_path / str(os.getpid())).touch()

    def own_id(_, piece):
        return piece and os.getpid()

    with closing(spread(left, own_id, range(1, 100), jobs=2)) as running:
        pids = {next(running)[1] for _ in range(20)}
    assert all(is_gone(pid) for pid in pids)
    assert {path.name for path in tmp_path.iterdir()} >= {str(pid) for pid in pids}
