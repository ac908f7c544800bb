r"""Answers that are data, as people write them in LaTeX, become what Python would return."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.latex.data import read_data
from autograder.latex.setting import Setting
from autograder.latex.tokens import Problem, tokenize

HALF = Fraction(1, 2)


def read(written):
    """Return what is understood."""
    (reading,) = read_data(tokenize(written), Setting("1")).readings
    return reading.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("True", True),
        ("False, because it is true of one layer alone.", False),
        (r"The condition is necessary: $\boxed{\text{True}}$.", True),
        (r"The statement is \textbf{false}.", False),
        (r"$\checkmark$", True),
        (r"$\bot$", False),
        ("No: it need not hold.", False),
        (r"False, because $\lambda_1 = 1$ and $2 < 3$.", False),
        ("The condition is necessary: true.", True),
        (r"Since $\lambda_1 = 1$, the claim is false.", False),
        (r"\boxed{\text{yes}}", True),
    ],
)
def test_truth(written, meant):
    """A truth value is its first word, what is boxed, or the only such word."""
    assert read(written) is meant


@pytest.mark.parametrize("written", ["This is not true.", "It is true here and false there."])
def test_truth_that_nobody_can_tell(written):
    """What says both, or says it by a negation, is asked about."""
    with pytest.raises(Problem, match=r"true"):
        read(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"$2, \frac{11}{2}$", [2, 11 * HALF]),
        ("$2.5$ and $3.5$", [5 * HALF, 7 * HALF]),
        (r"\[ \mu_1 = 2, \quad \mu_2 = 5.5 \]", [2, 11 * HALF]),
        (r"\[ \mu_2 = 5.5 \qquad \mu_1 = 2 \]", [2, 11 * HALF]),
        (
            r"\begin{align*} \mu_1 &= \frac{1+2+3+2}{4} = 2 \\ \mu_2 &= \frac{11}{2} "
            r"\approx 5.50 \end{align*}",
            [2, 11 * HALF],
        ),
        (
            r"\[ \mu_c = \frac1N\sum_n x_{nc} \] \[ \mu_1 = 2 \] \[ \mu_2 = 2\frac12 \]",
            [2, 5 * HALF],
        ),
        (r"\[ \mu_{batch} = (2,\; 5{,}5)^T \]", [2, 11 * HALF]),
        (r"\[ \mu = \begin{pmatrix} 1 & 2 \\ 3 & -4.5 \end{pmatrix}. \]", [[1, 2], [3, -9 * HALF]]),
        (r"$\begin{bmatrix}1\\2\end{bmatrix}$", [1, 2]),
        (r"\[ \mu_{1,1} = 1, \mu_{1,2}=2, \mu_{2,1} = 3, \mu_{2,2} = 4 \]", [[1, 2], [3, 4]]),
        (
            r"\[\begin{aligned} \mu_{11} &= 1 & \mu_{12} &= 2 \\ \mu_{21} &= 3 & \mu_{22} &= 4"
            r"\end{aligned}\]",
            [[1, 2], [3, 4]],
        ),
        (r"\[ \mu_1 = (1, 2),\ \mu_2 = (3, 4) \]", [[1, 2], [3, 4]]),
        ("Channel 1: $2.5$, channel 2: $3.5$", [5 * HALF, 7 * HALF]),
        (
            r"\begin{tabular}{c|cc} & channel 1 & channel 2 \\ \hline example 1 & 1 & $2$ \\ "
            r"example 2 & $\frac{1}{2}$ & 4 \\ \end{tabular}",
            [[1, 2], [HALF, 4]],
        ),
        (r"$[[1, 2], [3, 4]]$", [[1, 2], [3, 4]]),
        (r"$[1, 2; 3, 4]$", [[1, 2], [3, 4]]),
        ("$-7$", -7),
    ],
)
def test_numbers(written, meant):
    """Numbers come in rows, tables, matrices, lists, and with indices in any order."""
    assert read(written) == meant


def test_what_is_not_rational():
    """A number that is no fraction is rounded."""
    assert read(r"$\sqrt{2}$") == pytest.approx(1.4142135623730951)
    assert read(r"$\sqrt{\frac{4}{9}}$") == Fraction(2, 3)


HATS = [["a blue hat", Fraction(-99, 10)], ["a red hat", -10]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"$(\text{the red hat}, -9.7)$", ["the red hat", Fraction(-97, 10)]),
        ("the red hat, $-9.7$", ["the red hat", Fraction(-97, 10)]),
        ("the red hat: $-0.5 - 9.2 = -9.7$", ["the red hat", Fraction(-97, 10)]),
        ("``the red hat'' ($-9.7$)", ["the red hat", Fraction(-97, 10)]),
        (r"\[ \{(\text{a blue hat}, -9.9), (\text{a red hat}, -10.0)\} \]", HATS),
        (r"\begin{itemize} \item a blue hat: $-9.9$ \item a red hat: $-10$ \end{itemize}", HATS),
        (r"\begin{itemize} \item a blue hat, -9.9 \item a red hat, -10 \end{itemize}", HATS),
        (
            r"\begin{tabular}{lr} sequence & score \\ \hline a blue hat & $-9.9$ \\ a red hat & "
            r"$-10.0$ \end{tabular}",
            HATS,
        ),
    ],
)
def test_sequences_of_words(written, meant):
    """Words and a number beside them are a pair."""
    assert read(written) == meant


STEPS = [["the", "a"], ["a blue", "a red"]]


@pytest.mark.parametrize(
    "written",
    [
        r"\begin{enumerate} \item the, a \item a blue, a red \end{enumerate}",
        r"Step 1: the, a \\ Step 2: a blue, a red",
        "$t=1$: $\\{\\text{the}, \\text{a}\\}$\n\n$t=2$: $\\{\\text{a blue}, \\text{a red}\\}$",
        r"\begin{tabular}{c|ll} step & first & second \\ \hline 1 & the & a \\ 2 & a blue & a red"
        r"\end{tabular}",
        r"\[ [[\text{the}, \text{a}], [\text{a blue}, \text{a red}]] \]",
    ],
)
def test_lists_of_words(written):
    """Steps come in items, rows and tables, with or without their numbers."""
    assert read(written) == STEPS


EDGES = [["x1", "hf1", "Wf"], ["hf1", "hf2", "Uf"]]


@pytest.mark.parametrize(
    "written",
    [
        r"\[ x_1 \xrightarrow{W^{(f)}} h_1^{(f)} \xrightarrow{U_f} h^f_2 \]",
        r"\begin{align*} x_1 &\to h_1^f : W_f \\ h_1^f &\overset{U_f}{\to} h_2^f \end{align*}",
        r"$x_1 \to h_1^f\ (W_f)$, $h_1^f \to h_2^f\ (U_f)$",
        r"\begin{align*} x_1 &\to h_1^f : W_f, & h_1^f &\to h_2^f : U_f \end{align*}",
        r"$(x_1, h_1^f, W_f), (h_1^f, h_2^f, U_f)$",
        r"\begin{tabular}{lll} from & to & weight \\ $x_1$ & $h_1^f$ & $W_f$ \\ "
        r"$h_1^f$ & $h_2^f$ & $U_f$ \end{tabular}",
    ],
)
def test_edges(written):
    """Edges are arrows with a label, triples, or rows of a table."""
    assert read(written) == EDGES


def test_parts_with_names():
    """Parts have the names that they are written with."""
    written = (
        r"\[ W = \begin{pmatrix} 0 & 2 \\ 0 & 0 \end{pmatrix},\quad \sigma = \tanh,\quad "
        r"\gamma = 1,\ h_0 = (1, 1)^\top \]"
    )
    assert read(written) == {
        "W": [[0, 2], [0, 0]], "sigma": "tanh", "gamma": 1, "h0": [1, 1],
    }  # fmt: skip


def test_parts_with_arguments():
    """A function that is given by its values is a dict from its arguments."""
    written = (
        r"$T = 2$, $p(\cdot) = (0.5, 0.5)$, $p(\cdot \mid 0) = (\frac13, \frac23)$, "
        r"$p(\cdot\mid 1, 0) = (1, 0)$"
    )
    assert read(written) == {
        "T": 2,
        "p": {(): [HALF, HALF], (0,): [Fraction(1, 3), Fraction(2, 3)], (1, 0): [1, 0]},
    }


@pytest.mark.parametrize(
    "written",
    [
        "1: True, 2: False",
        "(1) true (2) false",
        r"1. True \\ 2. False",
        r"\begin{tabular}{cc} 1 & 2 \\ T & F \end{tabular}",
        r"\begin{tabular}{c|c} Statement & Answer \\ \hline 1 & True \\ 2 & False \end{tabular}",
    ],
)
def test_claims(written):
    """Truth values with numbers are a dict."""
    assert read(written) == {1: True, 2: False}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('("the red hat", -9.7)', ("the red hat", Fraction(-97, 10))),
        (r"\{1: True, 2: False\}", {1: True, 2: False}),
        (r'$\{"T": 2, "p": \{(): [0.5, 1/2], (0,): [1, 0]\}\}$',
         {"T": 2, "p": {(): [HALF, HALF], (0,): [1, 0]}}),
        ('[("x1", "h1", "W"), ("h1", "h2", "U")]', [("x1", "h1", "W"), ("h1", "h2", "U")]),
    ],
)  # fmt: skip
def test_data_as_the_docstring_writes_it(written, meant):
    """What would be returned in Python can be written as it is."""
    assert read(written) == meant


@pytest.mark.parametrize(
    "written", ["red", "We choose red, as it is warm.", r"\emph{Red}: why not?"]
)
def test_a_choice_is_what_is_said(written):
    """Which of the options a sentence names is for who knows the options."""
    assert "red" in read(written).lower().split()[:3]


def test_parts_in_words_and_in_formulas():
    """A part that is a word has its name before it as the others have."""
    written = r"$W = \begin{pmatrix} 0 & 2 \\ 0 & 0 \end{pmatrix}$, activation = tanh, $c = 1$"
    assert read(written) == {"W": [[0, 2], [0, 0]], "activation": "tanh", "c": 1}


def test_crosses_and_ticks():
    """Signs stand for truth values where they are all that is said."""
    written = r"\begin{enumerate} \item $\times$ \item $\checkmark$ \item no \end{enumerate}"
    assert read(written) == [False, True, False]


def test_claims_in_items():
    """Items begin with their truth value; reasons behind it are prose."""
    written = (
        r"\begin{enumerate} \item True: it is so. \item False, as it does not. \end{enumerate}"
    )
    assert read(written) == [True, False]


def test_two_boxes():
    """Of two boxes that differ it is asked which is the answer."""
    with pytest.raises(Problem, match="boxed"):
        read(r"$\boxed{2}$ and $\boxed{3}$")


@pytest.mark.parametrize(
    "written",
    [
        "$" + "(" * 500 + "1" + ")" * 500 + "$",
        r"\item[" * 2_000,
        r"\begin{pmatrix}" * 500,
        "$((1,2$",
        "1," * 50_000,
        "$9^{9^{9^9}}$",
        "$1/0$",
        "",
    ],
)
def test_hostile(written):
    """What is deep, endless, unbalanced or huge is a problem of its answer and nothing else."""
    with pytest.raises(Problem):
        read(written)


@given(st.lists(st.fractions(max_denominator=999), min_size=2, max_size=6))
def test_fractions_come_back(numbers):
    """Any list of fractions reads as itself."""
    written = ", ".join(
        f"{'-' if one < 0 else ''}\\frac{{{abs(one.numerator)}}}{{{one.denominator}}}"
        for one in numbers
    )
    assert read(f"${written}$") == numbers


@given(st.text(alphabet="$\\{}()[]&,;:=^_%. 1aT\n", max_size=60))
def test_anything_is_read_or_refused(written):
    """No text does anything but be understood or raise a problem."""
    with suppress(Problem):
        read(written)
