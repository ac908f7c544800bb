"""What connects a worker to the grader is open on one side each, or not at all."""

import os

import pytest

from autograder.sandbox.connections import connected


def is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def test_each_side_reaches_the_other():
    with connected() as (ours, theirs):
        theirs.connection.sendall(b"reply")
        os.write(theirs.output, b"printed")
        os.write(theirs.errors, b"warned")
        ends = theirs.descriptors
    assert ours.connection.recv(10) == b"reply"
    assert os.read(ours.output, 10) == b"printed"
    assert os.read(ours.errors, 10) == b"warned"
    assert not any(map(is_open, ends))
    ours.close()


def test_the_graders_ends_never_wait():
    with connected() as (ours, theirs):
        writer = os.dup(theirs.output)
    with pytest.raises(BlockingIOError):
        os.read(ours.output, 1)
    assert not ours.connection.getblocking()
    os.close(writer)
    ours.close()


def test_nothing_stays_open_where_no_worker_starts():
    ends = []

    def fails():
        with connected() as (ours, theirs):
            ends.extend((*ours.descriptors, *theirs.descriptors))
            raise OSError("no process")

    with pytest.raises(OSError, match="no process"):
        fails()
    assert len(ends) == 6
    assert not any(map(is_open, ends))
