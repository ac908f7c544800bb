"""One zygote for all that happens in a block and in this process; outside, one for each."""

import os
from contextvars import Context

import pytest

from autograder.sandbox.sharing import open_zygote, shared_zygote


@pytest.fixture
def outside():
    """Run a function outside of every block, as a command begins."""
    return Context().run


def opened_and_whether_it_works():
    with open_zygote() as zygote:
        return zygote, bool(zygote.offer.torch)


def test_a_block_has_one_that_ends_with_it(outside):
    def block():
        with shared_zygote():
            first, works = opened_and_whether_it_works()
            with shared_zygote():
                second, still_works = opened_and_whether_it_works()
            third, works_at_the_end = opened_and_whether_it_works()
        return {first, second, third}, works and still_works and works_at_the_end

    (zygotes, works) = outside(block)
    assert works
    [zygote] = zygotes
    assert zygote._process.returncode is not None, "it has ended, and was waited for"


def test_nothing_is_started_where_nobody_asks(outside):
    def never():
        raise AssertionError("nobody has asked")

    def block():
        with shared_zygote(never):
            return 1

    assert outside(block) == 1


def test_what_is_lent_goes_on_after_the_block(outside, zygote):
    def block():
        with shared_zygote(lambda: zygote), open_zygote() as opened:
            return opened

    assert outside(block) is zygote
    assert zygote.offer.torch
    assert zygote._process.poll() is None


def test_a_fork_starts_its_own(outside, zygote):
    """On one socket two processes would take each other's answers."""

    def child():
        with shared_zygote(lambda: zygote):
            pid = os.fork()
            if pid == 0:
                status = 1
                try:
                    with open_zygote() as opened:
                        status = 2 if opened.pid == zygote.pid else 0
                finally:
                    os._exit(status)
            return os.waitpid(pid, 0)[1]

    assert os.waitstatus_to_exitcode(outside(child)) == 0
