"""Whatever a worker does, the grader gets a reply or the reason for none, and nothing is left."""

import json
import os
import select
import signal
import time

import numpy as np
import pytest
import torch

from autograder.sandbox.frames import MAX_HEADER, MAX_PAYLOAD
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.values import Handle, OracleName, Tensor
from autograder.sandbox.worker import Worker
from autograder.sandbox.worker_replies import Answer, Raised, Refused, Stopped, TraceFrame

# ------------------------------------------------------------------------- values and errors


def test_a_call_returns_the_functions_value(run_code):
    code = run_code("def f(x, y): return x - y")
    assert code.call("f", 5, 3) == Answer(2)


def test_importing_a_file_says_what_can_be_called_and_with_what(run_code):
    code = run_code("from math import pi\ndef f(x, *y, z=1): pass\nclass C: pass\nn = 3\n")
    assert code.loaded == Answer({"f": ["x", "y", "z"], "C": []})


def test_an_exception_comes_with_the_place_in_the_students_own_file(run_code):
    reply = run_code("import torch\n\ndef f(x):\n    return torch.ones(x) @ 3\n").call("f", 2)
    assert (reply.type_name, reply.out_of_memory) == ("TypeError", False)
    assert reply.frames == (TraceFrame("answer.py", 4, "f", "return torch.ones(x) @ 3"),)


def test_a_worker_goes_on_after_an_exception(run_code):
    code = run_code("count = 0\ndef f():\n global count\n count += 1\n return 1 / (count - 1)")
    assert isinstance(code.call("f"), Raised)
    assert code.call("f") == Answer(1.0)


@pytest.mark.parametrize("name", ["SystemExit", "KeyboardInterrupt", "GeneratorExit"])
def test_an_exception_that_would_end_a_program_is_an_error_like_any_other(run_code, name):
    code = run_code(f"def f(): raise {name}('bye')\ndef g(): return 1")
    reply = code.call("f")
    assert (reply.type_name, reply.text) == (name, "bye")
    assert code.call("g") == Answer(1)


def test_input_finds_nothing_and_says_so(run_code):
    code = run_code("def f():\n    return input('? ')\n")
    reply = code.call("f")
    assert reply.type_name == "EOFError"
    assert reply.frames == (TraceFrame("answer.py", 2, "f", "return input('? ')"),)


def test_what_is_printed_is_kept_apart_by_stream_even_after_the_end(run_code):
    source = "import os, sys\nprint('Σ')\nsys.stderr.write('e')\ndef f(): os._exit(0)"
    code = run_code(source)
    assert code.worker.output == ("Σ\n", "e")
    code.call("f")
    assert code.worker.output == ("Σ\n", "e")


def test_no_reply_overtakes_what_was_printed_before_it(run_code):
    code, printed = run_code("def f(n): print(n)"), ""
    for number in range(200):
        code.call("f", number)
        printed += f"{number}\n"
        assert code.worker.output[0] == printed


def test_output_is_kept_from_its_beginning(run_code):
    code = run_code("print('ab' * 1000)", limits=Limits(kept_output=5))
    assert code.worker.output == ("ababa", "")


def test_output_that_is_no_text_is_shown_as_far_as_it_is(run_code):
    code = run_code("import os\nos.write(1, b'a\\xffb')")
    assert code.worker.output[0] == "a\N{REPLACEMENT CHARACTER}b"


def test_printing_with_the_streams_closed_harms_nobody(run_code):
    code = run_code("import sys\nsys.stdout.close()\nsys.stderr = None\ndef f(): return 1")
    assert code.call("f") == Answer(1)


def test_the_default_dtype_is_what_the_call_says(run_code):
    code = run_code("import torch\ndef f(): return str(torch.ones(1).dtype)")
    assert code.call("f") == Answer("torch.float64")
    assert code.call("f", dtype="float32") == Answer("torch.float32")


def test_random_numbers_follow_from_the_seed_alone(run_code):
    source = """
import random, numpy as np, torch
def f(): return [random.random(), float(np.random.rand()), float(torch.rand(1))]
"""
    first, second = run_code(source), run_code(source)
    drawn = [first.call("f", seed=1).value, first.call("f", seed=1).value]
    drawn += [second.call("f", seed=1).value]
    assert drawn[0] == drawn[1] == drawn[2]
    other = first.call("f", seed=2).value
    assert all(one != two for one, two in zip(drawn[0], other, strict=True))


# ---------------------------------------------------------------------------------- handles

MODULE = """
import torch

class Layer(torch.nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = torch.nn.Parameter(weight.clone())
        self.frozen = torch.nn.Parameter(torch.ones(2), requires_grad=False)

    def forward(self, x):
        return torch.tanh(x @ self.weight) * self.frozen

    def scaled(self, factor):
        return self.weight * factor
"""


def oracle_of_layer(weight, x, cotangent):
    """The same layer in this process, by torch's own differentiation."""
    weight = torch.tensor(weight, requires_grad=True)
    x = torch.tensor(x, requires_grad=True)
    y = torch.tanh(x @ weight)
    y.backward(torch.tensor(cotangent))
    return y.detach().numpy(), weight.grad.numpy(), x.grad.numpy()


def test_a_module_is_made_called_differentiated_and_stepped_in_its_worker(run_code, rng):
    source = np.random.default_rng(rng.randrange(2**32))
    weight, x, cotangent = source.normal(size=(3, 2)), source.normal(size=(4, 3)), None
    cotangent = source.normal(size=(4, 2))
    output, weight_grad, x_grad = oracle_of_layer(weight, x, cotangent)
    code = run_code(MODULE)

    layer = code.call("Layer", Tensor.of(weight), keep=True).value
    assert layer == Handle(layer.number, "Layer")
    argument = code.call("Layer", Tensor.of(weight), keep=True).value  # another object
    assert argument.number != layer.number
    values = code.ask("parameters", handle=layer).value
    assert values["weight"].array().tolist() == weight.tolist()
    assert (values["weight"].requires_grad, values["frozen"].requires_grad) == (True, False)

    sent = code.worker.request(
        "value", {"handle": Tensor.of(x, requires_grad=True), "keep": True}, cpu_seconds=9
    ).value
    result = code.target({"handle": layer}, sent, keep=True).value
    assert np.allclose(code.ask("value", handle=result).value.array(), output, 1e-12, 0)
    assert code.ask("backward", handle=result, cotangent=Tensor.of(cotangent)) == Answer(None)
    of_input, of_layer = code.ask("gradients", handles=[sent, layer]).value
    assert np.allclose(of_input.array(), x_grad, 1e-12, 1e-15)
    assert np.allclose(of_layer["weight"].array(), weight_grad, 1e-12, 1e-15)
    assert of_layer["frozen"] is None

    assert code.ask("step", handle=layer, rate=0.25) == Answer(None)
    stepped = code.ask("parameters", handle=layer).value
    assert np.allclose(stepped["weight"].array(), weight - 0.25 * weight_grad, 1e-12, 1e-15)
    assert stepped["frozen"].array().tolist() == [1.0, 1.0]


def test_a_method_of_a_kept_object_can_be_called(run_code):
    code = run_code(MODULE)
    layer = code.call("Layer", Tensor.of([[2.0]]), keep=True).value
    value = code.target({"handle": layer, "name": "scaled"}, 1.5).value
    assert value.array().tolist() == [[3.0]]


def test_parameters_are_replaced_by_the_graders(run_code):
    code = run_code(MODULE)
    layer = code.call("Layer", Tensor.of([[2.0, 1.0]]), keep=True).value
    code.ask("assign", handle=layer, values={"frozen": Tensor.of([5.0, 7.0])})
    result = code.target({"handle": layer}, Tensor.of([[0.5]])).value.array()
    assert np.allclose(result, [[5 * np.tanh(1.0), 7 * np.tanh(0.5)]], 1e-14, 0)


def test_an_object_that_was_released_is_gone(run_code):
    code = run_code(MODULE)
    layer = code.call("Layer", Tensor.of([[2.0]]), keep=True).value
    assert code.ask("release", handles=[layer.number]) == Answer(None)
    assert code.ask("parameters", handle=layer).type_name == "KeyError"


# -------------------------------------------------------------------- questions to the grader


def test_a_worker_asks_the_grader_and_goes_on_with_the_answer(run_code):
    asked = []

    def double(number, table):
        asked.append((number, table))
        return [2 * number, Tensor.of([1.5])]

    code = run_code("def f(ask):\n a, t = ask(3, {'k': 1}); b, _ = ask(a, {})\n return b, t + 1")
    reply = code.call("f", OracleName("double"), oracles={"double": double})
    assert reply.value == (12, Tensor.of([2.5]))
    assert asked == [(3, {"k": 1}), (6, {})]


def test_a_refusal_becomes_the_students_value_error(run_code):
    def never(prefix):
        raise Refused(f"{prefix} has no <BOS>")

    source = "def f(ask):\n    return ask(3)\n"
    code = run_code(source + "def g(ask):\n try: ask(3)\n except ValueError: return 'caught'")
    reply = code.call("f", OracleName("never"), oracles={"never": never})
    assert (reply.type_name, reply.text) == ("ValueError", "3 has no <BOS>")
    assert [frame.line for frame in reply.frames] == [2]
    assert code.call("g", OracleName("never"), oracles={"never": never}) == Answer("caught")


def test_a_question_that_was_not_offered_ends_the_worker(run_code):
    code = run_code("def f(ask): return ask()")
    reply = code.call("f", OracleName("secret"), oracles={"model": lambda: 1})
    assert reply.reason == "protocol"


# ----------------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "sum(range(10**13))",
        "import signal\n for n in range(1, 65):\n  try: signal.signal(n, lambda *_: None)\n"
        "  except (OSError, ValueError): pass\n while True: pass",
        "while True:\n  try:\n   while True: pass\n  except BaseException: pass",
    ],
    ids=["python", "C", "signals ignored", "exceptions swallowed"],
)
def test_code_that_computes_for_ever_is_stopped(run_code, is_gone, body):
    code = run_code(f"import os\ndef pid(): return os.getpid()\ndef f():\n {body}")
    pid = code.call("pid").value
    reply = code.call("f", seconds=0.2)
    message = "the code was still running after 0.2 s of computing, the limit for this question"
    assert reply == Stopped("time", message)
    assert os.WTERMSIG(code.worker.exit.status) == signal.SIGKILL
    assert is_gone(pid)
    assert code.call("pid") == reply


def test_code_that_waits_for_ever_is_stopped_by_the_clock_on_the_wall(run_code):
    reply = run_code("import time\ndef f(): time.sleep(10**6)").call("f", seconds=0.05, wall=None)
    message = "the code was still running after 0.2 s, the limit for this question"
    assert reply == Stopped("time", message)


def test_a_wall_limit_of_its_own_replaces_the_multiple_of_the_cpu_limit(run_code):
    code = run_code("import time\ndef f(): time.sleep(10**6)")
    body = {"target": {"module": "answer", "name": "f"}, "arguments": [], "named": {}}
    reply = code.worker.request("call", body, cpu_seconds=1000, wall_seconds=0.125)
    assert reply.reason == "time"
    assert "after 0.125 s," in reply.message


def test_questions_without_end_are_stopped_too(run_code):
    unlimited = Limits(questions=10**9)
    code = run_code("def f(ask):\n while True: ask()", limits=unlimited)
    reply = code.call("f", OracleName("one"), seconds=0.2, oracles={"one": lambda: 1})
    assert reply.reason == "time"


def test_importing_has_a_limit(run_code):
    assert run_code("while True: pass", seconds=0.2).loaded.reason == "time"


@pytest.mark.parametrize(
    "body",
    ["bytearray(1 << 30)", "[0] * (1 << 28)", "torch.zeros(1 << 28)", "torch.ones(1 << 40)"],
)
def test_memory_beyond_the_limit_is_an_error_of_that_call(run_code, body):
    source = f"import torch\ndef f(): return len({body})\ndef g(): return 1"
    code = run_code(source, limits=Limits(memory=128 << 20))
    reply = code.call("f")
    assert isinstance(reply, Raised)
    assert reply.out_of_memory
    assert code.call("g") == Answer(1)


def test_memory_within_the_limit_is_there(run_code):
    source = "import torch\ndef f(): return len(torch.zeros(1 << 25, dtype=torch.uint8))"
    code = run_code(source, limits=Limits(memory=128 << 20))
    assert code.call("f") == Answer(1 << 25)


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_flood_of_output_is_stopped_and_its_beginning_kept(run_code, stream):
    source = f"import sys\ndef f():\n while True: sys.{stream}.write('flood ' * 1000)"
    code = run_code(source, limits=Limits(output=1 << 20, kept_output=3000))
    assert code.call("f") == Stopped("output", "the code printed too much and was stopped")
    kept = code.worker.output[stream == "stderr"]
    assert kept == "flood " * 500


def test_a_reply_of_more_than_anyone_needs_is_not_taken_in(run_code):
    code = run_code("import torch\ndef f(n): return torch.zeros(n, dtype=torch.uint8)")
    assert len(code.call("f", MAX_PAYLOAD).value.data) == MAX_PAYLOAD
    reply = code.call("f", MAX_PAYLOAD + 1)
    assert reply.reason == "protocol"
    assert "a reply of more than 64 MiB" in reply.message


# ------------------------------------------------------------------------------------- ends


@pytest.mark.parametrize(
    ("body", "reason", "message"),
    [
        ("os._exit(0)", "exited", "the code ended the whole process (exit status 0)"),
        ("os._exit(7)", "exited", "the code ended the whole process (exit status 7)"),
        ("os.abort()", "killed", "the process died (SIGABRT)"),
        ("ctypes.string_at(0)", "killed", "the process died (SIGSEGV)"),
        ("os.kill(os.getpid(), 9)", "killed", "the process died (SIGKILL)"),
        ("os.kill(os.getpid(), 40)", "killed", "the process died (signal 40)"),
    ],
)
def test_the_way_a_process_ended_is_told(run_code, body, reason, message):
    reply = run_code(f"import ctypes, os\ndef f(): {body}").call("f")
    assert reply.reason == reason
    assert message in reply.message


def test_a_process_that_ends_while_it_is_imported_is_told_too(run_code):
    assert run_code("import os\nos._exit(3)").loaded.reason == "exited"


def test_a_worker_that_closes_its_connection_is_killed(run_code):
    code = run_code("import os, time\ndef f():\n os.closerange(3, 100)\n time.sleep(10**6)")
    assert code.call("f").reason == "killed"
    assert code.worker.exit is not None


def test_a_closed_worker_is_dead_reaped_and_says_so(zygote, layers, is_gone):
    worker = Worker(zygote, Limits(), layers)
    pid = worker._process.pid
    with worker:
        assert worker.alive
    assert not worker.alive
    assert is_gone(pid)
    assert os.WTERMSIG(worker.exit.status) == signal.SIGKILL
    assert not os.path.exists(f"/proc/{pid}")
    assert worker.request("value", {"handle": 1}, cpu_seconds=1).reason == "closed"
    worker.close()


@pytest.mark.parametrize(
    "body",
    [
        "subprocess.Popen(['sleep', '1000000'])",
        "os.fork() or time.sleep(10**6)",
        "os.spawnlp(os.P_NOWAIT, 'sleep', 'sleep', '1000000')",
        "os.execv('/bin/true', ['true'])",
        "multiprocessing.Process(target=time.sleep, args=(10**6,)).start()",
    ],
)
def test_no_process_and_no_program_can_be_started(run_code, body):
    source = f"import multiprocessing, os, subprocess, time\ndef f(): return {body}"
    assert run_code(source).call("f").type_name == "PermissionError"


def test_a_thread_stands_still_between_two_requests(run_code):
    source = """
import threading, time
count = 0
def run():
    global count
    while True:
        count += 1
def f():
    threading.Thread(target=run, daemon=True).start()
def pause(): time.sleep(0.01)
"""
    code = run_code(source)
    code.call("f")
    path = f"/proc/{code.worker._process.pid}/stat"

    def stat():
        with open(path) as file:
            return file.read().split()

    while stat()[2] != "T":  # the kernel takes a moment to stop all threads
        os.sched_yield()
    before = stat()
    for _ in range(10**6):  # the grader is busy with something else
        pass
    assert stat()[13:15] == before[13:15]
    assert code.call("pause").value is None


# What could wake a process that is stopped: signals of timers, and its own.
WAKES = {
    "a timer that sends SIGCONT": """
event, timer = ctypes.create_string_buffer(64), ctypes.c_void_p()
struct.pack_into("=Qii", event, 0, 0, signal.SIGCONT, 0)
if libc.timer_create(1, event, ctypes.byref(timer)) == 0:
    libc.timer_settime(timer, 0, struct.pack("=4q", 0, 10**7, 0, 10**7), None)
""",
    "threads that send SIGCONT": """
def send():
    while True:
        libc.kill(os.getpid(), signal.SIGCONT)
for _ in range(4): threading.Thread(target=send, daemon=True).start()
""",
    "timers of its own time": """
for which, number in enumerate((signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF)):
    signal.signal(number, lambda *_: libc.kill(os.getpid(), signal.SIGCONT))
    signal.setitimer(which, 0.01, 0.01)
""",
    "the signals of a descriptor": """
import fcntl
reading, writing = os.pipe()
for command, value in ((fcntl.F_SETOWN, os.getpid()), (10, signal.SIGCONT)):
    try: fcntl.fcntl(reading, command, value)
    except OSError: pass
fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
os.write(writing, b"x")
""",
}


@pytest.mark.parametrize("source", WAKES.values(), ids=WAKES)
def test_nothing_wakes_a_worker_between_two_requests(run_code, source):
    """Ten times, since a stop that is undone at once may take effect now and then."""
    start = "import ctypes, os, signal, struct, threading, time\n"
    start += "libc = ctypes.CDLL(None, use_errno=True)\n"
    start += "signal.signal(signal.SIGCONT, lambda *_: None)\n"
    code = run_code(f"{start}{source}\ndef pause(): time.sleep(0.01)")

    def state():
        with open(f"/proc/{code.worker._process.pid}/stat") as file:
            return file.read().split()[2]

    for _ in range(10):
        assert code.call("pause") == Answer(None)
        patience = time.monotonic() + 5
        while state() != "T" and time.monotonic() < patience:  # all threads take a moment to stop
            time.sleep(0.001)
        for _ in range(100):
            time.sleep(0.001)
            assert state() == "T"


def test_what_was_written_quickly_is_seen_after_the_reply(run_code):
    """Writing it took less time than the grader leaves between two looks."""
    source = "def f(n):\n with open(str(n), 'wb') as file: file.write(bytes(1 << 20))"
    code = run_code(source, limits=Limits(folder_size=3 << 20))
    replies = [code.call("f", number) for number in range(4)]
    assert replies[:2] == [Answer(None)] * 2
    assert replies[-1] == Stopped("files", "the code wrote too much to files and was stopped")


def test_what_was_written_between_two_requests_is_seen_before_the_next(run_code):
    code = run_code("def f(): return 1", limits=Limits(folder_size=1 << 20))
    assert code.call("f") == Answer(1)
    with open(f"{code.worker._scratch.path}/file", "wb") as file:
        file.write(bytes(2 << 20))
    assert code.call("f").reason == "files"


def test_a_worker_that_reads_its_own_output_is_stopped_by_its_limits_only(run_code):
    source = """
import os
def f():
    steal = os.open("/proc/self/fd/1", os.O_RDONLY | os.O_NONBLOCK)
    for _ in range(20000):
        os.write(1, b"x")
        try:
            os.read(steal, 1)
        except BlockingIOError:
            pass
    return "done"
"""
    code = run_code(source, confined=Layers())
    assert code.call("f") == Answer("done")
    # The code was quicker: nothing is there although something was announced.
    assert code.worker._collect(code.worker._process.output)


def test_questions_are_counted(run_code):
    code = run_code("def f(ask, n): return [ask() for _ in range(n)]", limits=Limits(questions=3))
    oracles = {"one": lambda: 1}
    assert code.call("f", OracleName("one"), 3, oracles=oracles) == Answer([1, 1, 1])
    reply = code.call("f", OracleName("one"), 4, oracles=oracles)
    assert reply == Stopped("questions", "the code asked more than 3 times")


def test_a_worker_that_is_killed_while_it_is_idle_is_seen_to_be_gone(run_code):
    code = run_code("def f(): return 1")
    assert code.worker.alive
    assert code.worker.resident > 1 << 20
    os.kill(code.worker._process.pid, signal.SIGKILL)
    assert select.select([code.worker._process.pidfd], [], [], 30)[0]
    assert not code.worker.alive
    assert code.worker.killed
    assert code.worker.resident == 0
    assert code.call("f") == Stopped("killed", "the process died (SIGKILL)")


@pytest.mark.parametrize("body", ["os._exit(0)", "os.abort()", "while True: pass"])
def test_other_ends_are_not_taken_for_that(run_code, body):
    code = run_code(f"import os\ndef f():\n {body}")
    assert not code.worker.killed
    assert isinstance(code.call("f", seconds=0.2), Stopped)
    assert not code.worker.killed


def test_fifty_workers_leave_no_descriptor_behind(zygote, layers):
    def descriptors():
        return len(os.listdir("/proc/self/fd"))

    before = descriptors(), len(os.listdir(f"/proc/{zygote.pid}/fd"))
    for index in range(50):
        with Worker(zygote, Limits(), layers) as worker:
            if index % 5 == 0:  # those that die by themselves are cleaned up elsewhere
                code = {"paths": ["q.py"], "contents": [b"import os\nos._exit(1)"]}
                worker.request("open", code, cpu_seconds=9)
                assert worker.request("load", {"module": "q"}, cpu_seconds=9).reason == "exited"
    assert (descriptors(), len(os.listdir(f"/proc/{zygote.pid}/fd"))) == before


# --------------------------------------------------------------------- lies on the connection

FORGE = """
import json, os, stat, time

def connection():
    for name in os.listdir("/proc/self/fd"):
        try:
            if int(name) > 2 and stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                return int(name)
        except OSError:
            pass

def send(data):
    os.write(connection(), bytes(data))
    time.sleep(10**6)

def flood():
    fd = connection()
    while True:
        os.write(fd, b"x" * 100000)
"""


def framed(header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(4, "big") + text + data


ERROR = {"type": "E", "text": "", "frames": [], "memory": False}
FRAME = {"file": "f", "line": 1, "function": "", "source": ""}
# Requests are numbered: opening the files, importing, this call.
FORGED = {
    "garbage": b"garbage garbage garbage",
    "a huge length": b"\xff\xff\xff\xff",
    "another request's id": framed({"id": 2, "kind": "value", "value": 1, "blobs": []}),
    "an id that is a text": framed({"id": "3", "kind": "value", "value": 1, "blobs": []}),
    "no id": framed({"kind": "value", "value": 1, "blobs": []}),
    "no kind": framed({"id": 3, "value": 1, "blobs": []}),
    "no value": framed({"id": 3, "kind": "value", "blobs": []}),
    "a malformed value": framed({"id": 3, "kind": "value", "value": {"x": 1}, "blobs": []}),
    "a tensor without data": framed(
        {"id": 3, "kind": "value", "value": {"tensor": "bool", "shape": [1]}, "blobs": []}
    ),
    "data that nothing speaks of": framed(
        {"id": 3, "kind": "value", "value": 1, "blobs": [1]}, b"x"
    ),
    "an error that is none": framed({"id": 3, "kind": "error", "error": "E", "blobs": []}),
    "an error without frames": framed(
        {"id": 3, "kind": "error", "error": {**ERROR, "frames": 0}, "blobs": []}
    ),
    "an error of a thousand frames": framed(
        {"id": 3, "kind": "error", "error": {**ERROR, "frames": [FRAME] * 1000}, "blobs": []}
    ),
    "a frame that is none": framed(
        {"id": 3, "kind": "error", "error": {**ERROR, "frames": [1]}, "blobs": []}
    ),
    "a frame without a line": framed(
        {"id": 3, "kind": "error", "error": {**ERROR, "frames": [{"file": "f"}]}, "blobs": []}
    ),
    "a line that is a text": framed(
        {"id": 3, "kind": "error", "error": {**ERROR, "frames": [{**FRAME, "line": "1"}]},
         "blobs": []}
    ),
    "a type that is a list": framed(
        {"id": 3, "kind": "error", "error": {**ERROR, "type": []}, "blobs": []}
    ),
    "a text without end": framed(
        {"id": 3, "kind": "error", "error": {**ERROR, "text": "x" * 5001}, "blobs": []}
    ),
    "a question that was not offered": framed(
        {"id": 3, "kind": "ask", "oracle": "secret", "arguments": [], "blobs": []}
    ),
    "a question without arguments": framed({"id": 3, "kind": "ask", "oracle": "one", "blobs": []}),
    "a question whose arguments are malformed": framed(
        {"id": 3, "kind": "ask", "oracle": "one", "arguments": [1.5], "blobs": []}
    ),
    "a question whose name is a list": framed(
        {"id": 3, "kind": "ask", "oracle": ["one"], "arguments": [], "blobs": []}
    ),
    "more than one thing": framed({"id": 3, "kind": "value", "value": 1, "blobs": []}) * 2,
}  # fmt: skip


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED)
def test_what_is_no_reply_ends_the_worker(run_code, data):
    code = run_code(FORGE)
    reply = code.call("send", list(data), oracles={"one": lambda: 1})
    assert reply.reason == "protocol"
    assert reply.message.startswith("the code's reply could not be read: ")
    assert not code.worker.alive


def test_a_flood_on_the_connection_ends_the_worker(run_code):
    assert run_code(FORGE).call("flood").reason == "protocol"


def test_a_reply_that_never_becomes_complete_ends_with_the_time(run_code):
    data = framed({"id": 3, "kind": "value", "value": 1, "blobs": [MAX_HEADER]}, b"drip")
    assert run_code(FORGE).call("send", list(data), seconds=0.05, wall=None).reason == "time"


def test_a_forger_chooses_no_more_than_his_own_answer(run_code):
    code = run_code(FORGE.replace("time.sleep(10**6)", "pass"))
    data = framed({"id": 3, "kind": "value", "value": 42, "blobs": []})
    first = code.call("send", list(data))
    assert first == Answer(42) or first.reason == "protocol"
    assert code.call("connection").reason == "protocol"
