"""Q4 of hw2022."""

from fractions import Fraction

from autograder.rubric import (
    Case,
    Choice,
    Claims,
    Clauses,
    Close,
    Derivation,
    Equal,
    Fact,
    Integer,
    Misreading,
    Normal,
    Number,
    Uniform,
    cancels,
    code,
    follows,
    number,
    ref,
    visibility,
    weight,
)

LINES = (
    "sample", "gradient", "time", "first moment", "second moment", "correct first",
    "correct second", "update", "apply",
)  # fmt: skip
SETS = ("small", "large", "equal")

STABILISER = "δ added to the root, as in Algorithm 8.7"


# One step from any moments, also from those of nineteen steps before: a chain of such steps has
# nothing to go wrong in that one of them has not.
STEP = (
    Normal("theta", "..."), Normal("grad", "..."),
    Normal("s", "..."), Uniform("r", "...", low=0.0, high=2.0),
    Integer("t", low=2, high=9), Number("eps", low=0.1, high=0.5),
    Number("rho1", low=0.55, high=0.75), Number("rho2", low=0.8, high=0.95),
    Number("delta", low=0.1, high=0.5),
)  # fmt: skip
START = {"s": 0, "r": 0, "t": 1}
# What a first step divides by is as small as these and the stabiliser together.
SMALL = {**START, "theta": (2e-6, -1e-7, 3e-8, 0.0), "grad": (1e-6, -3e-7, 2e-8, 1e-9)}
STEPS = (
    Case(values=START),
    Case(batch=(1,), values=START),
    Case(batch=(3,), values=START),
    Case(),
    Case(batch=(2,)),
    Case(batch=(1,), values={"t": 20}),
    # The correction of the second moment is far from done.
    Case(batch=(2,), values={"t": 300, "rho1": 0.9, "rho2": 0.999}),
    Case(batch=(2,), values={"t": 2000, "rho1": 0.9, "rho2": 0.999}),
    Case(batch=(2,), values={"grad": 0}),
    Case(batch=(2,), values={**START, "grad": 0}),
    Case(batch=(3,), values={"theta": 0}),
    Case(batch=(4,), values={**SMALL, "delta": 1e-8}),
    Case(batch=(4,), values={**SMALL, "delta": 1e-16}),
    Case(batch=(3, 4), scale={"grad": (0.01, 1.0, 100.0), "r": (0.0001, 1.0, 10000.0)}),
    Case(batch=(2, 2, 3), values={"t": 20}),
    Case(batch=(2, 3), dtype="float32", clause="arguments"),
)
AFTER = ("theta", "s", "r")

SWAPPED = "The decay rates ρ1 and ρ2 are exchanged."
UNCORRECTED = "The correction of both moments is missing: without it they are too small at first."
FIRST_POWER = (
    "The moments are divided by 1 − ρ; the correction is 1 − ρᵗ, the same for t = 1 alone."
)
ROOTLESS = "Nearly: your code divides by r̂ + δ, and Adam divides by a root."
NEXT_STEP = "t is the number of this step already, 1 for the first."
CORRECTED = (
    "Nearly: the moments that are returned are corrected; the next step needs them as they were "
    "before that."
)


def misreading(answer, message, share=0, **then):
    """Name an answer that is not the right one, and say what it is."""
    return Misreading(answer=answer, message=message, share=Fraction(share), **then)


def either(note, answers, message, share=0):
    """Name a mistake in two answers: with δ where the question has it, and on the other side."""
    notes = (note, f"{note} with δ elsewhere")
    return {
        note: misreading(answer, message, share)
        for note, answer in zip(notes, answers, strict=True)
    }


def of_weights(answer, **then):
    """Name a rate that is multiplied by the weight, or not divided by it."""
    message = "This is how much is removed; the rate is the fraction of the weight that is."
    return misreading(answer, message, **then)


@number("4.1.lambda")
@weight(2)
def test_lambda(grade):
    """The λ with which weight decay and the L2 penalty are the same."""
    penalty = "The factor comes from the gradient of the penalty γ‖θ‖²: look at that once more."
    grade(
        ref.matching_decay,
        Equal(
            misreadings={
                "gradient of the penalty": misreading(
                    "eta*gamma",
                    "Nearly: look once more at the gradient of the penalty γ‖θ‖².",
                    share="1/2",
                ),
                "half the gradient of the penalty": misreading("eta*gamma/2", penalty),
                "learning rate": misreading(
                    "2*gamma",
                    "Compare the two updates once more: what does the learning rate multiply in "
                    "each of them?",
                ),
                "solved for the other": misreading(
                    "gamma/(2*eta)",
                    "This is the relation the wrong way round: λ is asked for, where γ is given.",
                ),
                "decay times the weight": misreading(
                    "2*eta*gamma*theta",
                    "This is the whole term of the update; λ is what θ is multiplied by.",
                ),
            }
        ),
    )


@number("4.1.derivation")
@weight(2)
@follows("4.1.lambda")
def test_derivation(grade):
    """Weight decay is the L2 penalty, for plain gradient descent."""
    grade(
        ref.derivation,
        Derivation(
            facts={
                # Who has lost a factor in the gradient has lost it in λ.
                "gradient of the penalty": Fact(
                    kind="theorem", values={"grad_reg": "grad + ({4.1.lambda: eta=1})*theta"}
                ),
                "choice of λ": Fact(kind="definition", values={"lam": "{4.1.lambda}"}, hidden=True),
            },
            milestones=(
                (
                    "theta - eta*(grad + ({4.1.lambda: eta=1})*theta)",
                    # By the choice of λ first: with what is left over, or for η.
                    "theta - eta*grad_reg + (({4.1.lambda}) - lam)*theta",
                    "theta - lam/({4.1.lambda: eta=1})*grad - lam*theta",
                ),
            ),
        ),
    )


@number("4.2.line")
@weight(1)
@visibility("after_published")
def test_line(grade):
    """The line of Adam that an L2 penalty changes."""
    grade(ref.changed_line, Choice(options=LINES))


@number("4.2.gradient")
@weight(2)
@follows("4.1.lambda")
def test_gradient(grade):
    """What the changed line computes."""
    grade(
        ref.new_line,
        Equal(
            following="g + ({4.1.lambda})*theta/eta",
            misreadings={
                "half the gradient of the penalty": misreading(
                    "g + gamma*theta",
                    "Nearly: look once more at the gradient of the penalty γ‖θ‖².",
                    share="1/2",
                    then={"4.2.code": ref.l2_half},
                ),
                "penalty inside the mean": misreading(
                    "g + 2*gamma*theta/m",
                    "Nearly: the penalty is part of L_reg once, and not of each example's loss, "
                    "so that the mean over the minibatch does not divide it.",
                    share="1/2",
                ),
                "penalty subtracted": misreading(
                    "g - 2*gamma*theta",
                    "Nearly: the penalty is added to the loss; the step goes against the gradient "
                    "later, in the update.",
                    share="1/2",
                    then={"4.2.code": ref.l2_subtracted},
                ),
                "penalty multiplied by the step size": misreading(
                    "g + 2*eps*gamma*theta",
                    "The step size comes in later, in the update: here it would count twice.",
                    then={
                        "4.2.code": ref.l2_times_step_size,
                        "4.3.l2_rate": "2*gamma*eps**2/sqrt(r_hat + delta)",
                    },
                ),
                "penalty itself": misreading(
                    "g + gamma*norm(theta)**2",
                    "This adds the penalty itself, a number; the line computes a gradient.",
                ),
                "penalty alone": misreading(
                    "2*gamma*theta", "This is the penalty's part alone: L has a gradient too."
                ),
            },
        ),
    )


@number("4.2.code")
@weight(2)
@code
@follows("4.2.gradient")
def test_adam_l2_step(grade):
    """Code for a step of Adam with an L2 penalty."""
    penalty = "Nearly: look once more at the gradient of the penalty γ‖θ‖²."
    sign = "Nearly: the penalty's gradient is subtracted from that of L; the penalty is added to L."
    none = "This is a step of Adam on L: the penalty is missing."
    grade(
        ref.adam_l2_step,
        Close(
            arguments=(*STEP, Number("gamma", low=0.05, high=0.5)),
            cases=(*STEPS, Case(batch=(2,), values={"gamma": 0})),
            outputs=AFTER,
            clauses=Clauses({"values": 3, "arguments": 1}),
            accepted={"δ inside the root, as in the update of Adam-L2": ref.l2_inside_root},
            misreadings={
                **either("penalty half", (ref.l2_half, ref.l2_half_inside), penalty, "1/2"),
                **either("penalty twice", (ref.l2_twice, ref.l2_twice_inside), penalty, "1/2"),
                **either(
                    "penalty subtracted", (ref.l2_subtracted, ref.l2_subtracted_inside), sign, "1/2"
                ),
                **either(
                    "without penalty", (ref.l2_without_penalty, ref.l2_without_penalty_inside), none
                ),
                "without the root": misreading(ref.l2_without_root, ROOTLESS, share="1/2"),
                "decoupled": misreading(
                    ref.l2_decoupled,
                    "Your code adds the penalty's gradient to the step, which is decoupled decay: "
                    "on L_reg Adam knows one gradient.",
                ),
                "second moment from the raw gradient": misreading(
                    ref.l2_raw_second_moment,
                    "Your second moment is of the gradient of L alone, without the penalty's.",
                ),
                "rates swapped": misreading(ref.l2_swapped, SWAPPED),
                **either(
                    "no bias correction",
                    (ref.l2_uncorrected, ref.l2_uncorrected_inside),
                    UNCORRECTED,
                ),
                **either(
                    "first power", (ref.l2_first_power, ref.l2_first_power_inside), FIRST_POWER
                ),
                "next step": misreading(ref.l2_next_step, NEXT_STEP),
                "stabiliser before the correction": misreading(
                    ref.l2_stabilised_early,
                    "Nearly: your code adds δ to the root of the moment before its correction, as "
                    "some implementations do; Algorithm 8.7 adds it afterwards.",
                    share="1/2",
                ),
                **either(
                    "corrected moments returned",
                    (ref.l2_returns_corrected, ref.l2_returns_corrected_inside),
                    CORRECTED,
                    "1/2",
                ),
            },
        ),
    )


@number("4.3.l2_stronger")
@weight(1)
@visibility("after_published")
@cancels("4.3")
def test_l2_stronger(grade):
    """Which weights an L2 penalty shrinks more under Adam."""
    grade(ref.l2_stronger, Choice(options=SETS))


@number("4.3.l2_rate")
@weight(1.5)
@follows("4.2.gradient")
def test_l2_rate(grade):
    """How fast an L2 penalty shrinks a weight under Adam."""
    rate, other = "2*gamma*eps/sqrt(r_hat + delta)", "2*gamma*eps/(sqrt(r_hat) + delta)"
    on = "eps*({4.2.gradient: g=0, theta=1})/sqrt(r_hat + delta)"
    other_on = "eps*({4.2.gradient: g=0, theta=1})/(sqrt(r_hat) + delta)"
    ratio = "theta_small*sqrt(r_large + delta)/(theta_large*sqrt(r_small + delta))"
    other_ratio = "theta_small*(sqrt(r_large) + delta)/(theta_large*(sqrt(r_small) + delta))"
    penalty = "Nearly: look once more at the gradient of the penalty γ‖θ‖²."
    grade(
        ref.l2_rate,
        Equal(
            accepted={STABILISER: other_on},
            following=on,
            misreadings={
                "half the gradient of the penalty": misreading(
                    "gamma*eps/sqrt(r_hat + delta)", penalty, share="1/2"
                ),
                "half the gradient of the penalty by Algorithm 8-7": misreading(
                    "gamma*eps/(sqrt(r_hat) + delta)", penalty, share="1/2"
                ),
                "without the step size": misreading(
                    "2*gamma/sqrt(r_hat + delta)",
                    "Follow the penalty's part of ŝ through the whole update.",
                ),
                "without the root": misreading(
                    "2*gamma*eps/(r_hat + delta)",
                    "Nearly: look once more at what Adam divides its step by.",
                    share="1/2",
                ),
                "without the stabiliser": misreading(
                    "2*gamma*eps/sqrt(r_hat)", "Nearly: the stabiliser is missing.", share="1/2"
                ),
                "as with plain gradient descent": misreading(
                    "2*gamma*eps",
                    "This is the rate with plain gradient descent: under Adam the penalty's "
                    "gradient takes the same way to the update as the gradient of L.",
                ),
                "amount": of_weights(f"{rate}*theta", then={"4.4.l2_ratio": ratio}),
                "amount by Algorithm 8-7": of_weights(
                    f"{other}*theta", then={"4.4.l2_ratio": other_ratio}
                ),
                "what remains": misreading(
                    f"1 - {rate}", "This is the fraction that remains, not the one removed."
                ),
                "the whole step": misreading(
                    "eps*(s_hat + 2*gamma*theta)/(theta*sqrt(r_hat + delta))",
                    "This is the whole step; the rate is what the penalty adds to it.",
                ),
                "decoupled decay": misreading("lam", "This is not about decoupled decay."),
            },
        ),
    )


@number("4.3.decay_stronger")
@weight(1)
@visibility("after_published")
@cancels("4.3")
def test_decay_stronger(grade):
    """Which weights decoupled decay shrinks more."""
    grade(ref.decay_stronger, Choice(options=SETS))


@number("4.3.decay_rate")
@weight(1.5)
def test_decay_rate(grade):
    """How fast decoupled decay shrinks a weight."""
    of_adapted = {"4.4.decay_ratio": "sqrt(r_large + delta)/sqrt(r_small + delta)"}
    adapted = misreading(
        "lam/sqrt(r_hat + delta)",
        "Look once more where the decay stands in the update that the question prints.",
        then=of_adapted,
    )
    grade(
        ref.decay_rate,
        Equal(
            misreadings={
                "times the step size": misreading(
                    "eps*lam",
                    "In the update as the question prints it, the step size does not multiply the "
                    "decay. (In some libraries it does.)",
                ),
                "adapted": adapted,
                "adapted times the step size": misreading(
                    "eps*lam/sqrt(r_hat + delta)", adapted.message, then=of_adapted
                ),
                "amount": of_weights(
                    "lam*theta", then={"4.4.decay_ratio": "theta_small/theta_large"}
                ),
                "what remains": misreading(
                    "1 - lam", "This is the fraction that remains, not the one removed."
                ),
                "penalty": misreading(
                    "2*gamma*eps/sqrt(r_hat + delta)", "This is about a penalty, not about decay."
                ),
            },
        ),
    )


@number("4.3.code")
@weight(1)
@code
def test_adamw_step(grade):
    """Code for a step of Adam with decoupled decay."""
    after = (
        "Your code takes the decay of the weights after Adam's step; the θ in Δθ is the weights "
        "before it."
    )
    times = "Your code multiplies λ by the step size, as some libraries do; the question does not."
    coupled = (
        "Your code makes the decay a part of the gradient, and so of the moments: that is a "
        "penalty, and not decoupled decay."
    )
    adapted = (
        "Your code divides the decay by what Adam divides its step by: look once more where the "
        "decay stands in the update."
    )
    grade(
        ref.adamw_step,
        Close(
            arguments=(*STEP, Number("lam", low=0.05, high=0.3)),
            cases=(*STEPS, Case(batch=(2,), values={"lam": 0})),
            outputs=AFTER,
            clauses=Clauses({"values": 3, "arguments": 1}),
            accepted={STABILISER: ref.adamw_step_of_algorithm},
            misreadings={
                **either(
                    "decay added",
                    (ref.decay_added, ref.decay_added_outside),
                    "Nearly: the decay is added to the weights; it takes a part of them away.",
                    "1/2",
                ),
                **either(
                    "first power",
                    (ref.decay_first_power, ref.decay_first_power_outside),
                    FIRST_POWER,
                ),
                **either(
                    "corrected moments returned",
                    (ref.decay_returns_corrected, ref.decay_returns_corrected_outside),
                    CORRECTED,
                    "1/2",
                ),
                "decay after the step": misreading(ref.decay_after_step, after),
                "decay after the step by Algorithm 8-7": misreading(
                    ref.decay_after_step_outside, after
                ),
                "decay times the step size": misreading(ref.decay_times_step_size, times),
                "decay times the step size by Algorithm 8-7": misreading(
                    ref.decay_times_step_size_outside, times
                ),
                "coupled": misreading(ref.decay_coupled, coupled),
                "coupled by Algorithm 8-7": misreading(ref.decay_coupled_outside, coupled),
                "adapted": misreading(ref.decay_adapted, adapted),
                "adapted by Algorithm 8-7": misreading(ref.decay_adapted_outside, adapted),
                "rates swapped": misreading(ref.decay_swapped, SWAPPED),
                "rates swapped by Algorithm 8-7": misreading(ref.decay_swapped_outside, SWAPPED),
                "no bias correction": misreading(ref.decay_uncorrected, UNCORRECTED),
                "no bias correction by Algorithm 8-7": misreading(
                    ref.decay_uncorrected_outside, UNCORRECTED
                ),
                "next step": misreading(ref.decay_next_step, NEXT_STEP),
                "next step by Algorithm 8-7": misreading(ref.decay_next_step_outside, NEXT_STEP),
            },
        ),
    )


@number("4.4.l2_ratio")
@weight(2)
@follows("4.3.l2_rate")
def test_l2_ratio(grade):
    """How an L2 penalty treats weights with small and with large gradients under Adam."""
    ratio = "sqrt(r_large + delta)/sqrt(r_small + delta)"
    grade(
        ref.l2_ratio,
        Equal(
            following="({4.3.l2_rate: theta=theta_small, r_hat=r_small})"
            "/({4.3.l2_rate: theta=theta_large, r_hat=r_large})",
            accepted={STABILISER: "(sqrt(r_large) + delta)/(sqrt(r_small) + delta)"},
            misreadings={
                "upside down": misreading(
                    "sqrt(r_small + delta)/sqrt(r_large + delta)",
                    "It is the rate in the set with small gradients over that in the other: which "
                    "of the two is larger?",
                ),
                "without the root": misreading(
                    "(r_large + delta)/(r_small + delta)",
                    "Nearly: Adam divides by a root.",
                    share="1/2",
                ),
                "without the stabiliser": misreading(
                    "sqrt(r_large/r_small)", "Nearly: the stabiliser is missing.", share="1/2"
                ),
                "amount": misreading(
                    f"theta_small/theta_large*{ratio}",
                    "This is the ratio of how much is removed; the rates are fractions of the "
                    "weights.",
                ),
                "constant": misreading("1", "Look once more at what Adam divides its step by."),
            },
        ),
    )


@number("4.4.decay_ratio")
@weight(1)
@follows("4.3.decay_rate")
def test_decay_ratio(grade):
    """How decoupled decay treats weights with small and with large gradients."""
    grade(
        ref.decay_ratio,
        Equal(
            misreadings={
                "amount": misreading(
                    "theta_small/theta_large",
                    "This is the ratio of how much is removed; the rates are fractions of the "
                    "weights.",
                ),
                "rate": misreading("lam", "This is a rate; their ratio is asked for."),
                "penalty": misreading(
                    "sqrt(r_large + delta)/sqrt(r_small + delta)",
                    "This is about a penalty, not about decay.",
                ),
            }
        ),
    )


@number("4.4.claims")
@weight(3)
@visibility("after_published")
def test_claims(grade):
    """Six statements on weight decay and L2 penalties: right minus wrong."""
    grade(ref.claims, Claims())
