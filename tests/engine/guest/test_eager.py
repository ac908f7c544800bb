"""What is compiled runs as it is written, and costs nothing."""

import pytest

from autograder.sandbox.worker_replies import Answer

HEAD = "import torch\nx = torch.tensor([1.0, 3.0])\n"


@pytest.mark.parametrize(
    "source",
    [
        "@torch.compile\ndef f(x): return (2 * x).tolist()",
        "@torch.compile()\ndef f(x): return (2 * x).tolist()",
        "@torch.compile(mode='max-autotune', fullgraph=True, dynamic=False)\n"
        "def f(x): return (2 * x).tolist()",
        "def g(x): return (2 * x).tolist()\nf = torch.compile(g, backend='inductor')",
        "def g(x): return (2 * x).tolist()\nf = torch.compile(model=g, options={'a': 1})",
        "class Net(torch.nn.Module):\n    @torch.compile\n    def forward(self, x): return 2 * x\n"
        "def f(x): return Net()(x).tolist()",
        "class Net(torch.nn.Module):\n    def forward(self, x): return 2 * x\n"
        "def f(x):\n    net = Net()\n    net.compile(mode='reduce-overhead')\n"
        "    return net(x).tolist()",
        "class Net(torch.nn.Module):\n    def forward(self, x): return 2 * x\n"
        "def f(x):\n    net = torch.compile(Net())\n    net.train()\n    return net(x).tolist()",
        "from torch import compile\n@compile\ndef f(x): return (2 * x).tolist()",
        "@torch.jit.script\ndef g(x): return 2 * x\ndef f(x): return g(x).tolist()",
        "@torch.jit.script\ndef g(x: torch.Tensor):\n    if x.sum() > 0:\n        return 2 * x\n"
        "    return x\ndef f(x): return torch.jit.trace(g, x)(x).tolist()",
    ],
)
def test_code_that_compiles_itself_computes_what_it_says(run_code, source):
    code = run_code(f"{HEAD}{source}\ndef test(): return f(x)\n")
    assert code.call("test") == Answer([2.0, 6.0])


def test_the_parameters_of_a_compiled_module_keep_their_names(run_code):
    code = run_code(f"{HEAD}def f(): return sorted(torch.compile(torch.nn.Linear(1, 1))"
                    ".state_dict())")  # fmt: skip
    assert code.call("f") == Answer(["bias", "weight"])


def test_the_compiler_itself_is_switched_off(run_code):
    """Whoever knows another way to it computes without it as well."""
    source = "import torch._dynamo\n@torch._dynamo.optimize('inductor')\ndef g(x): return 2 * x\n"
    code = run_code(f"{HEAD}{source}def f(): return g(x).tolist()")
    assert code.call("f") == Answer([2.0, 6.0])


def test_a_function_of_torch_that_compiles_itself_still_runs(run_code):
    code = run_code(
        f"{HEAD}from torch.nn.attention.flex_attention import flex_attention\n"
        "def f():\n    q = torch.ones(1, 1, 2, 4)\n"
        "    return flex_attention(q, q, q).sum().item()\n"
    )
    assert code.call("f") == Answer(8.0)
