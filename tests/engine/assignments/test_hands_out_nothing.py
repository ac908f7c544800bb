"""No text that students are given contains the answer to a line.

The texts are all of a student's folder: docstrings of questions, the notation with its examples,
the public tests, the page that says how to begin. Text and answers are brought to one spelling
first, in which ``diag(D(sigma)(h[t - 1]))`` and ``diag(σ′(h_{t−1}))`` are the same.
"""

import ast
import importlib.util
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from autograder import notation

PROJECT = Path(__file__).resolve().parents[3]
ASSIGNMENTS = ("hw2022", "hw2025")

_LETTERS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "λ": "lambda", "μ": "mu", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "Δ": "delta", "Σ": "sum", "Π": "product", "√": "sqrt", "∑": "sum", "∏": "product",
    "′": "'", "−": "-", "·": "", "×": "", "⊙": "", "∗": "", "‖": "|", "≤": "<=", "≥": ">=",
    "⁰": "^0", "¹": "^1", "²": "^2", "³": "^3", "ᵀ": ".t", "ᵗ": "^t", "ᵈ": "^d",
}  # fmt: skip
_SPELLINGS = (
    (re.compile(r"\bD\((\w+)\)"), r"\1'"),
    (re.compile(r"\bT\((\w+)\)"), r"\1.t"),
    (re.compile(r"[A-Za-z_.]*\.(?=[A-Za-z_]+\()"), ""),  # of a module, as in sympy.exp(x)
    (re.compile(r"\\(?:mathrm|operatorname|mathbf|text|left|right|cdot|,|;)"), ""),
    (re.compile(r"\*\*"), "^"),
    (re.compile(r"\^\{?t\}?(?![a-z])", re.IGNORECASE), "^t"),
    (re.compile(r"[\s*@{}\\`]"), ""),
    (re.compile(r"_(?=[a-z0-9\[(-])"), ""),
    (re.compile(r"[\[\]]"), ""),
)
#: An answer that is no longer than this in the one spelling stands in any text.
_SHORT = 5


def spelled(text):
    """Bring a text to the one spelling."""
    text = "".join(_LETTERS.get(letter, letter) for letter in text)
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return text.lower()


@cache
def texts(assignment):
    """Return what a student's folder says: each file's text in the one spelling."""
    folder = PROJECT / "student_template" / assignment
    files = [path for path in sorted(folder.iterdir()) if path.suffix in (".py", ".md", ".ini")]
    return {path.name: spelled(path.read_text()) for path in files}


@cache
def modules(assignment):
    """Return the reference's modules, each with its syntax tree."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "notation", notation)
        for path in sorted((PROJECT / "reference" / assignment).glob("*.py")):
            spec = importlib.util.spec_from_file_location(path.stem, path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            found.append((module, ast.parse(path.read_text())))
    return found


def questions(assignment):
    """Yield each question: the function that answers it, and its syntax tree."""
    for module, tree in modules(assignment):
        for node in tree.body:
            function = getattr(module, getattr(node, "name", ""), None)
            if isinstance(node, ast.FunctionDef) and hasattr(function, "__question__"):
                yield function, node


def forms(function, node):
    """Return the forms of an answer: as its source has it, and as it prints."""
    found = [ast.unparse(part.value) for part in node.body if isinstance(part, ast.Return)]
    symbols = function.__question__.arguments()
    if symbols:
        value = function(**symbols)
        if isinstance(value, notation.Derivation):
            # Its ends are in the question, or another line's answer.
            return [repr(step.expression) for step in value.steps[:-1]]
        found.append(repr(value))
    return found


def aliases(function):
    """Return what a docstring calls the symbols, as in ``h_prev (h_{t−1})``."""
    return dict(re.findall(r"\b(\w+) \(([^\s()]+)\)", function.__doc__ or ""))


def spellings(function, node):
    """Return the forms of an answer in the one spelling, with either name of each symbol."""
    names = aliases(function)
    found = set()
    for form in forms(function, node):
        found.add(spelled(form))
        for name, alias in names.items():
            form = re.sub(rf"\b{name}\b", lambda _, alias=alias: alias, form)
        found.add(spelled(form))
    return {form for form in found if len(form) > _SHORT}


#: What the statement itself defines.
GIVEN = {("hw2025", "4.4a.dequantize")}
CASES = [
    pytest.param(a, function, node, id=f"{a}-{function.__question__.id}")
    for a in ASSIGNMENTS
    for function, node in questions(a)
    if (a, function.__question__.id) not in GIVEN
]


@pytest.mark.parametrize(("assignment", "function", "node"), CASES)
def test_no_text_contains_an_answer(assignment, function, node):
    """Not as the reference writes it, and not as it prints."""
    found = [
        (name, form)
        for form in sorted(spellings(function, node))
        for name, text in texts(assignment).items()
        if form in text
    ]
    assert not found


#: How an answer, or the part of it that matters, may be said: regular expressions in the one
#: spelling, by assignment and line.
SAYINGS = {
    ("hw2022", "1.1.relation"): [r"sigma\(ht?\)", r"gt?=sigma\(h(t|\))"],
    ("hw2022", "1.2.jacobian"): [r"wdiag\(", r"diag\(sigma'", r"sigma'\(ht", r"sigma'\(h\)w"],
    ("hw2022", "1.2.limit"): [r"vanishes", r"tends?to0", r"tozero", r"delta\^t→0"],
    ("hw2022", "1.3.necessary"): [r"necessary(,|and)?but", r"isanecessary"],
    ("hw2022", "1.3.sufficient"): [
        r"isnotsufficient",
        r"notsufficient",
        r"notasufficient",
        r"(andyet|but|without)(the)?gradient(does)?(not)?explod",
    ],
    ("hw2022", "2.1.momentum"): [r"alphaupdateprev", r"alphadeltatheta"],
    ("hw2022", "2.1.average"): [r"betaupdateprev", r"betadeltatheta"],
    ("hw2022", "2.1.alpha"): [r"alpha=beta", r"alphaisbeta", r"beta=alpha"],
    ("hw2022", "2.1.epsilon"): [r"delta\(1-beta\)", r"\(1-beta\)delta", r"delta-deltabeta"],
    ("hw2022", "2.2.unrolled"): [r"beta\^?\(?t-i", r"beta\^?j?g\(?t-j"],
    ("hw2022", "2.3.expectation"): [r"\(1-beta\^t\)", r"mu-beta\^tmu"],
    ("hw2022", "2.3.debiased"): [r"/\(?1-beta\^t", r"1-beta\^t"],
    ("hw2022", "3.1.head_time"): [r"n\^2d", r"dn\^2"],
    ("hw2022", "3.1.head_space"): [r"n\^2\+", r"n\(n\+d"],
    ("hw2022", "3.1.multihead_time"): [r"hn\^2", r"hnd\("],
    ("hw2022", "3.1.multihead_space"): [r"hnd", r"hd\^2"],
    ("hw2022", "3.1.bottleneck"): [r"quadratic", r"squareofn", r"n\^2"],
    ("hw2022", "3.2.time"): [r"nd\^2", r"linearinn"],
    ("hw2022", "3.2.space"): [r"nd\+", r"d\^2(?!\d)"],
    ("hw2022", "3.2.rank"): [r"rank(is|atmost)+d", r"min\([nd],[nd]\)"],
    ("hw2022", "3.3.normaliser"): [r"exp\(qi\.tk", r"exp\(kj\.tq"],
    ("hw2022", "3.3.time"): [r"nmd", r"mnd"],
    ("hw2022", "3.3.space"): [r"nm\+", r"n\(m\+d"],
    ("hw2022", "3.4.feature"): [r"exp\(w", r"sqrt\(?m"],
    ("hw2022", "3.5.variance"): [r"exp\((norm\(|\|)q\+k", r"\^2\)-1"],
    ("hw2022", "3.5.halving"): [r"fourtimes", r"factor(of|is)?(4|four)", r"/sqrt\(?m"],
    ("hw2022", "3.5.samples"): [r"/tau\^2"],
    ("hw2022", "3.5.crossover"): [r"m(≈|reaches)n|fromm=n", r"asmanyaspositions"],
    ("hw2022", "4.1.lambda"): [r"2etagamma", r"2gammaeta", r"etagamma"],
    ("hw2022", "4.2.line"): [r"(only|changes|gradient)line", r"thegradient(line)?changes"],
    ("hw2022", "4.2.gradient"): [r"gammatheta", r"2gamma"],
    ("hw2022", "4.3.l2_stronger"): [r"small\w*(is|are)?shr(i|u)nk", r"shr(i|u)nksmall"],
    ("hw2022", "4.3.l2_rate"): [r"gammaeps", r"epsilongamma", r"epsgamma"],
    ("hw2022", "4.3.decay_stronger"): [r"shr(i|u)nk\w*equally", r"bothsets", r"everyweight"],
    ("hw2022", "4.3.decay_rate"): [r"rateis(lambda|lam)", r"1-(lambda|lam)"],
    ("hw2022", "4.4.l2_ratio"): [r"rlarge\+", r"sqrt\(rlarge"],
    ("hw2022", "4.4.decay_ratio"): [r"ratios?isalways", r"lam(bda)?/lam"],
    ("hw2022", "4.4.claims"): [r"true,false,true", r"tftf", r"[1-6]:(true|false)"],
    ("hw2025", "2.1.count"): [r"n\^t"],
    ("hw2025", "2.3.time"): [r"tbn", r"bnt", r"bnlog"],
    ("hw2025", "2.3.space"): [r"bn\+b?t", r"bt\+b?n", r"b\(n\+t"],
    ("hw2025", "3.2a.grad_hf"): [r"2vf\.t", r"v\^?f\.t\(z", r"-2\(z"],
    ("hw2025", "3.2a.entry_hf"): [r"1-hf", r"1-h\^?f", r"tanh'"],
    ("hw2025", "3.2a.entry_hb"): [r"1-hb", r"1-h\^?b"],
    ("hw2025", "3.3.grad_Wb"): [r"gradhbt?xt", r"outerproduct"],
    ("hw2025", "3.3.grad_Uf"): [r"gradhft?hft-1", r"hft-1\.t"],
    ("hw2025", "4.1.difference"): [r"deltacodes-w", r"x\(deltacodes"],
    ("hw2025", "4.2.parameters"): [r"2dr", r"2rd"],
    ("hw2025", "4.2.rank"): [r"rankr", r"rankis(atmost)?r"],
    ("hw2025", "4.2.bits_lora"): [r"32d\^2", r"32\(d\^2"],
    ("hw2025", "4.3.merged"): [r"w\+ab\.t"],
    ("hw2025", "4.4b.saving_ffn"): [r"32-m"],
}
#: Texts that would give an answer away: the search has to find each.
GIVEAWAYS = {
    ("hw2022", "1.1.relation"): ["so g_t = σ(h_t)", "sigma(h)"],
    ("hw2022", "1.2.jacobian"): ["W diag(σ′(h_{t−1}))", "the matrix diag(D(sigma)(h)) * W.T"],
    ("hw2022", "1.2.limit"): ["the bound tends to 0", "so the gradient vanishes"],
    ("hw2022", "1.3.necessary"): ["it is a necessary condition", "necessary, but not sufficient"],
    ("hw2022", "1.3.sufficient"): ["it is not sufficient", "and yet the gradient explodes"],
    ("hw2022", "2.1.momentum"): ["Δθ_t = α Δθ_{t−1} − ε g_t", "alpha * update_prev"],
    ("hw2022", "2.1.average"): ["Δθ_t = β Δθ_{t−1} − δ(1 − β) g_t", "beta * update_prev"],
    ("hw2022", "2.1.alpha"): ["with α = β the two agree"],
    ("hw2022", "2.1.epsilon"): ["ε = δ (1 − β)", "(1 - beta) * delta"],
    ("hw2022", "2.2.unrolled"): ["Σ β^(t−i) g_i", "beta**(t - i)", "β^j g_{t−j}"],
    ("hw2022", "2.3.expectation"): ["E[v_t] = (1 − β^t) μ", "mu - beta**t * mu"],
    ("hw2022", "2.3.debiased"): ["v_t / (1 − βᵗ)", "v_t divided by 1 - beta**t"],
    ("hw2022", "3.1.head_time"): ["Θ(n²d)"],
    ("hw2022", "3.2.time"): ["Θ(nd²)"],
    ("hw2022", "3.4.feature"): ["exp(w_rᵀu − ‖u‖²/2)/√m"],
    ("hw2022", "3.5.variance"): ["(exp(‖q+k‖²) − 1)/m"],
    ("hw2022", "4.1.lambda"): ["λ = 2ηγ", "2*eta*gamma"],
    ("hw2022", "4.2.gradient"): ["g + 2γθ"],
    ("hw2022", "4.4.l2_ratio"): ["√(r_large + δ)/√(r_small + δ)"],
    ("hw2025", "2.1.count"): ["there are N^T sequences", "N ** T"],
    ("hw2025", "3.2a.grad_hf"): ["−2 V_fᵀ (z_t − y_t)"],
    ("hw2025", "3.2a.entry_hf"): ["Uf[i, j] (1 − hf[t + 1][i]²)"],
    ("hw2025", "2.3.time"): ["T·B·N", "O(B N T)", "B N log B for each step"],
    ("hw2025", "2.3.space"): ["B N + B T", "B (N + T)"],
    ("hw2025", "3.2a.entry_hb"): ["1 − hb[t − 1]²"],
    ("hw2025", "3.3.grad_Wb"): ["grad_hb[t] * x[t].T", "an outer product"],
    ("hw2025", "3.3.grad_Uf"): ["grad_hf[t] * hf[t - 1].T"],
    ("hw2025", "4.1.difference"): ["X (Δ codes − W)"],
    ("hw2025", "4.2.parameters"): ["2·d·r, in all"],
    ("hw2025", "4.2.rank"): ["a matrix of rank r."],
    ("hw2025", "4.2.bits_lora"): ["32 (d² + 2dr) bits"],
    ("hw2025", "4.3.merged"): ["W + A Bᵀ"],
    ("hw2025", "4.4b.saving_ffn"): ["(32 − m) d²"],
}


@pytest.mark.parametrize(("assignment", "number"), SAYINGS)
def test_no_text_says_an_answer_in_other_words(assignment, number):
    """A list by hand, for answers that are short, or that are mostly words."""
    found = [
        (name, pattern, text[max(0, match.start() - 40) : match.end() + 40])
        for pattern in SAYINGS[assignment, number]
        for name, text in texts(assignment).items()
        if (match := re.search(pattern, text))
    ]
    assert not found


@pytest.mark.parametrize(
    ("assignment", "number", "text"),
    [(*line, text) for line, found in GIVEAWAYS.items() for text in found],
)
def test_a_text_that_says_an_answer_is_found(assignment, number, text):
    """So the expressions of the list are not misspelt."""
    assert any(re.search(pattern, spelled(text)) for pattern in SAYINGS[assignment, number])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the product W diag(σ′(h_{t−1}))", "wdiag(sigma'(ht-1))"),
        ("W @ diag(D(sigma)(h[t - 1]))", "wdiag(sigma'(ht-1))"),
        (r"$W \mathrm{diag}(\sigma'(h_{t-1}))$", "wdiag(sigma'(ht-1))"),
        ("v_t / (1 − βᵗ)", "vt/(1-beta^t)"),
        ("v_t/(1 - beta**t)", "vt/(1-beta^t)"),
        ("sympy.exp(n·d²)", "exp(nd^2)"),
        ("X A Bᵀ", "xab.t"),
        ("A * T(B)", "ab.t"),
    ],
)
def test_the_one_spelling_is_one(text, found):
    assert found in spelled(text)


def test_an_answer_is_found_where_there_is_one():
    """The search is tried on a text that gives an answer away."""
    function, node = next(c for c in questions("hw2022") if c[0].__name__ == "debiased")
    text = spelled("The average is divided by what it lacks: v / (1 − βᵗ).")
    assert any(form in text for form in spellings(function, node))
