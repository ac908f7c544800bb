"""What the tests of `guest` share."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from typing import Any

import pytest

START = """
import ctypes, errno, json, os, signal, socket, sys
from autograder.guest import confinement, landlock, seccomp

libc = ctypes.CDLL(None, use_errno=True)

def error_of(attempt):
    try:
        attempt()
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error))

def syscall(number, *arguments):
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = libc.syscall(ctypes.c_long(number), *wide)
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result

def tell(value):
    sys.stdout.write(json.dumps(value))
    sys.stdout.flush()
"""


@pytest.fixture
def in_child() -> Callable[..., Any]:
    """Run a script in a process of its own, since what is given up there is given up for good.

    It has the modules of `guest` imported, and returns what the script passes to ``tell``.
    """

    def in_child(source: str, *arguments: object, before: tuple[str, ...] = ()) -> Any:
        script = START + textwrap.dedent(source)
        command = [*before, sys.executable, "-c", script, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return in_child
