"""A busy machine takes no time from a worker that would run if it could."""

import os
import subprocess

from autograder.sandbox.deadline import Deadline, Queues
from autograder.sandbox.worker_replies import Answer

#: Whether this kernel tells how long a thread has waited; where it does not, nobody has.
WAITS_ARE_TOLD = os.path.exists("/proc/self/schedstat")

SOURCE = """
import os, time
def pid(): return os.getpid()
def compute(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
    return 1
def sleep(): time.sleep(10**6)
def spin():
    import hashlib, threading  # what it computes does not hold the interpreter's lock
    work = ("sha256", b"", b"", 10**9)
    threads = [threading.Thread(target=hashlib.pbkdf2_hmac, args=work) for _ in range(6)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_code_that_waits_for_a_processor_is_not_charged_for_it(run_code, crowded):
    """It computes for 0.2 s, and 16 share a processor: the wall limit passes before it is done."""
    code = run_code(SOURCE)
    crowded(code.call("pid").value)
    reply = code.call("compute", 0.2, wall=1.0)
    if WAITS_ARE_TOLD:
        assert reply == Answer(1) or reply.reason == "starved"
        assert code.worker.charged < 1


def test_code_that_gets_no_processor_in_any_time_is_starved(run_code, crowded):
    code = run_code(SOURCE)
    crowded(code.call("pid").value)
    reply = code.call("compute", 10**6, wall=0.5)
    if WAITS_ARE_TOLD:
        assert reply.reason == "starved"
        assert "of which it has waited" in reply.message


def test_code_that_sleeps_is_charged_on_a_busy_machine_too(run_code, crowded):
    code = run_code(SOURCE)
    crowded(code.call("pid").value)
    assert code.call("sleep", wall=0.5).reason == "time"


def test_code_that_crowds_the_processor_itself_is_charged(run_code):
    """Most of its threads wait all the time, and it is the code that keeps them waiting."""
    code = run_code(SOURCE)
    pid = code.call("pid").value
    os.sched_setaffinity(pid, {min(os.sched_getaffinity(0))})
    reply = code.call("spin", seconds=10**6, wall=0.5)
    # Otherwise it has not had half a processor: 0.25 s in all, and what it took to start.
    assert reply.reason == "time" or code.worker.exit.cpu < 0.5


def test_a_worker_that_has_ended_is_charged_nothing(run_code):
    code = run_code(SOURCE)
    assert code.call("sleep", wall=0.2).reason == "time"
    assert code.worker.charged >= 0.2
    assert code.call("pid").reason == "time"
    assert code.worker.charged == 0


def test_a_process_that_is_gone_has_waited_for_nothing():
    process = subprocess.Popen(["true"])
    deadline = Deadline(Queues(process.pid), 1000, 1000)
    process.wait()
    assert deadline.patience() > 0
    assert deadline.used() >= 0
    assert deadline.charged() >= 0
