"""One mistake costs once: lines go on from the student's own answers, and get no easier by it."""

import pytest

from rubric_lines import check_of

ASSIGNMENT = "hw2025"

# ---------------------------------------------------------------------- one mistake costs once

POWERS_EXCHANGED = """
def count(N, T):
    return T**N

def cost(N, T):
    return Theta(T * T**N)
"""
SAME_TIME = """
def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hf[t][i] ** 2) * Uf[i, j]

def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return diag(1 - hf[t] ** 2) * Uf

def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol("t")
    return Sum(diag(1 - hf[t - 1] ** 2) * grad_hf[t] * hf[t - 1].T, (t, 1, T))
"""
FROZEN_COUNTED = """
def parameters(d, r, m):
    return d**2 + 2 * d * r

def lora_ffn_space(n, d, r, h):
    return Theta(d**2 + d * r)

def qlora_ffn_space(n, d, r, h):
    return Theta(d**2 + d * r)

def lora_mha_space(n, d, r, h):
    return Theta(h * d**2)

def qlora_mha_space(n, d, r, h):
    return Theta(h * d**2)

def bits_lora(d, r, m):
    return 64 * d**2 + 64 * d * r

def bits_qlora(d, r, m):
    return (m + 32) * d**2 + 64 * d * r
"""
PRODUCT_FIRST = """
def lora_ffn_time(n, d, r, h):
    return n * d**2 + d**2 * r

def lora_mha_time(n, d, r, h):
    return h * (n * d**2 + d**2 * r + n**2 * d)

def qlora_ffn_time(n, d, r, h):
    return n * d**2 + d**2 * r

def qlora_mha_time(n, d, r, h):
    return h * (n * d**2 + d**2 * r + n**2 * d)
"""
EACH_ROW = """
def overhead(n, d, r, h):
    return n * d**2

def qlora_ffn_dequantisation(n, d, r, h):
    return n * d**2

def qlora_mha_dequantisation(n, d, r, h):
    return h * n * d**2
"""
# The slip, the line that it costs something, and all lines that it has to do with.
SLIPS = {
    "powers exchanged": (POWERS_EXCHANGED, "2.1.count", "2.1 2.2.cost"),
    "tanh at the earlier state": (
        SAME_TIME, "3.2a.entry_hf", "3.2a.entry_hf 3.2b.jacobian_hf 3.3.grad_Uf",
    ),
    "frozen numbers counted": (FROZEN_COUNTED, "4.2.parameters", "4.2 4.4a"),
    "the adapters' product first": (PRODUCT_FIRST, "4.4a.lora_ffn_time", "4.4a"),
    "dequantised for each row": (EACH_ROW, "4.3.overhead", "4.3 4.4a"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_costs_once(costs_once, slip):
    """It costs the line in which it is made, or part of it, and none that goes on from there."""
    costs_once(ASSIGNMENT, *SLIPS[slip])


# ------------------------------------------------------------------- it does not become easier

# What is answered to the lines, with the share that the last of them earns at most.
EASY = {
    "weights alone": (
        "3.2b.jacobian_hf", 0,
        "def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j): return Uf[i, j]",
        "def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t): return Uf",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EASY)
def test_what_a_wrong_answer_would_make_easy_does_not_count(grade_lines, name):
    prefix, most, *functions = EASY[name]
    source = "\n".join(['i = Symbol("i")', *functions])
    verdicts = grade_lines(ASSIGNMENT, source, prefix)
    answered = {function.split("(")[0].removeprefix("def ") for function in functions[1:]}
    for number, verdict in verdicts.items():
        if check_of(ASSIGNMENT, number)[0].name in answered:
            assert (number, verdict.share <= most) == (number, True), verdict.message
