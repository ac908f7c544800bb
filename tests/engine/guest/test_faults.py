"""An exception is described by what, where and in which line of the student's own."""

import pytest

from autograder.sandbox.worker_replies import Answer, TraceFrame


def test_only_the_students_own_frames_are_told(run_code):
    question = "import helper\n\ndef f(x):\n    return helper.g(x)\n"
    helper = "import numpy as np\ndef g(x):\n    return np.linalg.inv(x)\n"
    code = run_code({"q1.py": question, "helper.py": helper})
    reply = code.call("f", 3)
    assert reply.type_name == "LinAlgError"
    assert reply.frames == (
        TraceFrame("q1.py", 4, "f", "return helper.g(x)"),
        TraceFrame("helper.py", 3, "g", "return np.linalg.inv(x)"),
    )


def test_a_wrong_number_of_arguments_is_no_line_of_the_students(run_code):
    reply = run_code("def f(x): pass").call("f", 1, 2)
    assert (reply.type_name, reply.frames) == ("TypeError", ())


def test_of_a_deep_recursion_the_first_frame_and_the_last_eight_are_told(run_code):
    source = "def f(n):\n    return f(n - 1) if n else leaf()\ndef leaf():\n    1 / 0\n"
    reply = run_code(f"{source}def g():\n    return f(500)").call("g")
    assert [frame.function for frame in reply.frames] == ["g", *["f"] * 7, "leaf"]


def test_a_recursion_without_end_is_an_error_of_few_frames(run_code):
    reply = run_code("def f(n):\n    return f(n + 1)\ndef g():\n    return f(0)").call("g")
    assert reply.type_name == "RecursionError"
    assert len(reply.frames) == 9


def test_a_long_text_is_cut(run_code):
    reply = run_code("def f(): raise ValueError('x' * 10**7)").call("f")
    assert reply.text == "x" * 2000


def test_long_names_and_lines_are_cut(run_code):
    name = "f" * 1000
    reply = run_code(f"def {name}(): raise ValueError  # {'x' * 9000}").call(name)
    assert reply.frames[0].function == "f" * 200
    assert len(reply.frames[0].source) == 300
    assert run_code(f"class {name}(Exception): pass\ndef g(): raise {name}").call(
        "g"
    ).type_name == ("f" * 200)


@pytest.mark.parametrize("raised", ["Evil()", "SystemExit(Evil())"])
def test_an_exception_whose_text_cannot_be_read_is_still_told(run_code, raised):
    code = run_code(f"class Evil(Exception):\n def __str__(self): raise SystemExit\n"
                    f"def f(): raise {raised}\ndef g(): return 1")  # fmt: skip
    reply = code.call("f")
    assert reply.text == "(its text could not be read: SystemExit)"
    assert code.call("g") == Answer(1)


def test_a_text_that_is_no_valid_unicode_costs_nothing_else(run_code):
    code = run_code("def f(): raise ValueError('a\\ud800b')\ndef g(): return 1")
    reply = code.call("f")
    assert reply.type_name == "ValueError"
    assert reply.text == "a?b"
    assert code.call("g") == Answer(1)


@pytest.mark.parametrize(
    ("body", "memory"),
    [
        ("raise MemoryError", True),
        ("import torch; torch.empty(1 << 50)", True),
        ("raise ValueError('a memory of mine')", False),
    ],
)
def test_running_out_of_memory_is_told_apart(run_code, body, memory):
    assert run_code(f"def f():\n {body}").call("f").out_of_memory == memory


def test_a_syntax_error_that_is_raised_at_run_time_does_not_pretend_to_a_place(run_code):
    reply = run_code("def f(): compile('x = = 1', 'elsewhere.py', 'exec')").call("f")
    assert reply.type_name == "SyntaxError"
    assert [frame.file for frame in reply.frames] == ["answer.py"]


def test_an_error_that_cannot_even_be_described_ends_the_worker_only(run_code):
    code = run_code("""
class Evil(SyntaxError):
    @property
    def filename(self): raise RuntimeError
def f(): raise Evil("x")
""")
    assert code.call("f").reason == "exited"


@pytest.mark.parametrize(
    ("error", "is_memory"),
    [
        ("MemoryError()", True),
        ("torch.cuda.OutOfMemoryError('CUDA out of memory. Tried to allocate 2 GiB.')", True),
        ("RuntimeError('CUDA error: out of memory')", True),
        (
            "RuntimeError('CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate`')",
            True,
        ),
        ("RuntimeError('CUDA error: device-side assert triggered')", False),
    ],
)
def test_running_out_of_memory_is_told_from_other_errors_on_a_gpu_too(run_code, error, is_memory):
    assert run_code(f"import torch\ndef f(): raise {error}").call("f").out_of_memory is is_memory
