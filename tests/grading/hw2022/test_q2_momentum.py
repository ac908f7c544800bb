"""Q2 of hw2022."""

from fractions import Fraction

from autograder.rubric import (
    Clauses,
    Derivation,
    Equal,
    Fact,
    Linear,
    Meaning,
    Misreading,
    follows,
    number,
    ref,
    weight,
)


def wrong_sign(answer):
    """Name a recursion of updates in which a sign is wrong, or all of them are."""
    return Misreading(
        answer=answer,
        share=Fraction(1, 2),
        message="Nearly: check the signs. Δθ has the sign opposite to that of v, at t and t − 1.",
    )


def wrong_history(answer):
    """Name a recursion in which the last update was put in for the last average."""
    return Misreading(
        answer=answer,
        message="The last update stands where the last average v_{t−1} was: they are not the same.",
    )


def wrong_scale(answer):
    """Name a recursion in which one of the terms has lost δ, or has it twice."""
    return Misreading(
        answer=answer,
        message="Check where δ stands: an update is −δ times an average, at t and at t − 1 alike.",
    )


def wrong_weight(answer):
    """Name an ε that is not the whole of what stands before the gradient."""
    return Misreading(
        answer=answer,
        message="Compare all that stands before g_t in the two recursions of 2.1.",
    )


def exchanged(answer):
    """Name a sum in which β and 1 − β have changed places."""
    return Misreading(
        answer=answer,
        message="β and 1 − β have changed places: which of them multiplies v_{t−1}?",
    )


@number("2.1.momentum")
@weight(2)
def test_momentum(grade):
    """Momentum as a recursion of updates."""
    misreadings = {
        "sign of the gradient": wrong_sign("alpha*update_prev + epsilon*g"),
        # The last update put in for the last average comes to the same.
        "sign of the last update": wrong_sign("-alpha*update_prev - epsilon*g"),
        "all signs": wrong_sign("epsilon*g - alpha*update_prev"),
    }
    grade(ref.momentum, Equal(misreadings=misreadings))


@number("2.1.average")
@weight(2)
def test_average(grade):
    """The running average as a recursion of updates."""
    misreadings = {
        "sign of the gradient": wrong_sign("beta*update_prev + delta*(1 - beta)*g"),
        "update for average": wrong_history("-delta*(beta*update_prev + (1 - beta)*g)"),
        "sign of the last update": wrong_sign("-beta*update_prev - delta*(1 - beta)*g"),
        "all signs": wrong_sign("delta*(1 - beta)*g - beta*update_prev"),
        "delta missing": wrong_scale("beta*update_prev - (1 - beta)*g"),
        "delta twice": wrong_scale("delta*beta*update_prev - delta*(1 - beta)*g"),
    }
    grade(ref.average, Equal(misreadings=misreadings))


@number("2.1.alpha")
@weight(2)
@follows("2.1.momentum", "2.1.average")
def test_alpha(grade):
    """The α that makes the two the same."""
    swapped = Misreading(
        answer="1 - beta",
        message="Compare what stands before Δθ_{t−1}, not before g_t, in the two recursions.",
    )
    same = "{2.1.momentum: update_prev=1, g=0, alpha=answer} == {2.1.average: update_prev=1, g=0}"
    grade(ref.alpha, Equal(misreadings={"weight of the gradient": swapped}, following=same))


@number("2.1.epsilon")
@weight(2)
@follows("2.1.momentum", "2.1.average")
def test_epsilon(grade):
    """The ε that makes the two the same."""
    misreadings = {
        "step size alone": wrong_weight("delta"),
        "weight alone": wrong_weight("1 - beta"),
    }
    same = "{2.1.momentum: update_prev=0, g=1, epsilon=answer} == {2.1.average: update_prev=0, g=1}"
    grade(ref.epsilon, Equal(misreadings=misreadings, following=same))


@number("2.2.unrolled")
@weight(8)
def test_unrolled(grade):
    """The running average unrolled: its sum {points:sum}, the factor before it {points:factor}."""
    for_the_sum = Clauses({"sum": 5, "factor": 3}).share("sum")
    average = "(1 - beta)*Sum(beta**({})*g[i], (i, {}, {}))".format
    exponents = "The exponents are not right: try t = 1, and t = 2."
    limits = "The sum does not run over the right gradients: try t = 1."
    backwards = "The weights run the wrong way: which gradient has been multiplied most often?"
    misreadings = {
        "exponents without t": Misreading(answer=average("-i", 1, "t"), message=exponents),
        "backwards": Misreading(answer=average("i", 1, "t"), message=backwards),
        "backwards from zero": Misreading(answer=average("i - 1", 1, "t"), message=backwards),
        "weights exchanged": exchanged("beta*Sum((1 - beta)**(t - i)*g[i], (i, 1, t))"),
        "weights exchanged and one missing": exchanged("Sum((1 - beta)**(t - i)*g[i], (i, 1, t))"),
        "last gradient missing": Misreading(answer=average("t - i", 1, "t - 1"), message=limits),
        "from zero": Misreading(answer=average("t - i", 0, "t"), message=limits),
    }

    def off_by(answer, why):
        """Name a factor of the right sum: whatever it is made of, β and δ alone or one of these."""
        text = f"The sum is right, what stands before it is not: {why}"
        return Misreading(answer=answer, share=for_the_sum, message=text)

    normalised = "v_0 = 0 counts too, so that the weights do not sum to one."
    factors = {
        "weight missing": off_by("1/(1 - beta)", "for t = 1 it has to give v_1."),
        "the update": off_by("-delta", "this is Δθ_t, and v_t is asked for."),
        "the update without weight": off_by(
            "-delta/(1 - beta)", "v_t is asked for and not Δθ_t, and for t = 1 it is v_1."
        ),
        "exponents too low": off_by("1/beta", "β has one power too few: try t = 1."),
        "exponents too high": off_by("beta", "β has one power too many: try t = 1."),
        "normalised": off_by("1/(1 - beta**t)", normalised),
        "normalised without weight": off_by("1/((1 - beta)*(1 - beta**t))", normalised),
    }
    checker = Linear(
        of="g",
        multiple=for_the_sum,
        constant_in=("t",),
        misreadings=misreadings,
        factors=factors,
    )
    grade(ref.unrolled, checker)


@number("2.3.expectation")
@weight(3)
@follows("2.2.unrolled")
def test_expectation(grade):
    """The expectation of the running average."""
    misreadings = {
        "limit": Misreading(
            answer="mu", message="That is where E[v_t] tends to; before, v_0 = 0 is felt."
        ),
        "what is missing": Misreading(
            answer="beta**t*mu", message="That is by how much E[v_t] falls short, and not E[v_t]."
        ),
        "one step": Misreading(
            answer="(1 - beta)*mu", message="That is E[v_1]: later gradients count too."
        ),
        "weight missing": Misreading(
            answer="(1 - beta**t)/(1 - beta)*mu",
            message="That is the sum of the weights without what stands before it: try t = 1.",
        ),
    }
    checker = Linear(
        of="mu",
        shifted=Fraction(1, 2),
        misreadings=misreadings,
        following="{2.2.unrolled: g[i]=mu}",
    )
    grade(ref.expectation, checker)


@number("2.3.derivation")
@weight(2)
@follows("2.2.unrolled", "2.3.expectation")
def test_derivation(grade):
    """The expectation of the running average, derived."""
    grade(
        ref.derivation,
        Derivation(
            opaque={"E": Meaning.ANY},
            random=("g",),
            facts={
                "linearity": Fact(kind="theorem", operators={"E": Meaning.LINEAR}),
                "stationarity": Fact(kind="hypothesis", means={"g[i]": "mu"}),
            },
            start="E({2.2.unrolled})",
            milestones=(
                (
                    "{2.2.unrolled: g[i]=E(g[i])}",
                    # By stationarity first, with what is left over.
                    "E({2.2.unrolled}) + ({2.2.unrolled: g[i]=mu})"
                    " - ({2.2.unrolled: g[i]=E(g[i])})",
                ),
                (
                    "{2.2.unrolled: g[i]=mu}",
                    # Stationarity says that they have one expectation, whatever it is called.
                    "{2.3.expectation: mu=E(g[t])}",
                    "{2.3.expectation: mu=E(g[1])}",
                ),
            ),
            target="{2.3.expectation}",
        ),
    )


@number("2.3.debiased")
@weight(3)
@follows("2.3.expectation")
def test_debiased(grade):
    """A running average rescaled to be unbiased."""
    misreadings = {
        "inverted": Misreading(
            answer="v*(1 - beta**t)",
            message="This makes the bias larger: v_t is too small on average.",
        ),
        "one step": Misreading(answer="v/(1 - beta)", message="This is unbiased for t = 1 alone."),
        "other part": Misreading(
            answer="v/beta**t", message="For t = 1 this is not g_1, as it would have to be."
        ),
        "for a sum without weight": Misreading(
            answer="v*(1 - beta)/(1 - beta**t)",
            message="The gradients have the weight 1 − β in v_t: try t = 1.",
        ),
        "power of the weight": Misreading(
            answer="v/(1 - beta)**t", message="This is unbiased for t = 1 alone."
        ),
    }
    checker = Linear(
        of="v",
        shifted=Fraction(1, 2),
        misreadings=misreadings,
        following="v*mu/({2.3.expectation})",
    )
    grade(ref.debiased, checker)
