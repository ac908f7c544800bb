"""Answers without symbols in LaTeX: what is meant was written down before the reader was run."""

# ruff: noqa: E501  # an answer is read more easily in one line

from contextlib import suppress
from fractions import Fraction

import pytest

from autograder.latex.document import read_document
from autograder.latex.reader import read_answer
from autograder.latex.setting import Declared, Setting
from autograder.latex.tokens import Problem


def declared(name, *tex):
    return Declared(name, "", tex)


BATCH = [Fraction(31, 12), Fraction(35, 12)]
DECIMALS = [Fraction("2.583"), Fraction("2.917")]
LAYER = [Fraction(19, 6), 2, Fraction(5, 2), Fraction(10, 3)]
TABLE = [
    [Fraction(8, 3), Fraction(11, 3)],
    [Fraction(7, 3), Fraction(5, 3)],
    [2, 3],
    [Fraction(10, 3), Fraction(10, 3)],
]
LORA = [declared("LoRA"), declared("QLoRA")]
SIZES = [
    declared("small", r"\theta_{small}"),
    declared("large", r"\theta_{large}"),
    declared("equal", "equally", "the same"),
]
EXAMPLE = [
    declared("W", "W"),
    declared("activation", r"\sigma"),
    declared("gamma", r"\gamma"),
    declared("delta", r"\delta"),
    declared("h0", "h_0", "h^{(0)}"),
]
EXAMPLE_VALUE = {
    "W": [[0, 2], [0, 0]],
    "activation": "identity",
    "gamma": 1,
    "delta": Fraction(1, 2),
    "h0": [1, 1],
}
MODEL = [declared("T", "T"), declared("N", "N"), declared("p", "p", "P")]
MODEL_VALUE = {
    "T": 2,
    "N": 2,
    "p": {
        (): [Fraction(3, 5), Fraction(2, 5)],
        (0,): [Fraction(1, 2), Fraction(1, 2)],
        (1,): [Fraction(9, 10), Fraction(1, 10)],
    },
}
THREE = {1: True, 2: False, 3: True}
GREEDY = ("the red rectangle", Fraction("-9.7"))
STEPS = [["the", "a"], ["a blue", "a red"], ["a blue square", "a red circle"]]
BEAM = [("a blue square", Fraction("-9.9")), ("a red circle", Fraction(-10))]
TWO_EDGES = [("x1", "hf1", "Wf"), ("x2", "hf2", "Wf")]


def read(asks, text, *, number="1.x", parts=()):
    source = rf"\begin{{document}}\begin{{answer}}{{{number}}}{text}\end{{answer}}\end{{document}}"
    document = read_document(source.encode(), {})
    setting = Setting(number, asks=asks, parts=tuple(parts))
    (reading,) = read_answer(document, number, setting).readings
    return reading.value


MEANT = [
    (
        "numbers",
        r"\[ \mu_{batch} = \begin{pmatrix} \frac{31}{12} & \frac{35}{12} \end{pmatrix} \]",
        (),
        BATCH,
    ),
    ("numbers", r"$\mu = \left(\frac{31}{12},\; \frac{35}{12}\right)$", (), BATCH),
    ("numbers", r"$\frac{31}{12}, \frac{35}{12}$", (), BATCH),
    ("numbers", r"$\frac{31}{12}$ and $\frac{35}{12}$", (), BATCH),
    ("numbers", r"$\mu_1 = \frac{31}{12},\ \mu_2 = \frac{35}{12}$", (), BATCH),
    (
        "numbers",
        r"The means are $\mu_2=\frac{35}{12}\approx 2.917$ and $\mu_1 = \frac{31}{12}\approx2.583$.",
        (),
        BATCH,
    ),
    ("numbers", r"$2\frac{7}{12},\ 2\frac{11}{12}$", (), BATCH),
    ("numbers", "31/12 and 35/12", (), BATCH),
    ("numbers", "31/12, 35/12", (), BATCH),
    ("numbers", "$[2.583, 2.917]$", (), DECIMALS),
    ("numbers", "$2{,}583$ and $2{,}917$", (), DECIMALS),
    ("numbers", r"$(2{,}583;\ 2{,}917)$", (), DECIMALS),
    ("numbers", r"\[\mu=\frac{1}{12}\begin{pmatrix}31\\35\end{pmatrix}\]", (), BATCH),
    ("numbers", r"\[\mu=\frac{1}{12}(31, 35)\]", (), BATCH),
    ("numbers", r"\[\begin{bmatrix} 31/12 & 35/12\end{bmatrix}^\top\]", (), BATCH),
    (
        "numbers",
        r"\begin{align*} \mu_1 &= \frac{2+5+1}{8}\cdot\frac{31}{12} = \frac{31}{12}\\ \mu_2 &= \frac{35}{12}\end{align*}",
        (),
        BATCH,
    ),
    (
        "numbers",
        r"\begin{align*}  \mu_1 &= \tfrac{19}{6}, & \mu_2 &= 2, & \mu_3 &= \tfrac52, & \mu_4 &= \tfrac{10}{3}\end{align*}",
        (),
        LAYER,
    ),
    (
        "numbers",
        r"\begin{tabular}{c|c}example & mean\\\hline 1 & $19/6$\\ 2 & 2\\ 3 & $\frac52$\\ 4 & $\frac{10}{3}$\end{tabular}",
        (),
        LAYER,
    ),
    (
        "numbers",
        r"\begin{tabular}{cccc} $x_1$ & $x_2$ & $x_3$ & $x_4$ \\ \hline $\frac{19}6$ & 2 & 2.5 & $3\frac13$\\ \end{tabular}",
        (),
        LAYER,
    ),
    (
        "numbers",
        r"\[\begin{array}{cc} 8/3 & 11/3\\ 7/3&5/3\\2&3\\10/3&10/3\end{array}\]",
        (),
        TABLE,
    ),
    (
        "numbers",
        r"\[\begin{pmatrix} 8/3 & 11/3\\ 7/3&5/3\\2&3\\10/3&10/3\\ \end{pmatrix}.\]",
        (),
        TABLE,
    ),
    ("numbers", r"\[\frac13\begin{pmatrix} 8 & 11\\ 7&5\\6&9\\10&10\end{pmatrix}\]", (), TABLE),
    ("numbers", r"\[ ((8/3, 11/3), (7/3, 5/3), (2,3), (10/3,10/3))\]", (), TABLE),
    (
        "numbers",
        r"\begin{align*}\mu_{11}&=8/3 & \mu_{12}&=11/3\\ \mu_{21}&=7/3&\mu_{22}&=5/3\\ \mu_{31}&=2&\mu_{32}&=3\\ \mu_{41}&=10/3&\mu_{42}&=10/3\end{align*}",
        (),
        TABLE,
    ),
    (
        "numbers",
        r"\begin{align*}\mu_{1}&=(8/3 ,11/3)\\ \mu_{2}&=(7/3,5/3)\\ \mu_{3}&=(2,3)\\ \mu_{4}&=(10/3,10/3)\end{align*}",
        (),
        TABLE,
    ),
    (
        "numbers",
        r"\begin{tabular}{lcc} & channel 1 & channel 2\\ \hline example 1 & 8/3 & 11/3\\ example 2 & 7/3&5/3\\example 3&2&3\\example 4&10/3&10/3\end{tabular}",
        (),
        TABLE,
    ),
    (
        "numbers",
        r"\[\left[\begin{matrix} 8/3 & 11/3\\ 7/3&5/3\\2&3\\10/3&10/3\end{matrix}\right]^{T}\]",
        (),
        [
            [Fraction(8, 3), Fraction(7, 3), 2, Fraction(10, 3)],
            [Fraction(11, 3), Fraction(5, 3), 3, Fraction(10, 3)],
        ],
    ),
    ("numbers", r"The values: $\boxed{(31/12, 35/12)}$ as $n=12$.", (), BATCH),
    (
        "numbers",
        r"\begin{itemize}\item $\mu_1=\frac{31}{12}$ \item $\mu_2=\frac{35}{12}$\end{itemize}",
        (),
        BATCH,
    ),
    ("numbers", "2.583, 2.917", (), DECIMALS),
    ("numbers", "Channel 1: 2.583, channel 2: 2.917", (), DECIMALS),
    (
        "numbers",
        r"\begin{equation}\mu_{batch}=\begin{bmatrix}\dfrac{31}{12}\\[4pt]\dfrac{35}{12}\end{bmatrix}\end{equation}",
        (),
        BATCH,
    ),
    ("numbers", r"$$\mu_{batch} = [31/12,\ 35/12]$$", (), BATCH),
    ("numbers", r"$\mu_{\text{batch}} = \{31/12, 35/12\}$", (), BATCH),
    ("truth", "False", (), False),
    ("truth", "True.", (), True),
    ("truth", r"\textbf{No}, it is not.", (), False),
    ("truth", r"$\text{False}$", (), False),
    ("truth", r"\[\boxed{\text{True}}\]", (), True),
    ("truth", "Yes, because no other word is likelier.", (), True),
    ("truth", r"$\checkmark$", (), True),
    ("truth", r"$\times$", (), False),
    ("truth", "✗", (), False),
    ("truth", r"$\bot$", (), False),
    ("truth", "ja", (), True),
    ("truth", "Nein, denn es sind zu viele.", (), False),
    ("truth", "The statement is false.", (), False),
    ("truth", "The answer is: yes.", (), True),
    ("truth", "The claim is not true.", (), False),
    ("truth", "True or false: false", (), False),
    ("truth", "It is false because $N^T$ is too large.", (), False),
    ("truth", "true, since the eigenvalue is false-proof", (), True),
    ("choice", "LoRA", LORA, "LoRA"),
    ("choice", "QLoRA", LORA, "QLoRA"),
    ("choice", "qlora", LORA, "QLoRA"),
    ("choice", r"$\mathrm{LoRA}$", LORA, "LoRA"),
    ("choice", r"\textbf{QLoRA}", LORA, "QLoRA"),
    ("choice", "LoRA, because the weights can be merged", LORA, "LoRA"),
    ("choice", "We use LoRA here.", LORA, "LoRA"),
    ("choice", "LoRA, since QLoRA has to dequantise.", LORA, "LoRA"),
    ("choice", "QLoRA rather than LoRA", LORA, "QLoRA"),
    ("choice", "Not LoRA but QLoRA.", LORA, "QLoRA"),
    ("choice", r"\[\boxed{\text{QLoRA}}\] since LoRA does not fit", LORA, "QLoRA"),
    ("choice", r"$\theta_{small}$", SIZES, "small"),
    ("choice", r"$\theta_{\text{small}}$", SIZES, "small"),
    ("choice", r"the set with \emph{small} gradients", SIZES, "small"),
    ("choice", "both shrink equally", SIZES, "equal"),
    ("choice", "The same.", SIZES, "equal"),
    ("choice", r"$\theta_\text{large}$", SIZES, "large"),
    ("claims", "1. true, 2. false, 3. true", (), THREE),
    ("claims", "TFT", (), THREE),
    ("claims", "T, F, T", (), THREE),
    ("claims", r"\begin{enumerate}\item True\item False\item True\end{enumerate}", (), THREE),
    (
        "claims",
        r"\begin{enumerate}\item True, since no step differs.\item False: it is not true for all.\item Yes\end{enumerate}",
        (),
        THREE,
    ),
    ("claims", r"\begin{tabular}{cc}1&T\\2&F\\3&T\end{tabular}", (), THREE),
    ("claims", r"\begin{tabular}{c|ccc}statement & 1&2&3\\\hline & T&F&T\end{tabular}", (), THREE),
    (
        "claims",
        r"\begin{tabular}{ccc}1&2&3\\\hline \checkmark&$\times$&\checkmark\end{tabular}",
        (),
        THREE,
    ),
    ("claims", r"1. $\checkmark$ 2. $\times$ 3. $\checkmark$", (), THREE),
    ("claims", "1, 3 are true; 2 is false", (), THREE),
    ("claims", "True: 1, 3. False: 2.", (), THREE),
    ("claims", "(1) T, (2) F, (3) T", (), THREE),
    ("claims", "1. True\n\n2. False\n\n3. True", (), THREE),
    ("claims", r"1: true \\ 2: false \\ 3: true", (), THREE),
    (
        "claims",
        r"\begin{itemize}\item[1.] true \item[2.] false \item[3.] true\end{itemize}",
        (),
        THREE,
    ),
    ("claims", "Statement 1 is true, statement 2 is false and statement 3 is true.", (), THREE),
    ("sequences", "the red rectangle, $-9.7$", (), GREEDY),
    ("sequences", r"$(\text{the red rectangle}, -9.7)$", (), GREEDY),
    ("sequences", "``the red rectangle'' with log-likelihood $-9.7$", (), GREEDY),
    ("sequences", r"\textit{the red rectangle}, $\log p = -9.7$", (), GREEDY),
    ("sequences", "Greedy: the red rectangle ($-9.7$)", (), GREEDY),
    ("sequences", r"the $\to$ red $\to$ rectangle, $-9.7$", (), GREEDY),
    ("sequences", "(the, red, rectangle), $-9.7$", (), GREEDY),
    ("sequences", r"\[\text{the red rectangle},\quad -9.7\]", (), GREEDY),
    (
        "sequences",
        "Greedy decoding finds ``the red rectangle'', whose log-likelihood is $-1.7-3-5=-9.7$.",
        (),
        GREEDY,
    ),
    (
        "sequences",
        r"\begin{enumerate}  \item the; a  \item a blue; a red  \item a blue square; a red circle\end{enumerate}",
        (),
        STEPS,
    ),
    (
        "sequences",
        r"\begin{tabular}{ll}step & kept\\ 1 & the, a\\ 2 & a blue, a red\\ 3& a blue square, a red circle\end{tabular}",
        (),
        STEPS,
    ),
    (
        "sequences",
        "Step 1: the, a. Step 2: a blue, a red. Step 3: a blue square, a red circle.",
        (),
        STEPS,
    ),
    (
        "sequences",
        r"Step 1: the, a \\ Step 2: a blue, a red \\ Step 3: a blue square, a red circle",
        (),
        STEPS,
    ),
    (
        "sequences",
        r"$\{\text{the}, \text{a}\}$, $\{\text{a blue}, \text{a red}\}$, $\{\text{a blue square}, \text{a red circle}\}$",
        (),
        STEPS,
    ),
    ("sequences", "the, a; a blue, a red; a blue square, a red circle", (), STEPS),
    (
        "sequences",
        r"\begin{itemize}\item $t=1$: the, a \item $t=2$: a blue, a red\item $t=3$: a blue square, a red circle\end{itemize}",
        (),
        STEPS,
    ),
    (
        "sequences",
        r"\begin{tabular}{lr} a blue square & $-9.9$ \\  a red circle & $-10.0$\end{tabular}",
        (),
        BEAM,
    ),
    ("sequences", "a blue square ($-9.9$), a red circle ($-10$)", (), BEAM),
    ("sequences", "a blue square, $-9.9$; a red circle, $-10.0$", (), BEAM),
    (
        "sequences",
        r"\begin{enumerate}\item a blue square: $-9.9$\item a red circle: $-10$\end{enumerate}",
        (),
        BEAM,
    ),
    ("sequences", "``a blue square'' with $-9.9$ and ``a red circle'' with $-10.0$", (), BEAM),
    ("sequences", r"\[\text{a blue square}: -9.9 \\ \text{a red circle}: -10\]", (), BEAM),
    (
        "parts",
        r"$W=\begin{pmatrix}0&2\\0&0\end{pmatrix}$, $\sigma$ = identity, $\gamma=1$, $\delta = 0.5$, $h_0=(1,1)^\top$",
        EXAMPLE,
        EXAMPLE_VALUE,
    ),
    (
        "parts",
        r"\[W=\begin{pmatrix}0&2\\0&0\end{pmatrix},\quad \sigma(x)=x,\quad \gamma=1,\ \delta=\tfrac12,\ h_0=\begin{pmatrix}1\\1\end{pmatrix}\]",
        EXAMPLE,
        EXAMPLE_VALUE,
    ),
    (
        "parts",
        r"\begin{itemize}  \item W: $\begin{pmatrix} 0 & 2 \\ 0 & 0 \end{pmatrix}$  \item activation: identity  \item gamma: $1$  \item delta: $0.5$  \item h0: $(1, 1)$\end{itemize}",
        EXAMPLE,
        EXAMPLE_VALUE,
    ),
    (
        "parts",
        r"Let $W = \begin{bmatrix}0&2\\0&0\end{bmatrix}$, let $\sigma$ be the identity, so $\gamma=1$; $\delta=1/2$ and $h^{(0)}=[1,1]$.",
        EXAMPLE,
        EXAMPLE_VALUE,
    ),
    (
        "parts",
        r"\begin{align*}W&=\begin{pmatrix}0&2\\0&0\end{pmatrix}\\ \sigma&=\text{identity}\\ \gamma&=1\\ \delta&=0.5\\ h_0&=(1,1)\end{align*}",
        EXAMPLE,
        EXAMPLE_VALUE,
    ),
    (
        "parts",
        r"\begin{tabular}{ll} $W$ & $\begin{pmatrix}0&2\\0&0\end{pmatrix}$\\ $\sigma$ & identity\\ $\gamma$&1\\ $\delta$&0.5\\ $h_0$&$(1,1)$\end{tabular}",
        EXAMPLE,
        EXAMPLE_VALUE,
    ),
    (
        "parts",
        r"$T=2$, $N=2$, $p(\cdot)=(0.6,0.4)$, $p(\cdot\mid 0)=(0.5,0.5)$, $p(\cdot\mid1)=(0.9,0.1)$",
        MODEL,
        MODEL_VALUE,
    ),
    (
        "parts",
        r"$T=N=2$ and \begin{align*}p(0)&=0.6, & p(1)&=0.4\\ p(0|0)&=0.5& p(1|0)&=0.5\\ p(0|1)&=0.9& p(1|1)&=0.1\end{align*}",
        MODEL,
        MODEL_VALUE,
    ),
    (
        "parts",
        r"T: 2\\ N: 2\\ $P(\cdot|\emptyset)=[3/5,2/5]$\\ $P(\cdot|0)=[1/2,1/2]$\\$P(\cdot|1)=[9/10,1/10]$",
        MODEL,
        MODEL_VALUE,
    ),
    (
        "parts",
        r"$T=2$, $N=2$. $p(w_1=0)=0.6$, $p(w_1=1)=0.4$, $p(w_2=0\mid w_1=0)=0.5$, $p(w_2=1\mid w_1=0)=0.5$, $p(w_2=0\mid w_1=1)=0.9$, $p(w_2=1\mid w_1=1)=0.1$",
        MODEL,
        MODEL_VALUE,
    ),
    (
        "parts",
        r"$T=2$, $N=2$ \begin{tabular}{c|cc} prefix & 0 & 1\\\hline () & 0.6&0.4\\ 0&0.5&0.5\\1&0.9&0.1\end{tabular}",
        MODEL,
        MODEL_VALUE,
    ),
    (
        "edges",
        r"$x_1 \xrightarrow{W^f} h^f_1$, $h_0^{(f)}\xrightarrow{U^{(f)}} h_1^{(f)}$",
        (),
        [("x1", "hf1", "Wf"), ("hf0", "hf1", "Uf")],
    ),
    (
        "edges",
        r"\begin{align*} x_1 &\xrightarrow{W^f} h^f_1 \xrightarrow{V^f} y_1\\ x_1&\overset{W^b}{\to} h^b_1\end{align*}",
        (),
        [("x1", "hf1", "Wf"), ("hf1", "y1", "Vf"), ("x1", "hb1", "Wb")],
    ),
    (
        "edges",
        r"\begin{tabular}{lll}from&to&weight\\ $x_1$ & $h_1^f$ & $W^f$\\ $x_2$ & $h_2^f$ & $W^f$\end{tabular}",
        (),
        TWO_EDGES,
    ),
    ("edges", "$(x_1, h_1^f, W^f)$, $(x_2,h_2^f,W_f)$", (), TWO_EDGES),
    (
        "edges",
        r"For $t=1,2,3$: $x_t \xrightarrow{W^f} h_t^f$, $h_{t-1}^f\xrightarrow{U^f} h_t^f$",
        (),
        [
            ("x1", "hf1", "Wf"),
            ("x2", "hf2", "Wf"),
            ("x3", "hf3", "Wf"),
            ("hf0", "hf1", "Uf"),
            ("hf1", "hf2", "Uf"),
            ("hf2", "hf3", "Uf"),
        ],
    ),
    (
        "edges",
        r"\begin{itemize}\item $x_1\to h_1^f$ ($W^f$)\item $x_2\to h_2^f$ with $W^f$\end{itemize}",
        (),
        TWO_EDGES,
    ),
    ("edges", "x1 --Wf--> hf1, x2 --Wf--> hf2", (), TWO_EDGES),
]

REFUSED = [
    ("numbers", "$10^{10^{9}}$", ()),
    ("numbers", r"\[\begin{pmatrix}1&2\\3\end{pmatrix}\]", ()),
    ("numbers", r"$\mu_1=1$, $\mu_1=2$", ()),
    ("numbers", "none", ()),
    ("numbers", r"$\mu_c = \frac{31}{12}$ for $c=1$ and $\frac{35}{12}$ for $c=2$", ()),
    ("truth", "True/False", ()),
    ("truth", "maybe", ()),
    ("truth", "True? No.", ()),
    ("truth", "yes and no", ()),
    ("truth", "It is true that it holds sometimes, however not always.", ()),
    ("truth", "No gradient explodes without it", ()),
    ("truth", "", ()),
    ("choice", "LoRA or QLoRA", LORA),
    ("choice", "Either", LORA),
    ("choice", "not LoRA", LORA),
    ("choice", "LoRA, QLoRA", LORA),
    ("choice", "The small set is shrunk more than the large one", SIZES),
    ("claims", r"\begin{enumerate}\item True\item maybe\item True\end{enumerate}", ()),
    ("edges", r"$h_{t+1}^b\xrightarrow{U^b}h_t^b$", ()),
    ("edges", r"$x_1\to h_1^f$", ()),
]


def test_what_is_said_of_a_product_is_not_said_of_its_last_factor():
    """That the eigenvalue of a product is 4 gives its last factor no value."""
    prose = r"The largest eigenvalue of $W^\top W$ is 4, since $W = (0, 2)$."
    assert read("parts", prose, parts=EXAMPLE) == {"W": [0, 2]}


@pytest.mark.parametrize(("asks", "text", "parts", "meant"), MEANT)
def test_an_answer_is_read_as_it_is_meant(asks, text, parts, meant):
    """Value and type are those that the function in Python would return."""
    value = read(asks, text, parts=parts)
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize(("asks", "text", "parts"), REFUSED)
def test_what_is_not_clear_is_refused_and_never_guessed(asks, text, parts):
    """The message says what to write instead."""
    with pytest.raises(Problem, match=r":|there is no|differ|which|digits"):
        read(asks, text, parts=parts)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("It is sufficient.", True),
        ("It is not sufficient.", False),
        ("It is necessary but not sufficient.", False),
        ("The condition isn't sufficient, since inputs may be zero.", False),
        ("No, it is not sufficient", False),
        ("insufficient", False),
    ],
)
def test_the_word_that_a_line_is_named_after_is_an_answer(text, meant):
    """Negated it is false, also within its own word."""
    assert read("truth", text, number="1.sufficient") is meant


@pytest.mark.parametrize(
    "text",
    [
        "Yes, it is not sufficient",
        "It is not only sufficient",
        "Is it sufficient?",
        "It would be sufficient if the inputs were zero",
    ],
)
def test_a_word_in_doubt_is_no_answer(text):
    """Questions, conditions and contradictions are refused."""
    with pytest.raises(Problem):
        read("truth", text, number="1.sufficient")


@pytest.mark.parametrize(
    "asks", ["truth", "choice", "claims", "numbers", "sequences", "edges", "parts"]
)
@pytest.mark.parametrize(
    "text",
    [
        "{" * 50_000,
        "}" * 50_000,
        "(" * 20_000,
        "$" * 50_001,
        r"\text{" * 20_000,
        r"\boxed{" * 20_000,
        r"\begin{pmatrix}" * 5_000,
        r"\begin{tabular}" * 5_000,
        r"\xrightarrow{" * 10_000,
        "1," * 50_000,
        "1 & " * 20_000,
        "x, " * 50_000,
        r"\item " * 20_000,
        "^" * 20_000,
        "\0" * 20_000,
        "“" * 20_000,
        "a " * 50_000,
        "1" * 100_000,
        r"p(" * 20_000,
        "->" * 20_000,
        "true 1 " * 10_000,
    ],
    ids=lambda text: text[:12].replace("\0", "NUL"),
)
def test_a_hostile_answer_costs_itself_alone(asks, text):
    """It is read, or refused as any answer that cannot be read."""
    parts = LORA if asks == "choice" else MODEL if asks == "parts" else ()
    with suppress(Problem):
        read(asks, text, parts=parts)
