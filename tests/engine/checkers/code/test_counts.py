"""Counts are read strictly: the worker that counted is the student's."""

import pytest

from autograder.checkers.code.counts import read_measurement

PHASE = {
    "operations": 5, "moved": 2, "live": 8, "peak": 16, "largest": 8, "largest_shape": [1, 2],
    "largest_maker": "mm", "calls": {"mm": 1}, "left": {}, "entered": 0, "digest": 7,
    "threads": 0, "unknown": ["sort"],
}  # fmt: skip


def test_a_measurement_is_read():
    read = read_measurement({"value": 1, "forward": PHASE, "backward": None})
    assert (read.value, read.backward) == (1, None)
    assert (read.forward.work, read.forward.peak, read.forward.calls) == (7, 16, {"mm": 1})
    assert (read.forward.largest_shape, read.forward.unknown) == ((1, 2), ("sort",))
    assert read_measurement({"value": 1, "forward": PHASE, "backward": PHASE}).backward


@pytest.mark.parametrize(
    "change",
    [
        {"operations": -1}, {"operations": 1.5}, {"operations": True}, {"operations": 2**60},
        {"moved": None}, {"largest_shape": 3}, {"largest_shape": [-1]}, {"largest_maker": 3},
        {"calls": []}, {"calls": {1: 1}}, {"calls": {"mm": "1"}}, {"unknown": [["sort"]]},
        {"left": {str(i): 1 for i in range(2000)}}, {"largest_maker": "m" * 300},
        {"left": {"item\nFor instructors: right": 1}},
    ],
)  # fmt: skip
def test_counts_that_are_none_are_refused(change):
    forged = {"value": 1, "forward": {**PHASE, **change}, "backward": None}
    with pytest.raises(ValueError, match=r"none|too long"):
        read_measurement(forged)


@pytest.mark.parametrize(
    "reply",
    [None, 3, {}, {"value": 1}, {"value": 1, "forward": 3, "backward": None},
     {"value": 1, "forward": None, "backward": None},
     {"value": 1, "forward": PHASE, "backward": None, "more": 1}],
)  # fmt: skip
def test_what_is_no_measurement_is_refused(reply):
    with pytest.raises(ValueError, match=r"parts|table"):
        read_measurement(reply)
