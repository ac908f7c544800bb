"""Q2 of warmup."""

from autograder.rubric import (
    Derivation,
    Equal,
    Fact,
    Growth,
    Meaning,
    Misreading,
    number,
    ref,
    weight,
)


@number("2.weights")
@weight(2)
def test_weights(grade):
    """The sum of the weights."""
    last = Misreading(answer="1 - beta", message="This is the weight of x_t alone.")
    grade(ref.weights, Equal(misreadings={"last weight": last}))


@number("2.expectation")
@weight(4)
def test_expectation(grade):
    """The expectation of the second average, derived."""
    grade(
        ref.expectation,
        Derivation(
            opaque={"E": Meaning.ANY},
            random=("x", "y"),
            facts={
                "linearity": Fact(kind="theorem", operators={"E": Meaning.LINEAR}),
                "stationarity": Fact(kind="hypothesis", means={"x": "mu", "y": "mu"}),
            },
            milestones=("beta*(1 - beta)*E(x) + (1 - beta)*E(y)",),
        ),
    )


@number("2.cost")
@weight(1)
def test_cost(grade):
    """The time that all averages take."""
    grade(ref.cost, Growth())
