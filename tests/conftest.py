"""What all tests share: one zygote, workers with code in them, and a course to grade by."""

import compileall
import gc
import os
import random
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import plain_asserts  # noqa: F401
import pytest

import autograder
from autograder.course import Course
from autograder.grading.reference import Reference, RunningReference
from autograder.grading.template import generate
from autograder.sandbox.isolation import find_isolation
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.memory import _groups
from autograder.sandbox.sharing import shared_zygote
from autograder.sandbox.worker import Worker
from autograder.sandbox.worker_replies import Reply
from autograder.sandbox.zygote import Zygote
from small_course import COURSE, NAME, RUBRIC

#: What one process runs where tests run in several, for each user: a fixture of theirs takes
#: minutes.
TOGETHER = ("tests/engine/authoring/test_kinds.py", "tests/engine/test_hostile.py")
#: A line's answers share what the reference has said of them, and what was decided of their steps.
BY_LINE = (
    "tests/reference/test_checks.py",
    "tests/reference/test_rankings.py",
    "tests/reference/test_silent_proofs.py",
)
#: Thousands of tests that are over at once: to hand out each takes as long, module by module it
#: does not.
BY_MODULE = ("tests/engine/expression/", "tests/engine/test_house.py")
#: CPU seconds for what is over at once: so many that a busy machine does not matter.
PLENTY = 20.0
#: Wall seconds for what a limit on CPU time ends, however busy the machine is.
FOREVER = 3600.0


@dataclass(frozen=True, slots=True)
class Code:
    """A worker with some files in it, and the reply to importing the first of them."""

    worker: Worker
    module: str
    opened: Reply
    loaded: Reply

    def call(
        self,
        name: str,
        *arguments: Any,
        seconds: float = PLENTY,
        wall: float | None = FOREVER,
        oracles: Mapping[str, Callable[..., Any]] | None = None,
        **body: Any,
    ) -> Reply:
        """Call a function; ``body`` is what else the verb takes (``keep``, ``dtype``, ``seed``).

        ``seconds`` is a limit on CPU time, and ``wall`` one by the clock on the wall: None for the
        one that follows from it.
        """
        return self.target({"module": self.module, "name": name}, *arguments,
                           seconds=seconds, wall=wall, oracles=oracles, **body)  # fmt: skip

    def target(
        self,
        target: Mapping[str, Any],
        *arguments: Any,
        seconds: float = PLENTY,
        wall: float | None = FOREVER,
        oracles: Mapping[str, Callable[..., Any]] | None = None,
        **body: Any,
    ) -> Reply:
        """Call any target of the worker's protocol."""
        request = {"target": dict(target), "arguments": list(arguments), "named": {}, **body}
        return self.worker.request(
            "call", request, cpu_seconds=seconds, wall_seconds=wall, oracles=oracles
        )

    def ask(self, verb: str, **body: Any) -> Reply:
        """Send any other request."""
        return self.worker.request(verb, body, cpu_seconds=PLENTY)


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """Let Ctrl-C interrupt, as in a terminal: what a shell starts behind it ignores the signal."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def pytest_configure(config: pytest.Config) -> None:
    """Compile the engine for all processes, also where Python is told to write no bytecode.

    They read what there is, but each of the hundreds of commands would compile it anew.
    """
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(autograder.__path__[0]), quiet=2)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the bytecode of tests too, of which each has its asserts rewritten.

    Look for no garbage while modules are imported: what they hold stays, and there is much.
    """
    gc.disable()
    forbidden, sys.dont_write_bytecode = sys.dont_write_bytecode, False
    try:
        return (yield)
    finally:
        sys.dont_write_bytecode = forbidden
        gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run the tests: each has a zygote, which takes 300 MB.

    There is one more than there are processors, since tests wait for limits and for each other.
    """
    return min(len(os.sched_getaffinity(0)) + 1, 8)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Return what hands each test to the next process that is free, but some modules whole.

    The largest groups are begun first, so that no process is left with one at the end.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            module = nodeid.partition("::")[0]
            if module in BY_LINE and "[" in nodeid:
                return nodeid.partition("[")[2]
            user = "ordinary user" if "ordinary user" in nodeid else "root"
            if module in TOGETHER:
                return f"{module} as {user}"
            return module if module.startswith(BY_MODULE) else nodeid

    return Scheduling(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what this machine could not run: tests record it as the property ``not run``."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "not run":
                terminalreporter.line(f"not run here: {value}")


@pytest.fixture
def rng() -> random.Random:
    """Random numbers that differ in every run; the seed stands in the output of a failure."""
    seed = random.randrange(2**32)
    sys.stdout.write(f"random.Random({seed})\n")
    return random.Random(seed)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The engine's small course in a folder of its own, with the students' folder."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(COURSE.root, root, dirs_exist_ok=True)
    generate(Course(root).assignment(NAME), RUBRIC)
    return Course(root)


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """One zygote for all tests: starting it takes longer than most of them.

    It is started from an environment that holds a secret, ``AUTOGRADER_CANARY``.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_CANARY", "tweet")
        started = Zygote()
    with started:
        yield started


@pytest.fixture(scope="session", autouse=True)
def _shared_from_the_beginning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let fixtures that are made once, before what a test has of its own, use it as well."""
    with shared_zygote(lambda: request.getfixturevalue("zygote")):
        yield


@pytest.fixture(autouse=True)
def _shared_zygote(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let what starts a zygote of its own in this process use that one."""
    with shared_zygote(lambda: request.getfixturevalue("zygote")):
        yield


@pytest.fixture(scope="session")
def layers(zygote: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Layers:
    """The layers of isolation that there are on this machine; the tests print which."""
    secret = tmp_path_factory.mktemp("grader") / "secret"
    secret.write_text("tweet")
    isolation = find_isolation(zygote, [secret], Limits())
    sys.stdout.write(f"{isolation.describe()}\n")
    return isolation.layers


@pytest.fixture(scope="session")
def remembered(zygote: Zygote, layers: Layers) -> Iterator[Callable[[str], RunningReference]]:
    """Run the text of a reference, ``q1.py``, for all tests; of one seed it is asked once."""
    with ExitStack() as stack:

        @cache
        def remembered(text: str) -> RunningReference:
            reference = Reference({"q1.py": text.encode()}, b"")
            return stack.enter_context(
                RunningReference(zygote, reference, layers=layers, remember=True)
            )

        yield remembered


@pytest.fixture
def run_code(zygote: Zygote, layers: Layers) -> Iterator[Callable[..., Code]]:
    """Open a worker on source text, or on a table of files of which the first is imported."""
    with ExitStack() as stack:

        def run_code(
            sources: str | bytes | Mapping[str, str | bytes],
            *,
            limits: Limits | None = None,
            seconds: float = PLENTY,
            module: str = "",
            confined: Layers = layers,
        ) -> Code:
            files = sources if isinstance(sources, Mapping) else {"answer.py": sources}
            contents = [text.encode() if isinstance(text, str) else text for text in files.values()]
            name = module or next(iter(files)).removesuffix(".py").replace("/", ".")
            worker = stack.enter_context(Worker(zygote, limits or Limits(), confined))
            body = {"paths": list(files), "contents": contents}
            opened = worker.request("open", body, cpu_seconds=PLENTY)
            loaded = worker.request(
                "load", {"module": name}, cpu_seconds=seconds, wall_seconds=FOREVER
            )
            return Code(worker, name, opened, loaded)

        yield run_code


@pytest.fixture
def crowded() -> Iterator[Callable[[int], None]]:
    """Let a process share one processor with 15 others, however busy or idle the machine is."""
    before: dict[int, set[int]] = {}
    processor = {min(os.sched_getaffinity(0))}
    with ExitStack() as others:

        def crowded(pid: int) -> None:
            for _ in range(15):
                # In sessions of their own, since a kernel may share among these.
                command = ["sh", "-c", "while :; do :; done"]
                other = others.enter_context(subprocess.Popen(command, start_new_session=True))
                others.callback(other.kill)
                os.sched_setaffinity(other.pid, processor)
            before[pid] = os.sched_getaffinity(pid)
            os.sched_setaffinity(pid, processor)

        yield crowded
        for pid, processors in before.items():
            with suppress(ProcessLookupError):
                os.sched_setaffinity(pid, processors)


@pytest.fixture
def capped() -> Iterator[Callable[[int], list[str] | None]]:
    """Return the beginning of a command that has so many MiB of memory together with its children.

    It is a control group of its own; None where this machine lets nobody make one.
    """
    made: list[Path] = []

    def capped(megabytes: int) -> list[str] | None:
        for group in _groups(Path("/")):
            folder = group.folder / f"autograder-test-{os.getpid()}"
            try:
                folder.mkdir()
                made.append(folder)
                (folder / group.names.limits[0]).write_text(str(megabytes << 20))
            except OSError:
                continue
            swap = {"memory.memsw.limit_in_bytes": megabytes << 20, "memory.swap.max": 0}
            for name, limit in swap.items():
                if (folder / name).exists():
                    (folder / name).write_text(str(limit))
            return ["sh", "-c", f'echo $$ > "{folder}/cgroup.procs" && exec "$@"', "sh"]
        return None

    yield capped
    for folder in made:
        while (folder / "cgroup.procs").read_text():  # what was killed takes a moment to go
            os.sched_yield()
        folder.rmdir()


@pytest.fixture
def is_gone() -> Callable[[int], bool]:
    """Say whether a process ends (a zombie has); one that does not is given half a minute."""

    def is_gone(pid: int) -> bool:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            return True
        try:
            return bool(select.select([descriptor], [], [], 30)[0])
        finally:
            os.close(descriptor)

    return is_gone
