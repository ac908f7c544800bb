"""What the kernel says about memory is read in either version of control groups, and without."""

import math
import os
import subprocess
import sys

import pytest

from autograder.sandbox.memory import Memory

MIB = 1 << 20
HUGE = 9223372036854771712  # what the first version says where there is no limit

SECOND = "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"
FIRST = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:4 - cgroup cgroup rw,memory"
OTHER = "34 31 0:31 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu"


@pytest.fixture
def machine(tmp_path):
    """Make a folder that looks like a machine's, from the files' contents."""

    def machine(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        return Memory(tmp_path)

    return machine


def meminfo(available):
    return {"proc/meminfo": f"MemTotal: 999999999 kB\nMemAvailable:   {available >> 10} kB\n"}


def second(folder, limit, used, **statistics):
    """Return the files of a group in the second version."""
    stat = {"anon": used, "active_file": 0, "inactive_file": 0, "file_mapped": 0, **statistics}
    return {
        f"sys/fs/cgroup{folder}/memory.max": f"{limit}\n",
        f"sys/fs/cgroup{folder}/memory.high": "max\n",
        f"sys/fs/cgroup{folder}/memory.current": f"{used}\n",
        f"sys/fs/cgroup{folder}/memory.stat": "".join(f"{n} {v}\n" for n, v in stat.items()),
    }


def first(folder, limit, used, **statistics):
    """Return the files of a group in the first version."""
    return {
        f"sys/fs/cgroup/memory{folder}/memory.limit_in_bytes": f"{limit}\n",
        f"sys/fs/cgroup/memory{folder}/memory.usage_in_bytes": f"{used}\n",
        f"sys/fs/cgroup/memory{folder}/memory.stat": "".join(
            f"{name} 1\ntotal_{name} {value}\n" for name, value in statistics.items()
        ),
    }


# ------------------------------------------------------------------------------ what is left


def test_where_nothing_tells_there_is_no_end(machine):
    assert machine({}).left() == math.inf


def test_without_control_groups_it_is_what_the_machine_has(machine):
    assert machine(meminfo(300 * MIB)).left() == 300 * MIB


@pytest.mark.parametrize(
    ("own", "group"),
    [("0::/", ""), ("0::/user/job", "/user/job"), ("0::/../../elsewhere", "")],
    ids=["a container's own", "a group below", "seen from inside another"],
)
def test_in_the_second_version_it_is_what_the_limit_leaves(machine, own, group):
    files = second(group, 768 * MIB, 500 * MIB)
    files |= {"proc/self/mountinfo": SECOND, "proc/self/cgroup": f"{own}\n"}
    assert machine({**files, **meminfo(900 * MIB)}).left() == 268 * MIB
    assert machine({**files, **meminfo(100 * MIB)}).left() == 100 * MIB


@pytest.mark.parametrize(
    ("own", "group", "mount"),
    [
        ("4:memory:/job/7", "/job/7", FIRST),
        ("4:memory:/docker/abc", "", FIRST.replace("0:32 / ", "0:32 /docker/abc ")),
        ("4:memory:/docker/abc", "", FIRST.replace("0:32 / ", "0:32 /docker/other ")),
        ("4:cpu,memory:/", "", FIRST.replace("rw,memory", "rw,cpu,memory")),
    ],
    ids=["a group below", "a container", "a container of another name", "with others"],
)
def test_in_the_first_version_it_is_what_the_limit_leaves(machine, own, group, mount):
    files = first(group, 768 * MIB, 500 * MIB)
    files["proc/self/mountinfo"] = f"{OTHER}\n{mount}\n"
    files["proc/self/cgroup"] = f"5:devices:/x\n{own}\n0::/\n"
    assert machine(files).left() == 268 * MIB


def test_the_narrowest_of_the_groups_above_counts(machine):
    files = {"proc/self/mountinfo": SECOND, "proc/self/cgroup": "0::/a/b\n"}
    files |= second("/a/b", "max", 10 * MIB) | second("/a", 600 * MIB, 550 * MIB)
    assert machine(files).left() == 50 * MIB


def test_a_group_without_a_limit_leaves_what_the_machine_has(machine):
    files = {"proc/self/mountinfo": FIRST, "proc/self/cgroup": "4:memory:/\n"}
    files |= first("", HUGE, 10 * MIB)
    assert machine({**files, **meminfo(70 * MIB)}).left() == 70 * MIB


def test_what_slows_a_group_down_is_a_limit_too(machine):
    files = {"proc/self/mountinfo": SECOND, "proc/self/cgroup": "0::/\n"}
    files |= second("", 768 * MIB, 100 * MIB)
    files["sys/fs/cgroup/memory.high"] = f"{500 * MIB}\n"
    assert machine(files).left() == 400 * MIB


def test_files_that_the_kernel_only_keeps_in_memory_take_no_room(machine):
    cached = {"active_file": 100 * MIB, "inactive_file": 200 * MIB}
    files = {"proc/self/mountinfo": SECOND, "proc/self/cgroup": "0::/\n"}
    files |= second("", 768 * MIB, 700 * MIB, file_mapped=50 * MIB, **cached)
    assert machine(files).left() == (68 + 250) * MIB
    files = {"proc/self/mountinfo": FIRST, "proc/self/cgroup": "4:memory:/\n"}
    files |= first("", 768 * MIB, 700 * MIB, mapped_file=50 * MIB, **cached)
    assert machine(files).left() == (68 + 250) * MIB


# ----------------------------------------------------------------- whom the kernel has ended


@pytest.mark.parametrize(
    ("mount", "own", "file"),
    [
        (SECOND, "0::/job", "sys/fs/cgroup/job/memory.events"),
        (FIRST, "4:memory:/job", "sys/fs/cgroup/memory/job/memory.oom_control"),
    ],
    ids=["second", "first"],
)
def test_processes_that_the_kernel_has_ended_are_those_of_the_container(machine, mount, own, file):
    files = {"proc/self/mountinfo": mount, "proc/self/cgroup": own, "proc/vmstat": "oom_kill 9\n"}
    assert machine({**files, file: "low 0\nunder_oom 0\noom 4\noom_kill 3\n"}).kills() == 3
    assert machine({**files, file: "low 0\nunder_oom 0\noom 4\noom_kill 5\n"}).kills() == 5


def test_without_control_groups_they_are_the_machines(machine):
    assert machine({}).kills() == 0
    assert machine({"proc/vmstat": "nr_free_pages 7\noom_kill 9\n"}).kills() == 9


def test_this_machine_says_something():
    memory = Memory()
    assert 0 < memory.left() < 1 << 60
    assert memory.kills() >= 0


HUNGRY = """
from autograder.sandbox.memory import Memory
import os, subprocess, sys
memory = Memory()
left, kills = memory.left(), memory.kills()
held = bytearray(b"x") * (20 << 20)
print(left - memory.left(), left)
subprocess.run([sys.executable, "-c", "bytearray(b'x') * (200 << 20)"])
print(memory.kills() - kills)
"""


def test_in_a_container_both_follow_what_happens(capped, record_property):
    """The control group is a real one, where this machine lets us make one."""
    limited = capped(64)
    if limited is None:
        record_property("not run", "no control group with a limit of memory can be made here")
        return
    done = subprocess.run(
        [*limited, sys.executable, "-c", HUNGRY],
        stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    taken, left, killed = map(int, done.stdout.split())
    assert 15 * MIB < taken < 30 * MIB
    assert left < 64 * MIB
    assert killed == 1
