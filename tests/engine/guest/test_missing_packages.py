"""An import of a package that is not there costs nothing until it is used."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.guest import missing_packages
from autograder.sandbox.worker import Answer, Raised, TraceFrame

#: None of them is offered; some are installed where the tests run.
PACKAGES = ("scipy", "pytest", "hypothesis", "matplotlib", "pandas", "msgspec", "no_such_module")


def text(name):
    return (
        f"No module named '{name}': you may use your own files, the standard library and "
        "notation, numpy, sympy and torch"
    )


def refused(name, line, function, source, file="answer.py"):
    return Raised(
        "ModuleNotFoundError", text(name), (TraceFrame(file, line, function, source),), False
    )


# --------------------------------------------------------------------------- unused, and used


@pytest.mark.parametrize("name", PACKAGES)
@pytest.mark.parametrize(
    "statement",
    [
        "import {0}",
        "import {0}.a.b",
        "import {0}.a.b as d",
        "from {0} import c",
        "from {0}.a.b import c as d, e",
        "from {0} import *",
        "import math, {0} as m",
        "exec('import {0}')",
        "import importlib\nm = importlib.import_module('{0}.a')",
    ],
)
def test_an_import_that_is_not_used_costs_nothing(run_code, name, statement):
    code = run_code(f"{statement.format(name)}\ndef f(): return 1\n")
    assert code.call("f") == Answer(1)


def test_an_import_costs_nothing_in_a_helper_or_a_function_either(run_code):
    code = run_code({"q1.py": "import helper\ndef f():\n    import scipy\n    return helper.n",
                     "helper.py": "from pandas import DataFrame\nn = 3"})  # fmt: skip
    assert code.call("f") == Answer(3)


@pytest.mark.parametrize(
    ("head", "use"),
    [
        ("import scipy", "scipy.special.softmax([1])"),
        ("import scipy.special", "scipy.special.softmax([1])"),
        ("import scipy.special as s", "s.softmax([1])"),
        ("from scipy.special import softmax", "softmax([1])"),
        ("from scipy.special import softmax as s", "s([1])"),
        ("from scipy.special import *", "softmax([1])"),
        ("from scipy import pi", "2 * pi"),
        ("from scipy import pi", "pi + 1"),
        ("from scipy import pi", "-pi"),
        ("from scipy import pi", "float(pi)"),
        ("from scipy import pi", "[1, 2][pi]"),
        ("from scipy import pi", "1 < pi"),
        ("from scipy import pi", "list(pi)"),
        ("from scipy import pi", "1 if pi else 2"),
        ("from scipy import pi", "pi.real @ [1]"),
        ("import numpy as np\nfrom scipy import pi", "np.exp(pi)"),
        ("import numpy as np\nfrom scipy import pi", "np.ones(2) * pi"),
        ("import torch\nfrom scipy import pi", "torch.ones(2) * pi"),
        ("import sympy\nfrom scipy import pi", "sympy.Symbol('x') * pi"),
        ("import sympy\nfrom scipy import pi", "sympy.exp(pi)"),
        ("import importlib\nm = importlib.import_module('scipy')", "m.f()"),
    ],
)
def test_what_is_used_raises_and_names_the_line(run_code, head, use):
    code = run_code(f"{head}\ndef one(): return 1\ndef f(): return {use}\n")
    assert code.call("one") == Answer(1)
    line = 3 + head.count("\n")
    assert code.call("f") == refused("scipy", line, "f", f"def f(): return {use}")


@pytest.mark.parametrize(
    "use",
    ["with plt.style.context('x'): pass", "for x in plt.f: pass", "plt.x = 1", "plt.x['k'] = 1",
     "del plt.x", "a, b = plt.subplots", "'x' in plt.x"],
)  # fmt: skip
def test_statements_use_it_too(run_code, use):
    code = run_code(f"import matplotlib.pyplot as plt\ndef f():\n    {use}\n")
    assert code.call("f") == refused("matplotlib", 3, "f", use)


def test_a_module_of_an_installed_package_that_needs_a_missing_one_costs_nothing(run_code):
    """`torch` goes on being torch; `tensorboard` is what is missing."""
    code = run_code(
        "import torch.utils.tensorboard\nimport torch.utils.tensorboard as tb\n"
        "from torch.utils.tensorboard import SummaryWriter\nimport numpy.no_such_module\n"
        "def f(): return torch.ones(1).item()\ndef g(): return SummaryWriter()\n"
        "def h(): return tb.SummaryWriter()\n"
    )
    assert code.call("f") == Answer(1.0)
    assert code.call("g").text == text("tensorboard")
    assert code.call("h").text == text("tensorboard")


def test_what_a_file_of_the_submission_lacks_is_the_usual_error(run_code):
    code = run_code({"q1.py": "from helper import nothing", "helper.py": ""})
    assert code.loaded.type_name == "ImportError"
    code = run_code({"q1.py": "import lib.nothing", "lib/a.py": ""})
    assert code.loaded.text == "No module named 'lib.nothing'"


# ----------------------------------------------------------------------- at the top of a file


HEAD = "from __future__ import annotations\n"


@pytest.mark.parametrize("future", ["", HEAD], ids=["evaluated", "postponed"])
@pytest.mark.parametrize(
    "top",
    [
        "import pandas as pd\ndef g(x: pd.DataFrame, y: pd.Series[int]) -> pd.DataFrame: pass",
        "import pandas as pd\ndef g(x: pd.DataFrame | None, y: None | pd.Series = None): pass",
        "import pandas as pd\nimport numpy as np\ndef g(x: np.ndarray | pd.DataFrame | str): pass",
        "import pandas as pd\nfrom typing import *\nX = Union[int, Optional[pd.A], List[pd.B]]",
        "from jaxtyping import Float\nimport torch\ndef g(x: Float[torch.Tensor, 'b n']): pass",
        "from jaxtyping import *\nimport torch\ndef g(x: Float[torch.Tensor, 'b n']): pass",
        "import pandas as pd\nfrom dataclasses import dataclass\n@dataclass\nclass A:\n"
        "    x: pd.DataFrame\n    y: pd.Series = None",
        "import cv2\ndef g(x, mode=cv2.INTER_LINEAR): pass",
        "import numba\n@numba.njit\ndef g(x): return x",
        "from numba import *\n@njit\ndef g(x): return x",
        "import numba\n@numba.jit(nopython=True,\n    parallel=True)\ndef g(x): return x",
        "import numba\nclass A:\n    @staticmethod\n    @numba.njit\n    def g(x): return x",
        "import numba, functools\n@functools.lru_cache\n@numba.njit\ndef g(x): return x",
        "import jax\nfast = jax.jit(lambda x: x)",
        "import pytest\n@pytest.fixture\ndef a(): pass\n"
        "@pytest.mark.parametrize('x', [1])\ndef test_x(x): pass",
        "import pytest\npytest.importorskip('x')",
        "import pytorch_lightning as pl\nclass Net(pl.LightningModule):\n    n = 1",
        "from pytorch_lightning import *\nclass Net(LightningModule):\n    n = 1",
        "import hub, torch\nclass Net(torch.nn.Module, hub.Mixin, library='x'): pass",
        "import pydantic\nclass A(pydantic.BaseModel):\n    x: int = pydantic.Field(default=3)",
        "import matplotlib.pyplot as plt\nplt.style.use('ggplot')\nplt.rcParams['a.b'] = (1, 2)",
        "import matplotlib as mpl\nmpl.rcParams.update({'a': 1})\nmpl.x.y = 3",
        "import seaborn as sns\nsns.set_theme()\nprint(sns.__version__)",
        "import pandas as pd\nSERIES = pd.Series([1, 2])[0]",
        "import pandas as pd\nprint(isinstance(1, pd.A), isinstance(1, (int, pd.B)))",
    ],
)  # fmt: skip
def test_nothing_at_the_top_of_a_file_costs_more_than_itself(run_code, top, future):
    code = run_code(f"{future}{top}\ndef f(): return 1\n")
    assert code.call("f") == Answer(1)


def test_what_was_decorated_raises_when_it_is_called(run_code):
    source = "import numba\n\n@numba.njit(cache=True)\ndef f(x):\n    return x\n"
    code = run_code(f"{source}def g(): return f(1)\n")
    reply = code.call("f", 1)
    assert (reply.type_name, reply.text) == ("ModuleNotFoundError", text("numba"))
    assert [(frame.file, frame.line) for frame in reply.frames] == [("answer.py", 3)]
    assert code.call("g") == refused("numba", 6, "g", "def g(): return f(1)")


@pytest.mark.parametrize("bases", ["pl.LightningModule", "torch.nn.Module, pl.LightningModule"])
def test_what_was_derived_raises_when_it_is_called(run_code, bases):
    source = (
        f"import torch\nimport pl\nclass Net({bases}):\n    def __init__(self, n): self.n = n\n"
    )
    code = run_code(f"{source}def g(): return Net(1)\n")
    reply = code.call("Net", 1, keep=True)
    assert (reply.type_name, reply.text) == ("ModuleNotFoundError", text("pl"))
    assert reply.frames == (TraceFrame("answer.py", 3, "<module>", f"class Net({bases}):"),)
    assert code.call("g") == refused("pl", 5, "g", "def g(): return Net(1)")


def test_a_value_that_is_needed_at_the_top_of_a_file_is_a_use(run_code):
    code = run_code("import scipy\nN = 2 * scipy.special.comb(4, 2)\n")
    assert code.loaded == refused("scipy", 2, "<module>", "N = 2 * scipy.special.comb(4, 2)")


def test_names_that_are_there_are_not_taken_by_a_star(run_code):
    """What the file binds, earlier or later, stays; only what nobody else binds is missing."""
    code = run_code(
        "from math import *\nfrom scipy import *\nfrom operator import add\n"
        "def sub(a, b): return a - b\n"
        "def f(): return [sqrt(4.0), add(1, 2), sub(3, 1), len([1]), __name__]\n"
        "def g(): return solve(1)\n"
    )
    assert code.call("f") == Answer([2.0, 3, 2, 1, "answer"])
    assert code.call("g").text == text("scipy")


# ------------------------------------------------------------------------ a stand-in is no answer


@pytest.mark.parametrize(
    "value",
    ["scipy", "scipy.pi", "[1, scipy.pi]", "{'a': (scipy.pi, 1)}", "MADE",
     "np.array([scipy.pi, 1], object)", "torch.ones(1), scipy.pi"],
)  # fmt: skip
def test_a_stand_in_is_no_answer(run_code, value):
    code = run_code("import scipy, torch, numpy as np\nMADE = scipy.f(1)\n"
                    f"def f(): return {value}\ndef g(): return 1")  # fmt: skip
    reply = code.call("f")
    assert (reply.type_name, reply.text) == ("ModuleNotFoundError", text("scipy"))
    assert reply.frames[0].line == (2 if value == "MADE" else 1)
    assert code.call("g") == Answer(1)


def test_a_stand_in_is_not_kept_either(run_code):
    code = run_code("import scipy\nNet = scipy.Net\ndef f(): return scipy.Net")
    assert code.call("f", keep=True) == refused("scipy", 1, "<module>", "import scipy")
    assert code.call("Net", keep=True) == refused("scipy", 1, "<module>", "import scipy")


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
    assert loaded == refused("scipy", 2, "<module>", "import scipy")


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
from checks import missing_packages

told = []
files = [sys.argv[2]]
imports = missing_packages.Imports(files.__contains__, lambda top: top == "answer",
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
    here = str(Path(missing_packages.__file__).parent)
    done = subprocess.run(
        [python, "-I", str(script), here, str(answer)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = [("scipy", 302), ("a", 303), ("a", 304), ("star", 305), ("numba", 306)]
    assert done.stdout == (
        f"{[told, [None, None], chr(78) + 'o module named ' + repr('scipy'), 'MissingPackage']}\n"
    )
