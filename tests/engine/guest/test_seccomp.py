"""The filter, run here by an interpreter of its language, and by the kernel in a child."""

import errno
import struct

import pytest

from autograder.guest import seccomp, system_calls

PID = 4321
X86_64, AARCH64, I386 = 0xC000003E, 0xC00000B7, 0x40000003
THREAD = 0x3D0F00  # what the C library passes to clone for a new thread
ALLOWED, KILLED, PRETENDED = "allowed", "killed", "pretended"


def judge(architecture, number, *arguments, audit=None, accelerated=False):
    """Return what the filter says: classic BPF, as the kernel's documentation describes it."""
    program = seccomp._program(architecture, PID, accelerated=accelerated)
    wide = [argument & (2**64 - 1) for argument in (*arguments, 0, 0, 0, 0, 0, 0)][:6]
    data = struct.pack("=IIQ6Q", number, audit or architecture.audit, 0, *wide)
    position, accumulator = 0, 0
    while True:
        code, yes, no, value = struct.unpack_from("=HBBI", program, 8 * position)
        position += 1
        if code == 0x20:
            (accumulator,) = struct.unpack_from("=I", data, value)
        elif code == 0x54:
            accumulator &= value
        elif code == 0x06:
            break
        else:
            holds = {
                0x15: accumulator == value,
                0x35: accumulator >= value,
            }[code]
            position += yes if holds else no
    if value == 0x7FFF0000:
        return ALLOWED
    if value == 0x00050000:  # no error, and no call
        return PRETENDED
    return KILLED if value == 0x80000000 else errno.errorcode[value & 0xFFFF]


# Numbers as the kernel's tables have them, written down a second time.
X86_64_CALLS = {
    "read": 0, "write": 1, "openat": 257, "close": 3, "mmap": 9, "munmap": 11, "brk": 12,
    "futex": 202, "getdents64": 217, "clock_gettime": 228, "exit_group": 231, "unlink": 87,
    "mkdir": 83, "rename": 82, "recvfrom": 45, "sendto": 44, "rt_sigaction": 13, "madvise": 28,
    "getrandom": 318, "sched_yield": 24, "gettid": 186, "rseq": 334, "pipe2": 293, "dup": 32,
}  # fmt: skip
AARCH64_CALLS = {
    "read": 63, "write": 64, "openat": 56, "close": 57, "mmap": 222, "munmap": 215, "brk": 214,
    "futex": 98, "getdents64": 61, "clock_gettime": 113, "exit_group": 94, "unlinkat": 35,
    "mkdirat": 34, "renameat2": 276, "recvfrom": 207, "sendto": 206, "rt_sigaction": 134,
    "madvise": 233, "getrandom": 278, "sched_yield": 124, "gettid": 178, "rseq": 293, "dup": 23,
}  # fmt: skip
X86_64_REFUSED = {
    "fork": 57, "vfork": 58, "execve": 59, "execveat": 322, "socket": 41, "connect": 42,
    "bind": 49, "chmod": 90, "fchmodat2": 452, "chown": 92, "utimensat": 280, "setxattr": 188,
    "ptrace": 101, "process_vm_writev": 311, "pidfd_open": 434, "pidfd_getfd": 438,
    "unshare": 272, "mount": 165, "io_uring_setup": 425, "bpf": 321, "keyctl": 250,
    "userfaultfd": 323, "perf_event_open": 298, "memfd_create": 319, "shmget": 29, "setuid": 105,
    "personality": 135, "setsid": 112, "tkill": 200, "sendmsg": 46, "inotify_add_watch": 254,
    "setpriority": 141, "sched_setaffinity": 203, "mknodat": 259, "open_by_handle_at": 304,
    "setxattrat": 463, "removexattrat": 466, "file_setattr": 469, "quotactl_fd": 443,
    "timer_create": 222, "mq_notify": 244, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297,
    "setsockopt": 54, "pidfd_send_signal": 424, "sendfile": 40, "landlock_add_rule": 445,
    "flock": 73, "sync": 162,
    "syncfs": 306, "sync_file_range": 277, "fadvise64": 221, "semop": 65, "semtimedop": 220,
    "truncate": 76, "openat2": 437,
}  # fmt: skip
AARCH64_REFUSED = {
    "execve": 221, "execveat": 281, "socket": 198, "connect": 203, "bind": 200, "fchmodat": 53,
    "fchmodat2": 452, "fchownat": 54, "utimensat": 88, "setxattr": 5, "ptrace": 117,
    "process_vm_writev": 271, "pidfd_open": 434, "unshare": 97, "mount": 40,
    "io_uring_setup": 425, "bpf": 280, "keyctl": 219, "userfaultfd": 282, "memfd_create": 279,
    "shmget": 194, "setuid": 146, "personality": 92, "setsid": 157, "tkill": 130, "sendmsg": 211,
    "inotify_add_watch": 27, "setpriority": 140, "sched_setaffinity": 122, "io_setup": 0,
    "setxattrat": 463, "removexattrat": 466, "file_setattr": 469, "quotactl_fd": 443,
    "timer_create": 107, "mq_notify": 184, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240,
    "setsockopt": 208, "pidfd_send_signal": 424, "sendfile": 71, "landlock_add_rule": 445,
    "flock": 32, "sync": 81,
    "syncfs": 267, "sync_file_range": 84, "fadvise64": 223, "semop": 193, "semtimedop": 192,
    "truncate": 45, "openat2": 437,
}  # fmt: skip
BOTH = [
    pytest.param(system_calls.X86_64, id="x86-64"),
    pytest.param(system_calls.AARCH64, id="aarch64"),
]


@pytest.mark.parametrize(
    ("architecture", "calls"),
    [(system_calls.X86_64, X86_64_CALLS), (system_calls.AARCH64, AARCH64_CALLS)],
    ids=["x86-64", "aarch64"],
)
def test_what_arithmetic_needs_is_allowed(architecture, calls):
    verdicts = {name: judge(architecture, number) for name, number in calls.items()}
    assert set(verdicts.values()) == {ALLOWED}, verdicts


@pytest.mark.parametrize(
    ("architecture", "calls"),
    [(system_calls.X86_64, X86_64_REFUSED), (system_calls.AARCH64, AARCH64_REFUSED)],
    ids=["x86-64", "aarch64"],
)
def test_what_reaches_beyond_the_process_is_refused(architecture, calls):
    verdicts = {name: judge(architecture, number) for name, number in calls.items()}
    assert set(verdicts.values()) == {"EPERM"}, verdicts


@pytest.mark.parametrize("architecture", BOTH)
def test_clone_makes_threads_and_nothing_else(architecture):
    clone = architecture.calls["clone"]
    assert judge(architecture, clone, THREAD) == ALLOWED
    own_files = THREAD & ~0x400
    for flags in (17, 0x4111, 0x10000000 | 17, 0, 2**32 | 17, own_files, 0x400, 2**32 | own_files):
        assert judge(architecture, clone, flags) == "EPERM", hex(flags)
    assert judge(architecture, 435) == "ENOSYS"


@pytest.mark.parametrize("architecture", BOTH)
def test_a_process_may_signal_itself_alone(architecture):
    for name in ("kill", "tgkill"):
        number = architecture.calls[name]
        assert judge(architecture, number, PID, 9) == ALLOWED
        for pid in (1, 0, -1, -PID, PID + 1):
            assert judge(architecture, number, pid, 9) == "EPERM", pid


@pytest.mark.parametrize("architecture", BOTH)
def test_no_signal_of_its_own_continues_a_process_that_was_stopped(architecture):
    """The kernel takes the low half of an argument for the signal: so does the filter."""
    kill, tgkill = architecture.calls["kill"], architecture.calls["tgkill"]
    for number in (18, 2**32 | 18):  # SIGCONT
        assert judge(architecture, kill, PID, number) == "EPERM"
        assert judge(architecture, tgkill, PID, PID + 1, number) == "EPERM"
    for number in (0, 6, 9, 17, 19, 64):
        assert judge(architecture, kill, PID, number) == ALLOWED
        assert judge(architecture, tgkill, PID, 18, number) == ALLOWED


@pytest.mark.parametrize("architecture", BOTH)
def test_limits_are_its_own(architecture):
    number = architecture.calls["prlimit64"]
    assert judge(architecture, number, 0) == judge(architecture, number, PID) == ALLOWED
    assert judge(architecture, number, 1) == "EPERM"


@pytest.mark.parametrize("architecture", BOTH)
def test_requests_to_devices_are_those_of_files(architecture):
    number = architecture.calls["ioctl"]
    for request in (0x5401, 0x541B, 0x5421, 0x5451):  # TCGETS, FIONREAD, FIONBIO, FIOCLEX
        assert judge(architecture, number, 1, request) == ALLOWED
        assert judge(architecture, number, 1, 2**32 | request) == ALLOWED  # the kernel's view
    for request in (0x5412, 0x541C, 0x8901, 0x8902, 0x5423, 2**32 | 0x5412):
        assert judge(architecture, number, 1, request) == "EPERM", hex(request)


# _IOWR('F', nr, size) of nvidiactl and nvidia0; UVM_INITIALIZE, UVM_DEINITIALIZE,
# UVM_REGISTER_GPU, UVM_MM_INITIALIZE of nvidia-uvm.
DRIVER = (0xC020462A, 0xC030462B, 0xC00846C8, 0xC9004600, 0x30000001, 0x30000002, 37, 75, 1)


@pytest.mark.parametrize("architecture", BOTH)
def test_requests_of_a_gpus_driver_pass_where_there_is_one(architecture):
    number = architecture.calls["ioctl"]
    for request in DRIVER:
        assert judge(architecture, number, 5, request, accelerated=True) == ALLOWED, hex(request)
        assert judge(architecture, number, 5, request) == "EPERM", hex(request)


@pytest.mark.parametrize("architecture", BOTH)
def test_other_requests_are_judged_as_without_a_gpu(architecture):
    number = architecture.calls["ioctl"]
    for request in (0x5401, 0x541B, 0x5421, 0x5451):
        assert judge(architecture, number, 1, request, accelerated=True) == ALLOWED
    others = (0x5412, 0x541C, 0x8901, 0x8902, 0x5423, 0x40086602, 0x30000000, 0x30000003, 0x100)
    for request in others:
        assert judge(architecture, number, 1, request, accelerated=True) == "EPERM", hex(request)


@pytest.mark.parametrize("architecture", BOTH)
def test_the_rest_is_judged_as_without_a_gpu(architecture):
    for call in (*architecture.calls.values(), 435, 470, 1):
        if call != architecture.calls["ioctl"]:
            wide = judge(architecture, call, 2, 2, 2, accelerated=True)
            assert wide == judge(architecture, call, 2, 2, 2), call


@pytest.mark.parametrize("accelerated", [False, True])
@pytest.mark.parametrize("architecture", BOTH)
def test_memory_that_no_limit_counts_is_refused(architecture, accelerated):
    """One page keeps all of a shared memory without a file, and is all that is counted of it."""
    number = architecture.calls["mmap"]
    private, shared, anonymous, fixed = 0x02, 0x01, 0x20, 0x10

    def verdict(flags):
        return judge(architecture, number, 0, 9, 3, flags, accelerated=accelerated)

    allowed = (private | anonymous, private | anonymous | fixed, shared, private, shared | fixed)
    for flags in allowed:
        assert verdict(flags) == ALLOWED, hex(flags)
    for flags in (shared | anonymous, shared | anonymous | fixed | 0x4000, 0x03 | anonymous):
        assert verdict(flags) == "EPERM", hex(flags)


@pytest.mark.parametrize("architecture", BOTH)
def test_of_a_descriptor_only_what_concerns_this_process_may_be_asked(architecture):
    """No signals to an owner, no leases and notices, no locks of open files, no large pipes."""
    number = architecture.calls["fcntl"]
    for command in (0, 1, 2, 3, 4, 5, 1030, 1032):  # F_DUPFD … F_GETLK, F_DUPFD_CLOEXEC
        assert judge(architecture, number, 3, command) == ALLOWED
        assert judge(architecture, number, 3, 2**32 | command) == ALLOWED  # the kernel's view
    # F_SETOWN, F_SETSIG, F_SETOWN_EX; F_SETLEASE, F_NOTIFY; F_OFD_SETLK, F_OFD_SETLKW;
    # F_SETPIPE_SZ, F_ADD_SEALS, F_SET_RW_HINT, F_SETDELEG; what nobody knows yet.
    refused = (8, 10, 15, 1024, 1026, 37, 38, 1031, 1033, 1036, 1040, 1041, 1100, 2**32 | 1024)
    for command in refused:
        assert judge(architecture, number, 3, command, 1) == "EPERM", command


@pytest.mark.parametrize(
    ("architecture", "writing_out"),
    [(system_calls.X86_64, (74, 75, 26)), (system_calls.AARCH64, (82, 83, 227))],
    ids=["x86-64", "aarch64"],
)
def test_what_others_would_wait_for_is_said_to_be_done(architecture, writing_out):
    """Locks of the process, and fsync, fdatasync and msync."""
    for command in (6, 7, 2**32 | 6):  # F_SETLK, F_SETLKW
        assert judge(architecture, architecture.calls["fcntl"], 3, command) == PRETENDED
    for number in writing_out:
        assert judge(architecture, number, 3) == PRETENDED


@pytest.mark.parametrize(
    ("architecture", "number", "argument"),
    [
        (system_calls.X86_64, 2, 1), (system_calls.X86_64, 257, 2), (system_calls.AARCH64, 56, 2)
    ],
)  # fmt: skip
def test_nothing_is_emptied_that_is_not_written_to(architecture, number, argument):
    """On kernels whose Landlock does not know of it, what may be read could be emptied."""

    def verdict(flags):
        return judge(architecture, number, *[0] * argument, flags)

    truncate, create, close_on_exec = 0o1000, 0o100, 0o2000000
    for flags in (0, 1, 2, 1 | create | truncate, 2 | truncate, close_on_exec, 3):
        assert verdict(flags | close_on_exec) == ALLOWED, oct(flags)
    for flags in (truncate, 3 | truncate, truncate | create | close_on_exec, 2**32 | truncate):
        assert verdict(flags) == "EPERM", oct(flags)


@pytest.mark.parametrize("architecture", BOTH)
def test_sockets_and_pipes_keep_the_size_that_they_have(architecture):
    """What waits in them is memory that no limit of a process counts."""
    assert judge(architecture, architecture.calls["fcntl"], 3, 1031, 1 << 20) == "EPERM"
    assert judge(architecture, architecture.calls["setsockopt"], 3, 1, 7) == "EPERM"


@pytest.mark.parametrize("architecture", BOTH)
def test_all_threads_have_the_same_open_files(architecture):
    for flags in (0, 4):
        assert judge(architecture, 436, 3, 2**32 - 1, flags) == ALLOWED
    for flags in (2, 6, 2**32 | 2):  # CLOSE_RANGE_UNSHARE
        assert judge(architecture, 436, 3, 2**32 - 1, flags) == "EPERM"


@pytest.mark.parametrize("architecture", BOTH)
def test_open_files_stay_to_be_seen_from_outside(architecture):
    """A process may hide them with PR_SET_DUMPABLE, and keep them in threads that lock for ever."""
    for hidden in (0, 1):
        assert judge(architecture, architecture.calls["prctl"], 4, hidden) == "EPERM"
    assert judge(architecture, architecture.calls["fcntl"], 3, 38) == "EPERM"  # F_OFD_SETLKW


@pytest.mark.parametrize(
    ("architecture", "number"), [(system_calls.X86_64, 285), (system_calls.AARCH64, 47)]
)
def test_space_is_had_by_writing_alone(architecture, number):
    """The C library writes zeros when it hears this error: to that, limits apply."""
    for mode in (0, 1):
        assert judge(architecture, number, 3, mode, 0, 1 << 30) == "ENOTSUP"


@pytest.mark.parametrize("architecture", BOTH)
def test_the_death_of_the_parent_stays_deadly(architecture):
    number = architecture.calls["prctl"]
    assert judge(architecture, number, 1, 0) == "EPERM"
    assert judge(architecture, number, 15, 0) == ALLOWED  # PR_SET_NAME


@pytest.mark.parametrize("architecture", BOTH)
def test_numbers_that_nobody_knew_are_not_there(architecture):
    for number in (470, 471, 500, 0x40000000, 0x40000039, 2**32 - 1):
        assert judge(architecture, number) == "ENOSYS", number


@pytest.mark.parametrize(
    ("architecture", "audit"), [(system_calls.X86_64, I386), (system_calls.X86_64, AARCH64),
                                (system_calls.AARCH64, X86_64), (system_calls.AARCH64, I386)],
)  # fmt: skip
def test_calls_of_another_architecture_end_the_process(architecture, audit):
    assert judge(architecture, architecture.calls["kill"], PID, audit=audit) == KILLED


def test_the_kernel_takes_the_filter_and_keeps_to_it(in_child):
    source = """
import threading
seccomp.install()
started = []
thread = threading.Thread(target=started.append, args=(1,))
thread.start(); thread.join()
tell([started, error_of(os.fork), error_of(lambda: socket.socket()),
      error_of(lambda: os.kill(os.getppid(), 0)), error_of(lambda: os.kill(os.getpid(), 0)),
      error_of(lambda: os.chmod("/", 0o755)), error_of(lambda: syscall(435)),
      error_of(lambda: syscall(469)), error_of(lambda: syscall(1000))])
"""
    assert in_child(source) == [
        [1], "EPERM", "EPERM", "EPERM", None, "EPERM", "ENOSYS", "EPERM", "ENOSYS"
    ]  # fmt: skip


def test_the_kernel_lets_nobody_else_wait(in_child, tmp_path):
    """Files of this process can be read and written as ever; others have the locks they ask for."""
    source = """
import fcntl, mmap, sqlite3, tempfile
os.chdir(sys.argv[1])
packages = open(os.__file__)
folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
r, w = os.pipe()
seccomp.install()
refused = [error_of(attempt) for attempt in (
    lambda: fcntl.fcntl(packages, 1024, fcntl.F_RDLCK), lambda: fcntl.fcntl(folder, 1026, 1),
    lambda: fcntl.flock(packages, fcntl.LOCK_EX), lambda: fcntl.fcntl(packages, 37, bytes(32)),
    lambda: fcntl.fcntl(r, fcntl.F_SETPIPE_SZ, 1 << 20), lambda: os.truncate("own", 0),
    lambda: os.posix_fadvise(packages.fileno(), 0, 0, os.POSIX_FADV_DONTNEED),
    lambda: os.open("own", os.O_RDONLY | os.O_TRUNC), lambda: syscall(306, folder),
)]
fcntl.fcntl(r, fcntl.F_SETFL, fcntl.fcntl(r, fcntl.F_GETFL) | os.O_NONBLOCK)
fcntl.fcntl(r, fcntl.F_SETFD, fcntl.fcntl(r, fcntl.F_GETFD))
copy = fcntl.fcntl(r, fcntl.F_DUPFD_CLOEXEC, 0)
os.write(w, b"x")
fcntl.lockf(packages, fcntl.LOCK_SH | fcntl.LOCK_NB)
with sqlite3.connect("table.db") as table:
    table.execute("create table t (x)")
    table.execute("insert into t values (7)")
with open("own", "wb") as file:
    file.write(b"abc"), file.flush(), os.fsync(file.fileno()), os.fdatasync(file.fileno())
    file.truncate(2)
with open("own", "r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
    mapped[0] = 65
    mapped.flush()
tell([refused, os.read(copy, 1).decode(), open("own").read(),
      sqlite3.connect("table.db").execute("select x from t").fetchall()])
"""
    (tmp_path / "own").write_text("own")
    refused, read, own, rows = in_child(source, tmp_path)
    assert set(refused) == {"EPERM"}, refused
    assert (read, own, rows) == ("x", "Ab", [[7]])


def test_a_lock_that_was_granted_keeps_nobody_out(in_child, tmp_path):
    """Another process has the lock of a file that a worker has, as it believes, locked."""
    source = """
import fcntl
locked = open(sys.argv[1], "r+b")
pid = os.fork()
if pid == 0:
    seccomp.install()
    fcntl.lockf(open(sys.argv[1], "r+b"), fcntl.LOCK_EX | fcntl.LOCK_NB)
    signal.raise_signal(signal.SIGSTOP)
    os._exit(0)
os.waitpid(pid, os.WUNTRACED)
got = error_of(lambda: fcntl.lockf(locked, fcntl.LOCK_EX | fcntl.LOCK_NB))
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)
tell(got)
"""
    (tmp_path / "file").touch()
    assert in_child(source, tmp_path / "file") is None


def test_it_says_whether_it_is_available(in_child):
    """The kernel's own account of what it can do is the other witness."""
    source = """
import platform
with open("/proc/sys/kernel/seccomp/actions_avail") as file:
    kernel = "errno" in file.read()
tell([seccomp.available(), kernel and platform.machine() in ("x86_64", "aarch64")])
"""
    found, expected = in_child(source)
    assert found is expected
