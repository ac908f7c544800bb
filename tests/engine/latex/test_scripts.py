"""Entries, items, transposes, inverses and powers."""

import pytest
from latex_readings import readings, refusal

SYMBOLS = {
    "A": "matrix[m,k]", "S": "matrix[m,m]", "u": "vector[m]", "x": "real", "y": "real",
    "h": ("sequence[vector[m]]", "h_{s}"), "g": ("sequence[real]", "g_{s}"), "T": "natural",
    "t": "natural", "i": "index[m]", "j": "index[k]", "m": "size", "k": "size", "f": "function",
}  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "meaning"),
    [
        ("A_{ij}", "A[i, j]"),
        ("A_{i,j}", "A[i, j]"),
        ("A_{12}", "A[1, 2]"),
        ("[A]_{ij}", "A[i, j]"),
        ("(A)_{ij}", "A[i, j]"),
        ("u_i", "u[i]"),
        ("h_t", "h[t]"),
        ("h_{t,i}", "h[t][i]"),
        ("(h_t)_i", "h[t][i]"),
        ("[h_t]_i", "h[t][i]"),
        ("g_{10}", "g[10]"),
        ("g_1", "g[1]"),
        ("g_{t-1}", "g[t - 1]"),
        ("g(t)", "g[t]"),
        ("g[t]", "g[t]"),
        ("g^{(t)}", "g[t]"),
        (r"A^{\top}", "A.T"),
        (r"A^{\mathsf T}", "A.T"),
        (r"A^{\mathrm T}", "A.T"),
        (r"A^\intercal", "A.T"),
        ("A'", "A.T"),
        ("A^T", "A.T"),
        ("S^{-1}", "inv(S)"),
        ("S^{-1}_{ij}", "inv(S)[i, j]"),
        ("x^T", "x**T"),
        ("x^{-1}", "x**(-1)"),
        ("x^{10}", "x**10"),
        ("-x^2", "-x**2"),
        ("2^{t-1}", "2**(t - 1)"),
        ("{x^2}^t", "(x**2)**t"),
        (r"(x+y)^2", "(x + y)**2"),
        (r"h_t^\top u", "h[t].T*u"),
    ],
)
def test_what_stands_below_and_above(tex, meaning):
    assert readings(tex, SYMBOLS) == [meaning]


def test_an_entry_of_a_transpose_or_an_inverse():
    assert readings("A^T_{ji}", SYMBOLS)[0] == "A.T[j, i]"
    assert readings(r"A^\top_{ji}", SYMBOLS) == ["A.T[j, i]"]
    assert readings("S_{ii}^{-1}", SYMBOLS) == ["inv(S)[i, i]", "S[i, i]**(-1)"]


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        ("A_{111}", "comma"),
        ("x'", "prime"),
        ("e^-x", "write ^{-x}"),
        ("x^10", "write ^{10}"),
        ("x^y^t", "{"),
    ],
)
def test_what_tex_sets_otherwise_than_it_is_meant_is_refused_with_what_to_write(tex, says):
    assert says in refusal(tex, SYMBOLS)
