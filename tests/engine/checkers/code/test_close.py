"""Code that computes tensors, checked from end to end: in workers, on functions of this file."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.checkers.code.close import Close
from autograder.checkers.code.inputs import Case, FeatureMap, Integer, Integers, Normal, Number
from autograder.checkers.common.clauses import Clauses
from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.ref import Target, ref
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import State

REFERENCE = """
import math
import torch
from notation import question

@question("1.attention")
def attention(Q, K, V):
    return (Q @ K.mT).softmax(-1) @ V

def scaled(Q, K, V):
    return attention(Q / math.sqrt(Q.shape[-1]), K, V)

def guarded(Q, K, V, constant):
    S = Q @ K.mT
    E = torch.exp(S - S.gather(-1, S.argmax(-1, keepdim=True)))
    return E @ V / (E.sum(-1, keepdim=True) + constant)

def averaged(Q, K, V):
    return V.mean(-2, keepdim=True).expand_as(Q)

@question("1.step")
def step(theta, grad, s, t, eps):
    s = 0.9 * s + 0.1 * grad
    return theta - eps * s / (1 - 0.9**t), s

@question("1.counts")
def counts(labels):
    return torch.stack([(labels == c).sum(-1) for c in range(3)], -1)

@question("1.kernel")
def kernel(u, f):
    return f(u).sum(-1)
"""
SHARED = {"values": 4, "gradient": 2, "large entries": 1, "arguments": 1}
ATTENTION = Close(
    arguments=(Normal("Q", "... n d"), Normal("K", "... n d"), Normal("V", "... n d")),
    cases=(
        Case({"n": 2, "d": 3}),
        Case({"n": 1, "d": 2}),
        Case({"n": 4, "d": 3}, batch=(2,)),
        Case({"n": 2, "d": 5}, batch=(3, 4)),
        Case({"n": 3, "d": 2}, scale={"Q": 4000}),
        Case({"n": 3, "d": 2}, dtype="float32"),
    ),
    gradient=True,
    misreadings={
        "scaled": Misreading(answer=ref.scaled, share=Fraction(1, 2), message="Divided by √d."),
        "averaged": Misreading(answer=ref.averaged, message="All keys weigh the same."),
    },
)
STEP = Close(
    arguments=(
        Normal("theta", "p q"),
        Normal("grad", "p q"),
        Normal("s", "p q"),
        Integer("t", low=1, high=9),
        Number("eps", low=0.1, high=0.5),
    ),
    cases=(
        Case({"p": 2, "q": 3}, values={"s": 0, "t": 1}),
        Case({"p": 1, "q": 1}),
        Case({"p": 3, "q": 2}, dtype="float32"),
    ),
    outputs=("theta", "s"),
)
COUNTS = Close(
    arguments=(Integers("labels", "b n", low=0, high=3),),
    cases=(Case({"b": 2, "n": 5}), Case({"b": 3, "n": 1})),
)
KERNEL = Close(
    arguments=(Normal("u", "... d"), FeatureMap("f", "m d")),
    cases=(Case({"d": 2, "m": 3}), Case({"d": 3, "m": 1}, batch=(4,))),
    gradient=True,
)
APART = replace(
    ATTENTION,
    clauses=Clauses(SHARED),
    guarded=(ref.guarded,),
    cases=(
        *ATTENTION.cases[:-2],
        Case({"n": 3, "d": 2}, scale={"Q": 4000}, clause="large entries"),
        Case({"n": 3, "d": 2}, dtype="float32", clause="arguments"),
    ),
)
CHECKERS = {"attention": ATTENTION, "step": STEP, "counts": COUNTS, "kernel": KERNEL}


@pytest.fixture
def check(zygote, layers, remembered):
    """Grade a function against the reference's of the same name."""

    def check(name, source, *, seed=1, checker=None, dtype="float64", pace=1.0):
        number = f"1.{name}"
        line = RubricLine(
            number=number, name="", weight=Fraction(1), module=Path("test_q1.py"), test="test_it",
            code=True,
        )  # fmt: skip
        reference = remembered(REFERENCE)
        submission = Submission({"q1.py": f"import torch\n{source}".encode()})
        options = {"layers": layers, "seed": seed, "pace": pace}
        with Session(zygote, reference, submission, **options) as session:
            return session.grade(line, Target(name), checker or CHECKERS[name], dtype=dtype)

    return check


def attention(body, arguments="Q, K, V"):
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return f"def attention({arguments}):\n{lines}\n"


RIGHT = {
    "softmax": "return torch.softmax(Q @ K.transpose(-1, -2), dim=-1) @ V",
    "einsum": (
        "S = torch.einsum('...id,...jd->...ij', Q, K)\n"
        "E = torch.exp(S - S.amax(-1, keepdim=True))\n"
        "return torch.einsum('...ij,...jd->...id', E / E.sum(-1, keepdim=True), V)"
    ),
    "divided at the end": (
        "S = Q @ K.mT\nE = (S - S.amax(-1, keepdim=True).detach()).exp()\n"
        "return (E @ V) / E.sum(-1, keepdim=True)"
    ),
    "logarithms": "S = Q @ K.mT\nreturn torch.exp(S - S.logsumexp(-1, keepdim=True)) @ V",
    "library": ("return torch.nn.functional.scaled_dot_product_attention(Q, K, V, scale=1.0)"),
    "rows": (
        "return torch.stack([(q[..., None, :] * K).sum(-1).softmax(-1)[..., None, :]"
        ".matmul(V)[..., 0, :] for q in Q.unbind(-2)], -2)"
    ),
    "a layout of its own": ("O = (Q @ K.mT).softmax(-1) @ V\nreturn O.mT.contiguous().mT"),
    "minus zero": "return -(-((Q @ K.mT).softmax(-1) @ V))",
    "one key after the other": (
        "m = torch.full_like(Q[..., :1], -torch.inf)\n"
        "total = torch.zeros_like(m)\n"
        "out = torch.zeros_like(Q)\n"
        "for k, v in zip(K.unbind(-2), V.unbind(-2)):\n"
        "    s = (Q * k[..., None, :]).sum(-1, keepdim=True)\n"
        "    new = torch.maximum(m, s)\n"
        "    old, weight = torch.exp(m - new), torch.exp(s - new)\n"
        "    total = total * old + weight\n"
        "    out = out * old + weight * v[..., None, :]\n"
        "    m = new\n"
        "return out / total"
    ),
}


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("seed", range(3))
def test_a_right_function_earns_everything_however_it_computes(check, name, seed):
    """Float64 algorithms that differ in every rounding are all within the bound."""
    verdict = check("attention", attention(RIGHT[name]), seed=seed)
    assert (verdict.share, verdict.message) == (1, "")


WRONG = {
    "values": "return (K @ Q.mT).softmax(-1) @ V",
    "values ": "return (Q @ K.mT).softmax(1 if Q.dim() == 4 else -1) @ V",
    "values  ": (
        "S = Q @ K.mT\nE = torch.exp(S - S.amax(-1, keepdim=True))\n"
        "return E @ V / (E.sum(-1, keepdim=True) + 1e-9)"
    ),
    "not finite": "E = torch.exp(Q @ K.mT)\nreturn E @ V / E.sum(-1, keepdim=True)",
    "shape": "return ((Q @ K.mT).softmax(-1) @ V).squeeze()",
    "shape ": "return (Q @ K.mT).softmax(-1)",
    "dtype": "return ((Q @ K.mT).softmax(-1) @ V).double()",
    "type": "return ((Q @ K.mT).softmax(-1) @ V).detach().numpy()",
    "type ": "return ((Q @ K.mT).softmax(-1) @ V).tolist()",
    "gradient": "return (Q @ K.mT).softmax(-1) @ V.detach()",
    "gradient ": "with torch.no_grad():\n    return (Q @ K.mT).softmax(-1) @ V",
    "gradient  ": "A = (Q @ K.mT).softmax(-1)\nA.register_hook(lambda g: 1.001 * g) "
    "if A.requires_grad else None\nreturn A @ V",
    "in place": "V *= 2\nreturn (Q @ K.mT).softmax(-1) @ V / 2",
    "in place ": "K.mul_(2).mul_(0.5).add_(1e-9)\nreturn (Q @ K.mT).softmax(-1) @ V",
    "strided": "K = K.view(-1).view(K.shape)\nreturn (Q @ K.mT).softmax(-1) @ V",
    "repeat": "global calls\ncalls = globals().get('calls', 0) + 1\n"
    "return calls * ((Q @ K.mT).softmax(-1) @ V)",
    "exception": "n, d = Q.shape\nreturn (Q @ K.mT).softmax(-1) @ V",
}


@pytest.mark.parametrize("note", WRONG)
def test_a_mistake_is_found_and_named(check, note):
    verdict = check("attention", attention(WRONG[note]))
    assert (verdict.share, verdict.notes) == (0, (note.strip(),)), verdict.message
    assert "Found with (seed 1):" in verdict.message


def test_a_failing_call_is_shown_as_small_as_it_fails_in_the_tensors_that_it_had(check):
    verdict = check("attention", attention("return (Q @ K.mT).softmax(0) @ V"), seed=3)
    shown = [line.strip() for line in verdict.message.splitlines()[2:]]
    assert [line.partition(" = ")[0] for line in shown] == ["Q", "K", "V", "attention(Q, K, V)"]
    namespace = {}
    exec("import torch\n" + "\n".join(shown[:-1]), namespace)
    assert namespace["Q"].shape == (2, 2)
    Q, K, V = (namespace[name] for name in "QKV")
    wrong = ((Q @ K.mT).softmax(0) @ V) - ((Q @ K.mT).softmax(-1) @ V)
    assert wrong.abs().max() > 1e-3


def test_a_layout_that_matters_is_shown(check):
    verdict = check("attention", attention(WRONG["strided"]))
    assert "view size is not compatible" in verdict.message
    assert "dtype=torch.float64).mT.contiguous().mT" in verdict.message


SCALED = "return (Q / Q.shape[-1]**.5 @ K.mT).{} @ V"


@pytest.mark.parametrize(
    ("body", "share", "note"),
    [
        (SCALED.format("softmax(-1)"), Fraction(1, 2), "scaled"),
        ("return V.mean(-2, keepdim=True) + 0 * Q * K", 0, "averaged"),
    ],
)
def test_a_misreading_is_named_and_earns_its_share(check, body, share, note):
    verdict = check("attention", attention(body))
    assert (verdict.share, verdict.notes) == (share, (note,))
    assert verdict.message.startswith(("Divided by √d.", "All keys weigh the same."))


def test_a_misreading_with_a_further_mistake_earns_nothing(check):
    body = "E = torch.exp(Q / Q.shape[-1]**.5 @ K.mT)\nreturn E @ V / E.sum(-1, keepdim=True)"
    verdict = check("attention", attention(body))
    assert (verdict.share, verdict.notes) == (0, ("scaled", "not finite"))
    assert "That is not all. The result is nan" in verdict.message


def test_what_is_a_misreading_in_some_cases_alone_is_not_called_one(check):
    """For one matrix it is 1/√d; for a batch it is not."""
    body = "d = Q.shape[-1] if Q.dim() == 2 else 2\nreturn (Q / d**.5 @ K.mT).softmax(-1) @ V"
    verdict = check("attention", attention(body))
    assert (verdict.share, verdict.notes) == (0, ("values",))
    assert verdict.message.startswith("The result differs")


def test_an_accepted_convention_is_told_and_nothing_else(check):
    checker = replace(ATTENTION, accepted={"with 1/√d": ref.scaled})
    verdict = check("attention", attention(SCALED.format("softmax(-1)")), checker=checker)
    assert (verdict.share, verdict.notes) == (1, ("with 1/√d",))
    assert verdict.message == "Right, by this convention: with 1/√d."


def test_by_a_convention_a_further_mistake_is_the_one_that_is_shown(check):
    checker = replace(ATTENTION, accepted={"with 1/√d": ref.scaled})
    body = SCALED.format("exp()") + " / (Q / Q.shape[-1]**.5 @ K.mT).exp().sum(-1, keepdim=True)"
    verdict = check("attention", attention(body), checker=checker)
    assert (verdict.share, verdict.notes) == (0, ("not finite",))
    assert verdict.message.startswith("The result is nan")


def test_other_names_for_the_parameters_are_as_good(check):
    body = "return (a @ b.mT).softmax(-1) @ c"
    assert check("attention", attention(body, arguments="a, b, c")).share == 1


def test_a_function_that_is_not_answered_says_so_alone(check):
    verdict = check("attention", attention("raise NotImplementedError"))
    assert verdict.message == "`attention` is not answered yet."


def test_a_function_without_a_return_says_so(check):
    assert "is a `return` missing?" in check("attention", attention("Q @ K.mT")).message


def test_a_time_out_is_its_own_state(check):
    verdict = check("attention", attention("while True: pass"), pace=0.1)
    assert verdict.state is State.TIMED_OUT


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
@pytest.mark.parametrize("name", ["softmax", "einsum", "library", "rows"])
def test_another_precision_has_a_bound_of_its_own(check, name, dtype):
    """Where no points hang on it, the same cases run in float32 and bfloat16."""
    assert check("attention", attention(RIGHT[name]), dtype=dtype).share == 1
    wrong = "return (K @ Q.mT).softmax(-1) @ V"
    verdict = check("attention", attention(wrong), dtype=dtype)
    assert verdict.share == 0
    assert f"# in {dtype}" in verdict.message


def test_a_fault_of_the_reference_is_ours(check):
    """A misreading whose function does not exist: nobody can decide, and nothing is lost."""
    missing = {"missing": Misreading(answer=ref.nothing, message="")}
    checker = replace(ATTENTION, misreadings=missing)
    verdict = check("attention", attention(WRONG["values"]), checker=checker)
    assert (verdict.state, verdict.share) == (State.GRADER_ERROR, 0)
    assert "nothing" in verdict.review
    assert check("attention", attention(RIGHT["softmax"]), checker=checker).share == 1


def test_nothing_of_the_reference_is_in_the_report(check):
    """What a student reads has their own numbers and the inputs, never the expected ones."""
    verdict = check("attention", attention(WRONG["values"]), seed=4)
    shown = [line.strip() for line in verdict.message.splitlines()[2:-1]]
    namespace = {}
    exec("import torch\n" + "\n".join(shown), namespace)
    Q, K, V = (namespace[name] for name in "QKV")
    for number in ((Q @ K.mT).softmax(-1) @ V).flatten().tolist():
        assert f"{number:.6g}" not in verdict.message


TAMPER = """
import sys
for name, module in list(sys.modules.items()):
    if name.endswith("guest.trial"):
        found = module.run
        module.run = lambda f, arguments, cotangents, copied: {}
"""


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("[1]", "The code's reply could not be read."),
        ("'text'", "The code's reply could not be read."),
        ("[f(*arguments), 3, None]", "The code's reply could not be read."),
        ("[f(*arguments), arguments, 3]", "The code's reply could not be read."),
        ("[f(*arguments), [], None]", "The arguments could not be read after the call."),
        ("[f(*arguments), ['text'] * 3, None]", "The call changes its argument `Q`"),
        ("[f(*arguments), arguments, []]", "The code's gradients could not be read."),
        ("[f(*arguments), arguments, [None] * 9]", "The code's gradients could not be read."),
        ("[f(*arguments), arguments, ['text'] * 3]", "The gradient of `Q` could not be read."),
        ("[f(*arguments), arguments, [f(*arguments)[0]] * 3]", "The gradient of `Q` could not"),
        ("[['text'] * 3, arguments, None]", "The result is no tensor, but `list`."),
        ("[{1: f}, arguments, None]", "The result is no tensor, but `dict`."),
    ],
)
def test_a_reply_that_was_tampered_with_is_wrong_and_no_more(check, reply, text):
    """What runs in the student's process decides nothing: it can only spoil its own line."""
    source = TAMPER.format(reply) + attention(RIGHT["softmax"])
    verdict = check("attention", source)
    assert (verdict.state, verdict.share) == (State.FAILED, 0)
    assert text in verdict.message


# ------------------------------------------------------------- several outputs, numbers, integers

STEPS = {
    "right": "s = .9 * s + .1 * grad\nreturn theta - eps * s / (1 - .9**t), s",
    "a list": "s = s + .1 * (grad - s)\nreturn [theta - eps / (1 - .9**t) * s, s]",
    "wrong s": "new = .9 * s + .1 * grad\nreturn theta - eps * new / (1 - .9**t), s",
    "one": "s = .9 * s + .1 * grad\nreturn theta - eps * s / (1 - .9**t)",
    "default dtype": "s = .9 * s + .1 * grad\n"
    "return theta - eps * s / (1 - .9**t), s.to(torch.zeros(1).dtype).double()",
}


def step(name):
    lines = "\n".join(f"    {line}" for line in STEPS[name].splitlines())
    return f"def step(theta, grad, s, t, eps):\n{lines}\n"


@pytest.mark.parametrize("name", ["right", "a list"])
def test_several_outputs_are_compared_one_by_one(check, name):
    assert check("step", step(name)).share == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wrong s", "`s` differs: at [0, 0] it is 0, which is off by"),
        ("one", "Expected (theta, s), 2 values; got a `tensor`."),
        ("default dtype", "The dtype of `s` is float64, not float32."),
    ],
)
def test_the_output_that_differs_is_named(check, name, text):
    verdict = check("step", step(name))
    assert verdict.share == 0
    assert verdict.message.startswith(text)


def test_numbers_and_what_a_case_fixes_are_shown_as_they_are(check):
    shown = check("step", step("wrong s"), seed=5).message.splitlines()
    assert shown[-2].startswith("    eps = 0.")
    assert shown[-3] == "    t = 1"
    assert shown[-4].startswith("    s = torch.tensor([[0.0")


@pytest.mark.parametrize(
    ("body", "share"),
    [
        ("torch.nn.functional.one_hot(labels, 3).sum(-2)", 1),
        ("torch.nn.functional.one_hot(labels, 3).sum(-2).int()", 1),
        ("torch.nn.functional.one_hot(labels, 3).sum(-2).double()", 0),
        ("torch.nn.functional.one_hot(labels, 3).sum(-2).clamp(max=2)", 0),
    ],
)
def test_integers_are_compared_exactly(check, body, share):
    verdict = check("counts", f"def counts(labels):\n    return {body}\n")
    assert verdict.share == share, verdict.message


def test_a_function_among_the_arguments_is_made_in_the_worker(check):
    assert check("kernel", "def kernel(u, f):\n    return f(u).sum(-1)\n").share == 1
    verdict = check("kernel", "def kernel(u, f):\n    return f(u).prod(-1)\n")
    assert verdict.share == 0
    assert "f = lambda u: torch.nn.functional.softplus(u @ W.T)" in verdict.message


# -------------------------------------------------------------------------------- the rubric's side


@pytest.mark.parametrize(
    "case",
    [
        Case({"n": 2, "d": 3, "m": 1}),
        Case({"n": 2, "d": 3}, scale={"W": 3}),
        Case({"n": 2, "d": 3}, values={"W": 3}),
    ],
)
def test_a_misspelt_side_or_argument_is_refused(case):
    with pytest.raises(ValueError, match="speaks of"):
        Close(arguments=ATTENTION.arguments, cases=(case,))


def test_a_side_without_a_size_is_refused():
    with pytest.raises(KeyError, match="d"):
        Close(arguments=ATTENTION.arguments, cases=(Case({"n": 2}),))


def test_the_same_seed_asks_the_same_again_and_another_seed_something_else(check):
    wrong = attention(WRONG["values"])
    once, again, other = (check("attention", wrong, seed=seed).message for seed in (1, 1, 2))
    assert once == again != other


# ------------------------------------------------------------------------- clause by clause

EIGHTHS = {
    "return (Q @ K.mT).softmax(-1) @ V": (8, ()),
    "return (Q @ K.mT).softmax(-1) @ V.detach()": (6, ("gradient",)),
    "with torch.no_grad():\n    return (Q @ K.mT).softmax(-1) @ V": (6, ("gradient",)),
    "E = torch.exp(Q @ K.mT)\nreturn E @ V / E.sum(-1, keepdim=True)": (7, ("not finite",)),
    "V *= 2\nreturn (Q @ K.mT).softmax(-1) @ V / 2": (7, ("in place",)),
    "V *= 2\nreturn (Q @ K.mT).softmax(-1).detach() @ V / 2": (5, ("gradient", "in place")),
    "K = K.view(-1).view(K.shape)\nreturn (Q @ K.mT).softmax(-1) @ V": (7, ("strided",)),
    "K = K.view(-1).view(K.shape)\nreturn (Q @ K.mT).softmax(-1).detach() @ V": (
        5, ("gradient", "strided"),
    ),
    "return ((Q @ K.mT).softmax(-1) @ V).double()": (7, ("dtype",)),
    "return (Q @ K.mT / Q.shape[-1] ** 0.5).softmax(-1) @ V": (4, ("scaled",)),
    "E = torch.exp(Q @ K.mT / Q.shape[-1] ** 0.5)\nreturn E @ V / E.sum(-1, keepdim=True)": (
        3.5, ("scaled", "not finite"),
    ),
    "return V": (0, ("values",)),
    "n, d = Q.shape\nreturn (Q @ K.mT).softmax(-1) @ V": (0, ("exception",)),
}  # fmt: skip


@pytest.mark.parametrize("body", EIGHTHS)
def test_what_is_lost_is_its_clause_and_nothing_else(check, body):
    """A named slip takes its part of every clause; wrong values leave nothing."""
    eighths, notes = EIGHTHS[body]
    verdict = check("attention", attention(body), checker=APART)
    assert (8 * verdict.share, verdict.notes) == (eighths, notes), verdict.message


def test_the_message_says_which_clauses_are_earned(check):
    body = "return (Q @ K.mT).softmax(-1) @ V.detach()"
    text = check("attention", attention(body), checker=APART).message
    assert "values: earned (" in text
    assert "). No gradient reaches `V`" in text


def test_a_gradient_that_is_zero_need_not_exist(check):
    """With one key the weights are one, and Q and K do not matter."""
    body = "if Q.shape[-2] == 1:\n    return V\nreturn (Q @ K.mT).softmax(-1) @ V"
    assert check("attention", attention(body), checker=APART).share == 1


SINGLE = (
    "return ((Q.float() @ K.float().mT).softmax(-1) @ V.float()).to(Q.dtype)",
    "return torch.nn.functional.softmax(Q @ K.mT, dim=-1, dtype=torch.float32).type_as(Q) @ V",
    "return ((Q @ K.mT).softmax(-1) @ V) * (torch.FloatTensor([0.1]).type_as(Q) / 0.1)",
)
SYSTEMATIC = (
    "return ((Q @ K.mT).softmax(-1) @ V) * (1 + 1e-7)",
    "return ((Q @ K.mT).softmax(-1) @ V).float().to(Q.dtype) * (1 + 1e-7)",
    "E = (Q @ K.mT - 5).exp()\nreturn E @ V / (E.sum(-1, keepdim=True) + 1e-8)",
    "A = (Q @ K.mT).softmax(-1)\nreturn A @ V / (1 + torch.finfo(torch.float32).eps)",
)


@pytest.mark.parametrize("body", SINGLE)
@pytest.mark.parametrize("checker", [ATTENTION, APART], ids=["whole", "apart"])
def test_a_float32_on_the_way_costs_an_eighth_and_is_named(check, checker, body):
    verdict = check("attention", attention(body), checker=checker)
    assert (verdict.share, verdict.notes) == (Fraction(7, 8), ("single precision",))
    assert "a float32 is on the way" in verdict.message


@pytest.mark.parametrize("body", SYSTEMATIC)
def test_a_mistake_as_small_as_single_precision_is_none_of_its_rounding(check, body):
    verdict = check("attention", attention(body), checker=ATTENTION)
    assert (verdict.share, verdict.notes) == (0, ("values",)), verdict.message


@pytest.mark.parametrize(
    ("constant", "share"), [("1e-8", Fraction(1, 2)), ("2e-6", Fraction(1, 2)), ("1e-3", 0)]
)
def test_a_constant_in_the_denominator_is_named(check, constant, share):
    body = (
        "S = Q @ K.mT\nE = torch.exp(S - S.amax(-1, keepdim=True))\n"
        f"return E @ V / (E.sum(-1, keepdim=True) + {constant})"
    )
    verdict = check("attention", attention(body), checker=APART)
    assert (verdict.share, verdict.notes) == (share, ("guard",)), verdict.message
    assert f"about {float(constant):.2g}, is added to a denominator" in verdict.message


@pytest.mark.parametrize("constant", ["1e-8", "1e-6", "5e-6"])
def test_whose_gradient_the_maximum_has_is_no_matter_beside_a_constant(check, constant):
    """All scores of a row are equal where a query is 0, as one that is drawn is now and then."""
    body = (
        "S = Q @ K.mT\nE = torch.exp(S - S.amax(-1, keepdim=True))\n"
        f"return E @ V / (E.sum(-1, keepdim=True) + {constant})"
    )
    ties = Case(
        {"n": 3, "d": 1}, values={"Q": ((0.0,), (1.0,), (0.0,)), "K": ((1.5,), (1.0,), (0.5,))}
    )
    verdict = check(
        "attention", attention(body), checker=replace(APART, cases=(ties, *APART.cases))
    )
    expected = (Fraction(1, 2), ("guard",))
    assert (verdict.share, verdict.notes) == expected, verdict.message


def test_beside_a_constant_a_gradient_that_is_cut_off_is_lost_all_the_same(check):
    body = (
        "S = Q @ K.mT\nE = torch.exp(S - S.amax(-1, keepdim=True))\n"
        "return E @ V / (E.sum(-1, keepdim=True) + 5e-6).detach()"
    )
    verdict = check("attention", attention(body), checker=APART)
    assert verdict.notes == ("guard", "gradient")


def test_a_clause_that_no_case_belongs_to_is_refused():
    with pytest.raises(ValueError, match="no clause `large entries` here"):
        replace(ATTENTION, clauses=Clauses(SHARED))
