"""Q4 of hw2022."""

from autograder.rubric import Derivation, Fact, number, ref, weight


@number("4.1.derivation")
@weight(2)
def test_derivation(grade):
    """Weight decay is the L2 penalty, for plain gradient descent."""
    grade(
        ref.derivation,
        Derivation(
            facts={
                "gradient of the penalty": Fact(
                    kind="theorem", values={"grad_reg": "grad + 2*gamma*theta"}
                ),
                "choice of λ": Fact(kind="definition", values={"lam": "2*eta*gamma"}, hidden=True),
            },
            milestones=("theta - eta*(grad + 2*gamma*theta)",),
        ),
    )
