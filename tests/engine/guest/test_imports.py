"""What is imported is there, or is said not to be, by whoever asks and in the way they ask."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.guest import imports
from autograder.sandbox.worker_replies import Answer, Raised, TraceFrame

# ----------------------------------------------------------------- imports that may well fail


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    import scipy\nexcept ImportError:\n    scipy = None",
        "try:\n    import scipy\nexcept:\n    scipy = None",
        "try:\n    from scipy import special as scipy\nexcept (ValueError, ModuleNotFoundError):\n"
        "    scipy = None",
        "try:\n    from scipy import *\n    scipy = 1\nexcept Exception as e:\n    scipy = None",
        "try:\n    if True:\n        for _ in range(2):\n            import scipy\n"
        "except ImportError:\n    scipy = None\nelse:\n    scipy.f()",
        "import contextlib\nscipy = None\nwith contextlib.suppress(ImportError):\n    import scipy",
        "from contextlib import suppress\nscipy = None\nwith suppress(ValueError, Exception):\n"
        "    import scipy",
        "def load():\n    import scipy\n    return scipy\n"
        "try:\n    scipy = load()\nexcept ImportError:\n    scipy = None",
        "class A:\n    try:\n        import scipy as s\n    except ImportError:\n        s = None\n"
        "scipy = A.s",
        "try:\n    class A:\n        import scipy as s\nexcept ImportError:\n    scipy = None",
        "import importlib\ntry:\n    scipy = importlib.import_module('scipy')\n"
        "except ImportError:\n    scipy = None",
        "try:\n    scipy = __import__('scipy')\nexcept ImportError:\n    scipy = None",
        "try:\n    exec('import scipy')\nexcept ImportError:\n    scipy = None",
        "try:\n    import other\nexcept ImportError:\n    scipy = None",
        "import importlib.util\nscipy = importlib.util.find_spec('scipy')",
        "import importlib.util\nscipy = None\nif importlib.util.find_spec('scipy') is not None:\n"
        "    import scipy",
        "import importlib.util\nscipy = importlib.util.find_spec('pytest') or "
        "importlib.util.find_spec('autograder')",
        "import sys\nimport scipy\nscipy = sys.modules.get('scipy')",
        "import typing\nscipy = None\nif typing.TYPE_CHECKING:\n    import scipy",
    ],
)  # fmt: skip
def test_code_that_is_prepared_for_a_missing_package_finds_it_missing(run_code, source):
    code = run_code({"q1.py": f"{source}\ndef f(): return [scipy is None]",
                     "other.py": "import scipy"})  # fmt: skip
    assert code.call("f") == Answer([True])


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    import scipy\nfinally:\n    pass",
        "try:\n    import scipy\nexcept ValueError:\n    pass",
        "try:\n    import nothing\nexcept ImportError:\n    import scipy",
        "try:\n    n = 1\nexcept ImportError:\n    pass\nelse:\n    import scipy",
        "try:\n    def load():\n        import scipy\nexcept ImportError:\n    pass\nload()",
        "import contextlib\nwith contextlib.suppress(ValueError):\n    import scipy",
    ],
)
def test_what_would_not_be_caught_costs_nothing(run_code, source):
    assert run_code(f"{source}\ndef f(): return 1").call("f") == Answer(1)


def test_an_import_that_is_caught_and_raised_again_says_what_may_be_used(run_code):
    loaded = run_code("try:\n    import scipy\nexcept ImportError as error:\n    raise\n").loaded
    assert loaded == Raised(
        "ModuleNotFoundError",
        "No module named 'scipy': you may use your own files, the standard library and notation, "
        "numpy, sympy and torch",
        (TraceFrame("answer.py", 2, "<module>", "import scipy"),),
        False,
    )


def test_a_use_can_be_caught_as_the_import_could(run_code):
    code = run_code("import scipy\ndef f():\n    try:\n        return scipy.f()\n"
                    "    except ImportError:\n        return 2")  # fmt: skip
    assert code.call("f") == Answer(2)


# --------------------------------------------------------- everybody else is told the truth


@pytest.mark.parametrize("unused", ["", "import scipy, matplotlib.pyplot as plt, pytest\n"])
def test_libraries_look_for_a_package_as_if_nobody_had_imported_it(run_code, unused):
    """The same answers with the unused imports and without; what is not installed is not found."""
    look = """
import sys, sympy.external, torch, networkx as nx
from torch.utils import _import_utils
def f():
    found = sympy.external.import_module("matplotlib")
    names = ("scipy", "matplotlib", "matplotlib.pyplot", "pytest")
    try:
        nx.draw(nx.Graph())
        drawn = True
    except ImportError as error:
        drawn = str(error)
    return [found is None, _import_utils._check_module_exists("matplotlib"), drawn,
            [name in sys.modules for name in names]]
"""
    here = importlib.util.find_spec("scipy") is not None
    reply = run_code(unused + look).call("f")
    assert reply == Answer(
        [True, False, "No module named 'matplotlib'", [False, False, False, False]]
    )
    scipy = "import sympy.external\ndef f(): return sympy.external.import_module('scipy') is None"
    assert run_code(unused + scipy).call("f") == Answer(not here)


def test_a_library_in_a_functions_own_call_is_told_the_truth(run_code):
    """`lambdify` executes its import in text, within a call that stands in the submission."""
    code = run_code("import sympy\nimport cupy\nx = sympy.Symbol('x')\n"
                    "def f(): return sympy.lambdify(x, x + 1, 'cupy')(1)")  # fmt: skip
    reply = code.call("f")
    assert (reply.type_name, reply.text) == ("ImportError", "No module named 'cupy'") or (
        "cupy" in reply.text and "you may use" not in reply.text
    )


def test_pythons_own_imports_can_still_be_replaced(run_code):
    code = run_code("import builtins\nbefore = builtins.__import__\nseen = []\n"
                    "def mine(name, *rest, **named):\n    seen.append(name)\n"
                    "    return before(name, *rest, **named)\n"
                    "builtins.__import__ = mine\nimport json\ndef f(): return seen")  # fmt: skip
    assert code.call("f").value[0] == "json"


# ---------------------------------------------------------------------------- other interpreters


SCRIPT = """
import sys
import importlib.machinery, importlib.util
spec = importlib.machinery.ModuleSpec("checks", None, is_package=True)
spec.submodule_search_locations = [sys.argv[1]]
sys.modules["checks"] = importlib.util.module_from_spec(spec)
from checks.imports import Imports

told = []
files = [sys.argv[2]]
imports = Imports(files.__contains__, lambda top: top == "answer",
                                   lambda module, place: told.append((module, place.line)))
imports.install()
names = {"__name__": "answer"}
exec(compile(open(sys.argv[2]).read(), sys.argv[2], "exec"), names)
try:
    names["use"]()
except ModuleNotFoundError as error:
    used = str(error)
print([told, names["results"], used.partition(":")[0], names["decorated"].__class__.__name__])
"""

ANSWER = """
import scipy
import a.b.c as d
from a.b import c as e, f as g
from star import *
import numba
import importlib.util
try:
    import h5py
except ImportError:
    h5py = None

@numba.njit(cache=True)
def decorated(x: d.A[int] | None) -> int: return x

class Net(e.Base): pass
lazy(1)
def use(): return scipy.x()
results = [h5py, importlib.util.find_spec("no_such_module_")]
"""


def other_pythons():
    """The interpreters beside this one, as pyenv lays them; always this one itself."""
    found = sorted(Path.home().glob(".pyenv/versions/3.1[0-3].*/bin/python"))
    return [sys.executable, *map(str, found)]


@pytest.mark.parametrize("python", other_pythons())
def test_every_python_that_may_grade_sees_the_same(tmp_path, python):
    script, answer = tmp_path / "script.py", tmp_path / "answer.py"
    script.write_text(SCRIPT)
    answer.write_text("".join(f"n{i} = {i}.5\n" for i in range(300)) + ANSWER)
    here = str(Path(imports.__file__).parent)
    done = subprocess.run(
        [python, "-I", str(script), here, str(answer)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = [("scipy", 302), ("a", 303), ("a", 304), ("star", 305), ("numba", 306)]
    assert done.stdout == (
        f"{[told, [None, None], chr(78) + 'o module named ' + repr('scipy'), 'MissingPackage']}\n"
    )
