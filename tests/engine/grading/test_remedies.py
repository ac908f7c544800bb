"""What the grader does not allow reads as such, and says what to do instead."""

import platform

import pytest

from autograder.grading import remedies
from autograder.grading.remedies import remedy
from autograder.sandbox.limits import Limits
from autograder.verdict import State

#: What a function does, and what helps. All of it is really tried, in a confined worker.
REFUSED = {
    "import multiprocessing as m\n with m.Pool(2) as p: return p.map(abs, [2])": "_PROCESSES",
    "import multiprocessing as m\n m.Process(target=print).start()": "_PROCESSES",
    "from torch.multiprocessing import Queue\n Queue()": "_PROCESSES",
    "import multiprocessing as m\n m.Manager()": "_PROCESSES",
    "from concurrent.futures import ProcessPoolExecutor as P\n"
    " with P(2) as p: return list(p.map(abs, [2]))": "_PROCESSES",
    "from torch.utils.data import DataLoader\n return list(DataLoader([1, 2], num_workers=2))":
        "_PROCESSES",
    "from multiprocessing.shared_memory import SharedMemory\n SharedMemory(create=True, size=9)":
        "_PROCESSES",
    "import os\n os.fork()": "_PROGRAMS",
    "import os\n os.execv('/bin/ls', ['ls'])": "_PROGRAMS",
    "import os\n return os.popen('ls').read()": "_PROGRAMS",
    "import subprocess\n subprocess.run(['ls'], check=True)": "_PROGRAMS",
    "import subprocess\n subprocess.check_output('nvidia-smi', shell=True)": "_PROGRAMS",
    "import asyncio\n asyncio.run(asyncio.create_subprocess_shell('ls'))": "_PROGRAMS",
    "import os\n assert os.system('ls') == 0": "_PROGRAMS",
    "import os\n if os.system('ls'): raise RuntimeError('ls'); os.system('')": "_PROGRAMS",
    "import socket\n socket.socket()": "_NETWORK",
    "import socket\n socket.create_connection(('1.1.1.1', 80), 2)": "_NETWORK",
    "import socket\n return socket.gethostbyname('example.com')": "_NETWORK",
    "import urllib.request as u\n return u.urlopen('http://example.com').read()": "_NETWORK",
    "import urllib.request as u\n return u.urlopen('http://1.1.1.1').read()": "_NETWORK",
    "import http.client as h\n h.HTTPConnection('1.1.1.1').request('GET', '/')": "_NETWORK",
    "import torch\n torch.hub.load('pytorch/vision', 'resnet18')": "_NETWORK",
    "return open('data.csv').read()": "_DATA",
    "import numpy as np\n return np.loadtxt('data.csv')": "_DATA",
    "import numpy as np\n return np.load('data.npy')": "_DATA",
    "import torch\n return torch.load('model.pt')": "_DATA",
    "import os\n return os.listdir('data')": "_DATA",
    "from pathlib import Path\n return Path(__file__).read_text()": "_DATA",
    "import json\n return json.load(open('/home/me/data.json'))": "_DATA",
    "open('/out.txt', 'w')": "_PLACES",
    "import os\n os.mkdir('/usr/out')": "_PLACES",
    "return input('n? ')": "_INPUT",
    "import os\n os.kill(1, 0)": "_FORBIDDEN",
    "import torch, scipy\n return torch.exp(scipy.pi)": "_MISSING",
    "import torch, scipy\n return torch.nn.Linear(scipy.pi, 2)": "_MISSING",
    "import torch, scipy\n return torch.zeros(2, dtype=scipy.float32)": "_MISSING",
    "import importlib\n return importlib.__import__('matplotlib').f()": "_NO_MODULE",
    "import importlib\n return importlib.import_module('torch.nothing').f()": "_NO_MODULE",
    "import pkgutil\n return pkgutil.resolve_name('matplotlib:f')": "_NO_MODULE",
    "import runpy\n return runpy.run_module('matplotlib')": "_NO_MODULE",
    "exit()": "_EXIT",
    "import sys\n sys.exit(0)": "_EXIT",
}  # fmt: skip


@pytest.mark.parametrize("body", REFUSED)
def test_what_the_sandbox_refuses_says_what_to_do_instead(graded, body):
    verdict = graded(f"def two():\n {body}\ndef add(x, y): return 2").line()
    assert (verdict.share, verdict.state) == (0, State.FAILED)
    expected = getattr(remedies, REFUSED[body])
    assert verdict.message.endswith(f"\n{expected}"), verdict.message
    assert "q1.py, line " in verdict.message


def test_what_the_sandbox_allows_still_runs(graded):
    """One process, threads, a file of its own: nothing of that is refused."""
    source = """
import multiprocessing, socket, subprocess, torch, os
from concurrent.futures import ThreadPoolExecutor
from torch.utils.data import DataLoader
def two():
    os.system("clear")
    with open("made.txt", "w") as file: file.write("2")
    with ThreadPoolExecutor(2) as pool: return list(pool.map(int, open("made.txt")))[0]
"""
    assert graded(source).line().state is State.PASSED


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        ("exit()", "_EXIT"),
        ("print(2)\nquit()", "_EXIT"),
        ("import sys\nsys.exit('done')", "_EXIT"),
        ("raise SystemExit", "_EXIT"),
        ("!pip install numpy", "_NOTEBOOK"),
        ("import torch\n\n%matplotlib inline\n", "_NOTEBOOK"),
        ("%%time\nx = 1", "_NOTEBOOK"),
        ("if True:\n    !ls\n", "_NOTEBOOK"),
        ("pip install torch", "_NOTEBOOK"),
        ("import torch\ntorch.ones?\n", "_NOTEBOOK"),
        ("import torch\n?torch.ones\n", "_NOTEBOOK"),
        ("n = input()", "_INPUT"),
        ("DATA = open('data.csv').read()", "_DATA"),
    ],
)
def test_a_file_that_cannot_be_imported_says_what_to_do(graded, source, remedy):
    verdict = graded(f"{source}\ndef two(): return 2\n").line()
    assert verdict.share == 0
    assert getattr(remedies, remedy) in verdict.message, verdict.message


@pytest.mark.parametrize(
    ("statement", "instead"),
    [
        ("from .helper import n", "from helper import n"),
        ("from . import helper", "import helper"),
        ("from ..lib.a import (b,  # two", "from lib.a import (b,  # two"),
    ],
)
def test_a_relative_import_says_how_to_write_it(graded, statement, instead):
    closed = ")" if "(" in statement else ""
    files = {"q1.py": f"{statement}\n{closed}\ndef two(): return 2", "helper.py": "n = 2"}
    message = graded(files).line().message
    assert message.endswith(
        f"Your files are no package, and are imported by their names: write `{instead}`."
    )


@pytest.mark.parametrize("name", ["get_ipython", "display"])
def test_a_name_that_only_a_notebook_has_is_named(graded, name):
    verdict = graded(f"{name}().magic('time')\ndef two(): return 2").line()
    assert verdict.message.endswith(f"Only a notebook has `{name}`: take the line away.")


@pytest.mark.parametrize(
    ("source", "limits", "state"),
    [
        ("while True: pass", Limits(), State.TIMED_OUT),
        ("while True: print('x' * 10**5)", Limits(output=10**5), State.FAILED),
        ("open('x', 'w').write('x' * 2 * 10**6)", Limits(folder_size=10**6), State.FAILED),
    ],
    ids=["time", "output", "files"],
)
def test_a_limit_of_import_time_says_what_belongs_elsewhere(graded, source, limits, state):
    verdict = graded(f"{source}\ndef two(): return 2", limits=limits, pace=0.2).line()
    assert verdict.state is state
    assert verdict.message.endswith(f"\n{remedies.LIMITS_OF_AN_IMPORT}")


@pytest.mark.parametrize(
    ("type_name", "text", "libraries", "source"),
    [
        ("SyntaxError", "invalid syntax", (), "x = = 1"),
        ("SyntaxError", "invalid syntax", (), "x = 5 % % 3"),
        ("NameError", "name 'x' is not defined", (), "x"),
        ("ImportError", "cannot import name 'x' from 'torch'", (), "from torch import x"),
        ("ValueError", "not found", ("multiprocessing",), "Pool()"),
        ("RuntimeError", "shapes", ("torch",), "a @ b"),
        ("OSError", "[Errno 22] Invalid argument", (), "f()"),
        ("ValueError", "singular", (), "solve(system(x))"),
        ("EOFError", "Ran out of input", ("pickle",), "load()"),
    ],
)
def test_other_exceptions_have_no_remedy(type_name, text, libraries, source):
    assert remedy(type_name, text, libraries=libraries, source=source) == ""


# ------------------------------------------------------------------- a package that is not there


def test_an_unused_import_costs_no_points_and_a_used_one_its_own_line(graded):
    head = "import matplotlib.pyplot as plt\nfrom scipy.special import softmax\n"
    assert graded(f"{head}def two(): return 2\n").line().state is State.PASSED
    used = graded(f"{head}def two(): return softmax([2])\n").line()
    assert (used.share, used.message) == (
        0,
        "`two` raised an exception.\n> ModuleNotFoundError: No module named 'scipy': you may use "
        "your own files, the standard library and notation, numpy,\n> sympy and torch\n"
        ">   q1.py, line 3, in two:\n>     def two(): return softmax([2])",
    )


@pytest.mark.parametrize(
    "used",
    ["__import__('scipy')", "__import__('scipy.special', fromlist=['softmax']).softmax([2])",
     "importlib.import_module('scipy').f()", "importlib.import_module('scipy.special').f()",
     "list(map(__import__, ['scipy']))", "eval('__import__(\"scipy\")')"],
)  # fmt: skip
def test_a_package_that_is_asked_for_by_a_call_says_the_same(graded, used):
    message = graded(f"import importlib\ndef two(): return {used}").line().message
    assert "> ModuleNotFoundError: No module named 'scipy': you may use your own files" in message
    assert ">   q1.py, line 2, in two:" in message


@pytest.mark.parametrize("answer", ["scipy.two", "[scipy.two]", "scipy", "MADE", "scipy.two.value"])
def test_a_stand_in_earns_nothing(graded, answer):
    verdict = graded(f"import scipy\nMADE = scipy.f(2)\ndef two(): return {answer}").line()
    assert verdict.share == 0
    assert "No module named 'scipy': you may use" in verdict.message


# ------------------------------------------------------------------------- a later Python's syntax


def test_what_a_later_python_reads_says_which_one_and_which_one_runs(graded):
    """Whatever this suite runs on, it is before 3.14, and says so."""
    verdict = graded("try: pass\nexcept ValueError, TypeError: pass\ndef two(): return 2").line()
    assert verdict.share == 0
    assert (
        "Python 3.14 and later read this (several types after `except`, PEP 758); the grader runs "
        f"Python {platform.python_version()}. Put them in parentheses, as in"
    ) in verdict.message


def test_a_helper_of_a_later_python_says_so_too(graded):
    helper = "try: pass\nexcept ValueError, TypeError: pass\n"
    for source in ("import helper\ndef two(): return 2", "def two():\n import helper\n return 2"):
        message = graded({"q1.py": source, "helper.py": helper}).line().message
        assert "helper.py, line 2" in message
        assert "Python 3.14 and later read this" in message


def test_what_no_python_reads_does_not_say_that_one_does(graded):
    assert "later" not in graded("x = = 1\ndef two(): return 2").line().message
