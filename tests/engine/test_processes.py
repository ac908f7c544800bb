"""Texts handled by processes that can be stopped."""

import itertools
import multiprocessing
import os
import signal
import threading

import pytest

from autograder.processes import Lost, Means
from autograder.processes import answers as answers_of
from autograder.sandbox.users import seen_as

MEMORY = 1 << 28
MUCH = 2 * MEMORY


def act(text):
    """Do what the text says, and answer with the process's id where it is asked for."""
    if text == "loop in C":
        return str(sum(range(10**15)))
    if text == "loop":
        while True:
            pass
    if text == "wait":
        signal.pause()
    if text == "much memory":
        return str(len(bytearray(MUCH)))
    if text == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "exit":
        os._exit(3)
    if text.startswith("outlive"):
        with seen_as(12345):  # the kernel forgets then what it was asked to do
            os.write(int(text.split()[1]), str(os.getpid()).encode())
        os.kill(os.getppid(), signal.SIGKILL)
        while True:
            signal.pause()
    if text == "pid":
        return str(os.getpid())
    if text == "wait for Ctrl-C":
        os.kill(os.getppid(), signal.SIGINT)
        signal.pause()
    return text.upper()


def stream_of(texts, *, jobs=2, timeout=20.0, ordered=True):
    means = Means(jobs=jobs, timeout=timeout, memory=MEMORY, doing="compared")
    return answers_of(act, texts, means, ordered=ordered)


def answers(texts, **options):
    return list(stream_of(texts, **options))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_answers_come_in_the_order_of_the_texts(jobs):
    texts = [f"text {i}" for i in range(300)]
    assert answers(texts, jobs=jobs) == [text.upper() for text in texts]


def test_without_texts_there_are_no_answers():
    assert answers([]) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("loop", "no decision within 0.5 s"),
        ("loop in C", "no decision within 0.5 s"),
        ("much memory", "no decision within 256 MB of memory"),
        ("killed", "the process that compared was ended by SIGKILL"),
        ("exit", "the process that compared failed; standard error says how"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_text_that_ends_its_process_is_lost_and_the_rest_goes_on(text, reason, jobs):
    texts = ["a", text, "b", text, "c"]
    lost = Lost(text, reason)
    assert answers(texts, jobs=jobs, timeout=0.5) == ["A", lost, "B", lost, "C"]


def test_the_limit_is_for_each_text_anew():
    ids = answers(["pid"] * 50, jobs=1, timeout=0.5)
    assert len(set(ids)) == 1


def test_a_process_is_used_again_until_it_is_lost():
    first, _, second = answers(["pid", "exit", "pid"], jobs=1)
    assert first != second


def test_a_process_that_is_killed_from_outside_costs_one_text_at_most():
    stream = stream_of(["first", "a", "b"], jobs=1, timeout=20)
    next(stream)
    (process,) = multiprocessing.active_children()
    process.kill()
    process.join()
    a, b = stream
    assert a in ("A", Lost("a", "the process that compared was ended by SIGKILL"))
    assert b == "B"


def test_texts_are_read_only_a_little_ahead_of_the_first_without_an_answer():
    read = itertools.count()
    texts = ("loop" if next(read) == 0 else "a" for _ in range(10**9))
    stream = stream_of(texts, jobs=2, timeout=0.5)
    assert next(stream) == Lost("loop", "no decision within 0.5 s")
    stream.close()
    assert next(read) <= 2 * 32 + 1


def test_with_one_process_nothing_is_read_before_the_last_answer_was_taken():
    """A program that sends a line and waits for the verdict before it sends the next gets it."""
    taken = []

    def texts():
        for sent in range(3):
            assert len(taken) == sent
            yield "a"

    for outcome in stream_of(texts(), jobs=1, timeout=20):
        taken.append(outcome)
    assert taken == ["A", "A", "A"]


def test_no_process_is_left_behind_when_the_reader_stops():
    stream = stream_of(itertools.repeat("a"), jobs=2, timeout=20)
    next(stream)
    assert len(multiprocessing.active_children()) == 2
    stream.close()
    assert multiprocessing.active_children() == []


def test_ctrl_c_ends_the_run_and_its_processes():
    stream = stream_of(["a", "wait for Ctrl-C"], jobs=2, timeout=60)
    with pytest.raises(KeyboardInterrupt):
        list(stream)
    assert multiprocessing.active_children() == []


def test_text_that_is_no_unicode_passes_unchanged():
    assert answers(["\udcff"]) == ["\udcff"]


def test_no_thread_is_left_or_needed():
    answers(["a"])
    assert threading.active_count() == 1


def test_without_order_an_answer_comes_when_it_is_ready():
    def texts():
        yield "wait"  # until its time is over
        yield from "ab"

    stream = stream_of(texts(), jobs=2, timeout=5.0, ordered=False)
    assert list(stream) == ["A", "B", Lost("wait", "no decision within 5 s")]


def test_without_limits_a_process_has_those_of_its_own():
    stream = answers_of(act, ["much memory", "killed"], Means(jobs=1, doing="graded"))
    much, killed = stream
    assert much == str(MUCH)
    assert killed == Lost("killed", "the process that graded was ended by SIGKILL")


def test_no_process_outlives_the_one_that_has_started_it(is_gone):
    reading, writing = os.pipe()
    parent = os.fork()
    if parent == 0:
        list(stream_of([f"outlive {writing}"], jobs=1, timeout=600))
    os.close(writing)
    _, status = os.waitpid(parent, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert is_gone(int(os.read(reading, 100)))
    os.close(reading)
