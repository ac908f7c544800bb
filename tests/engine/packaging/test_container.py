"""What holds a command to the platform's limits, and what is said where nothing does."""

import os
import resource
import select
import sys
from contextlib import suppress
from threading import Event

import pytest

from autograder.packaging.container import Container, find_container, run

#: Wall seconds that nothing of this needs, however busy the machine is.
FOREVER = 3600


def ended(tmp_path, *command, seconds=FOREVER, container=None, cancelled=None, **variables):
    return run(
        container or Container(),
        command,
        name="test",
        cwd=tmp_path,
        environment={"PATH": os.environ["PATH"], **variables},
        seconds=seconds,
        cancelled=cancelled,
    )


def test_how_a_command_ended_is_told(tmp_path):
    """Its status, what it printed on both streams, its folder and its variables."""
    done = ended(tmp_path, "/bin/sh", "-c", "pwd; echo $MARK >&2; exit 7", MARK="here")
    assert (done.code, done.timed_out, done.killed) == (7, False, 0)
    assert done.printed == f"{tmp_path}\nhere\n"


def test_of_much_that_is_printed_the_end_is_kept(tmp_path):
    done = ended(tmp_path, sys.executable, "-c", "print('x' * 500_000 + 'end')")
    assert len(done.printed) == 100_000
    assert done.printed.endswith("xend\n")


def test_memory_is_that_of_what_was_run(tmp_path):
    done = ended(tmp_path, sys.executable, "-c", "x = b'x' * 200_000_000")
    # What a process had before it became the program counts: that is what these tests have.
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    assert 200_000_000 < done.peak < max(400_000_000, 2 * ours)


def test_the_time_limit_ends_a_command_and_what_it_started(tmp_path):
    """Killed, not asked: it ignores what asks."""
    script = 'trap "" TERM; sleep 3000 & echo $! > child; while :; do sleep 3000; done'
    done = ended(tmp_path, "/bin/sh", "-c", script, seconds=5)
    assert done.timed_out
    assert done.code == -9
    with suppress(ProcessLookupError):  # it has ended already
        child = os.pidfd_open(int((tmp_path / "child").read_text()))
        assert select.select([child], [], [], FOREVER)[0]
        os.close(child)


def test_what_nobody_waits_for_any_more_is_ended(tmp_path):
    cancelled = Event()
    cancelled.set()
    done = ended(tmp_path, "/bin/sleep", "3000", cancelled=cancelled)
    assert (done.code, done.timed_out) == (-9, False)


def test_where_no_group_can_be_made_that_is_said(tmp_path, monkeypatch):
    (tmp_path / "proc" / "self").mkdir(parents=True)
    (tmp_path / "proc" / "self" / "mounts").write_text("tmpfs /tmp tmpfs rw 0 0\n")
    monkeypatch.setenv("PATH", str(tmp_path))  # no systemd either
    found = find_container(tmp_path)
    assert not found.counts_all
    assert found.describe().startswith("not enforced: 0.5 CPU and 768 MB for each submission (no")


@pytest.fixture
def machine(tmp_path):
    """A machine's folders as the kernel lays them out, with files where it makes them."""

    class Machine:
        root = tmp_path / "machine"

        def mount(self, *lines):
            (self.root / "proc" / "self").mkdir(parents=True)
            (self.root / "proc" / "self" / "mounts").write_text("\n".join(lines))

    return Machine()


def test_groups_that_take_no_limits_are_not_used(machine, monkeypatch, tmp_path):
    """A second version that has no controllers, as where the first has them, and half a first."""
    machine.mount(
        "cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0",
        "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0",
    )
    for name in ("unified", "memory"):
        (machine.root / "sys" / "fs" / "cgroup" / name).mkdir(parents=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_container(machine.root).kind == ""
    assert list((machine.root / "sys" / "fs" / "cgroup" / "unified").iterdir()) == []


def test_what_is_found_here_holds_or_says_that_it_does_not(tmp_path):
    """What takes too much is ended where there are groups, and nowhere else is that said."""
    found = find_container()
    script = "x = bytearray(b'x') * (1 << 30)"
    done = ended(tmp_path, sys.executable, "-c", script, container=found)
    if found.kind:
        assert "enforced by" in found.describe()
        assert done.code in (-9, 137)
    else:
        assert found.describe().startswith("not enforced")
        assert done.code == 0
    if found.counts_all:
        assert done.killed >= 1
        assert done.peak <= 768 << 20
        assert not any(list(p.glob(f"autograder-{os.getpid()}-*")) for p in found.parents)
