"""A plan is carried out: what it takes away is gone, for good."""

import os
import resource

import pytest

PLAN = {
    "folder": "/nowhere", "limits": {}, "user": None, "landlock": False, "seccomp": False,
    "accelerated": False, "expendable": True,
}  # fmt: skip

STATUS = """
import json
plan = json.loads(sys.argv[1])
def status():
    with open("/proc/self/status") as file:
        return dict(line.split(":\\t", 1) for line in file.read().splitlines() if ":\\t" in line)
"""


@pytest.fixture
def confined(in_child):
    """Carry out a plan in a child, then run a script there."""
    import json

    def confined(source, **plan):
        script = f"{STATUS}\nconfinement.confine(plan)\n{source}"
        return in_child(script, json.dumps({**PLAN, **plan}))

    return confined


def test_no_privilege_can_be_gained_and_none_is_left(confined):
    source = 'tell([status()[n] for n in ("NoNewPrivs", "CapPrm", "CapEff", "CapInh", "CapAmb")])'
    privileges, *capabilities = confined(source)
    assert privileges == "1"
    assert [int(text, 16) for text in capabilities] == [0, 0, 0, 0]


def test_files_are_made_for_their_owner_alone(confined):
    assert confined("tell(os.umask(0))") == 0o077


def test_it_goes_first_when_memory_runs_out(confined):
    assert confined('tell(open("/proc/self/oom_score_adj").read())') == "1000\n"


def test_what_is_needed_by_others_goes_later_but_before_the_grader(confined):
    score = int(confined('tell(open("/proc/self/oom_score_adj").read())', expendable=False))
    with open("/proc/self/oom_score_adj") as own:
        assert int(own.read()) < score < 1000


def test_limits_are_set_hard(confined):
    limits = {"NOFILE": 99, "FSIZE": 12345, "CORE": 0}
    source = """
import resource
tell([resource.getrlimit(getattr(resource, "RLIMIT_" + n)) for n in ("NOFILE", "FSIZE", "CORE")])
"""
    assert confined(source, limits=limits) == [[99, 99], [12345, 12345], [0, 0]]


def test_memory_is_counted_from_what_is_there_already(confined):
    source = """
import resource
with open("/proc/self/statm") as statm:
    size = int(statm.read().split()[0]) * resource.getpagesize()
tell(resource.getrlimit(resource.RLIMIT_AS)[0] - size)
"""
    left = confined(source, limits={"AS": 64 << 20})
    assert abs(left - (64 << 20)) < 8 << 20
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY


def test_what_is_freed_is_not_kept_by_the_allocator(confined):
    """Else small blocks in the gaps that large ones have left make a process grow."""
    source = """
import resource
def size():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()
before = size()
for _ in range(3):
    large = bytearray(8 << 20)
    del large
tell(size() - before)
"""
    assert confined(source, limits={"AS": 64 << 20}) < 1 << 20


def test_written_memory_is_counted_where_address_space_is_not(in_child):
    """A terabyte that is reserved before, as CUDA does, adds nothing to what may be written to."""
    source = f"""
import mmap
private, kept = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, []
def take(size, protection):
    return error_of(lambda: kept.append(mmap.mmap(-1, size, private, protection)))
both = mmap.PROT_READ | mmap.PROT_WRITE
before = take(1 << 40, mmap.PROT_READ)
confinement.confine({ ({**PLAN, "limits": {"DATA": 64 << 20}})!r})
tell([before, take(1 << 40, mmap.PROT_READ), take(32 << 20, both), take(64 << 20, both)])
"""
    assert in_child(source) == [None, None, None, "ENOMEM"]


def test_an_accelerated_worker_is_let_through_to_its_driver(confined, tmp_path):
    """No device is there, so the kernel objects to the request and not the filter."""
    source = """
import fcntl, mmap
request = 0xC0184600 | 42
tell([error_of(lambda: fcntl.ioctl(0, request, bytes(24))), error_of(lambda: mmap.mmap(-1, 4096)),
      error_of(lambda: os.listdir("/")), error_of(lambda: os.listdir("/sys/devices"))])
"""
    into = f"os.chdir({str(tmp_path)!r})\n"
    strict = {"folder": str(tmp_path), "landlock": True, "seccomp": True}
    assert confined(into + source, **strict) == ["EPERM", "EPERM", "EACCES", "EACCES"]
    accelerated = confined(into + source, **strict, accelerated=True)
    assert accelerated == ["ENOTTY", "EPERM", "EACCES", None]


def test_it_dies_with_its_parent(confined):
    source = """
number = ctypes.c_int()
libc.prctl(2, ctypes.byref(number), 0, 0, 0)
tell(number.value)
"""
    by_end = "confinement.end_with_parent(os.getppid())\n"
    assert confined(by_end + source) == 9
    assert confined(source) == 0


def test_landlock_and_the_filter_are_there_when_the_plan_says_so(confined, tmp_path):
    source = """
tell([error_of(lambda: os.listdir("/")), error_of(os.fork), error_of(lambda: open("x", "w")),
      error_of(lambda: open(os.__file__)), error_of(lambda: open("/dev/null", "w"))])
"""
    into = f"os.chdir({str(tmp_path)!r})\n"
    strict = {"folder": str(tmp_path), "landlock": True, "seccomp": True}
    assert confined(into + source, **strict) == ["EACCES", "EPERM", None, None, None]
    files = {"folder": str(tmp_path), "landlock": True}
    assert confined("tell(error_of(lambda: os._exit(0) if not os.fork() else 0))", **files) is None


if os.geteuid() == 0:

    def test_a_private_user_is_in_none_of_the_graders_groups(in_child):
        source = f"""
os.setgroups([1, 2, 3])
confinement.confine({ ({**PLAN, "user": 54_321})!r})
tell(os.getgroups())
"""
        assert in_child(source) == []

    def test_a_private_user_is_nobody_else_and_cannot_go_back(confined):
        source = """
tell([os.getresuid(), os.getresgid(), os.getgroups(), error_of(lambda: os.setuid(0)),
      error_of(lambda: os.kill(os.getppid(), 0))])
"""
        found = confined(source, user=54_321)
        assert found == [[54_321] * 3, [54_321] * 3, [], "EPERM", "EPERM"]

    def test_a_private_user_still_dies_with_its_parent(confined):
        source = """
number = ctypes.c_int()
libc.prctl(2, ctypes.byref(number), 0, 0, 0)
tell(number.value)
"""
        assert confined(source, user=54_321) == 9
