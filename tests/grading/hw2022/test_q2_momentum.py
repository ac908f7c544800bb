"""Q2 of hw2022."""

from autograder.rubric import Derivation, Fact, Meaning, number, ref, weight


@number("2.3.derivation")
@weight(2)
def test_derivation(grade):
    """The expectation of the running average."""
    grade(
        ref.derivation,
        Derivation(
            opaque={"E": Meaning.ANY},
            random=("g",),
            facts={
                "linearity": Fact(kind="theorem", operators={"E": Meaning.LINEAR}),
                "stationarity": Fact(kind="hypothesis", means={"g[i]": "mu"}),
            },
            milestones=(
                "(1 - beta)*Sum(beta**(t - i)*E(g[i]), (i, 1, t))",
                "(1 - beta)*Sum(beta**(t - i)*mu, (i, 1, t))",
            ),
        ),
    )
