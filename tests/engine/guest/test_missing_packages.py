"""An import of a package that is not there costs nothing until it is used."""

import pytest

from autograder.sandbox.worker_replies import Answer, Raised, TraceFrame

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
        ("import torch\nfrom scipy import pi", "torch.ones(2)[pi]"),
        ("import torch\nfrom scipy import pi", "torch.tensor([1.0, pi])"),
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
        "import pd\nfrom typing import *\nT = TypeVar('T', bound=pd.A)\n"
        "A = Annotated[pd.A, pd.B(3)]\nN = NewType('N', pd.A)\nL = Literal[pd.X]\n"
        "C = Callable[[pd.A], pd.B]",
        "import pd\nfrom typing import *\nclass R(NamedTuple):\n    x: pd.A\n"
        "    y: Optional[pd.B] = None\n"
        "class G(pd.Base[int], Generic[TypeVar('T')]): pass",
        "import cv2, enum\nclass E(enum.Enum):\n    a = cv2.X\n    b = 2",
        "import abc, pd\nclass A(abc.ABC, pd.Mixin):\n    @property\n    @pd.cached\n"
        "    def g(self): return 1\n    @pd.check('x', pre=True)\n    @classmethod\n"
        "    def h(cls): return 1\nclass B(metaclass=pd.Meta): pass",
        "import copy, pd\nX = copy.deepcopy({'a': pd.A}), copy.copy(pd)\nY = 1 if pd else 2",
        "import typer\napp = typer.Typer()\n@app.command()\n"
        "def main(x: int = typer.Argument(3)): pass",
        "from google.colab import drive\ndrive.mount('/content/drive')",
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
