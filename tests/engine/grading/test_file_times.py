"""What a file has left, and how patient one still is with it."""

import pytest

from autograder.grading.file_times import IMPATIENT_SECONDS, FileTimes


def test_a_file_takes_its_own_time():
    times = FileTimes(10.0, patient=False)
    times.charge("q1", 4.0, timed_out=False)
    times.charge("q1", 3.0, timed_out=False)
    assert (times.left("q1"), times.left("q2")) == (3.0, 10.0)


@pytest.mark.parametrize("patient", [False, True])
def test_after_two_time_outs_a_file_is_waited_for_a_short_time(patient):
    times = FileTimes(100.0, patient=patient)
    limits = []
    for _ in range(3):
        limits.append(times.limit("q1", 10.0))
        times.charge("q1", 1.0, timed_out=True)
    assert limits == [10.0, 10.0, 10.0 if patient else IMPATIENT_SECONDS]
    assert times.limit("q1", 1.0) == 1.0
    assert times.limit("q2", 10.0) == 10.0
