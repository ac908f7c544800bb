"""Q3 of hw2022."""

from autograder.rubric import Derivation, Fact, Meaning, Weighted, number, ref, weight

# Non-negative first: what sums to one is made of what is not negative.
weights = {
    "entries of B and C are non-negative": Fact(
        kind="assumption", values={"B": "hadamard(B, B)", "C": "hadamard(C, C)"}
    ),
    "rows of C sum to one": Fact(kind="assumption", values={"C": "inv(diag(C*ones(n)))*C"}),
    "rows of B sum to one": Fact(kind="assumption", values={"B": "inv(diag(B*ones(d)))*B"}),
}


@number("3.2.rows_sum_to_one")
@weight(2.5)
def test_rows_sum_to_one(grade):
    """The weights of a query sum to one."""
    grade(
        ref.rows_sum_to_one,
        Derivation(facts=weights, milestones=("Sum(B[i,k], (k, 1, d))",)),
    )


@number("3.2.nonnegative")
@weight(0.5)
def test_nonnegative(grade):
    """No weight is negative."""
    grade(ref.nonnegative, Derivation(facts=weights, relation="<="))


@number("3.4.derivation")
@weight(4)
def test_derivation(grade):
    """The exponential of an inner product as an expectation."""
    prefactors = "exp(-norm(q)**2/2)*exp(-norm(k)**2/2)"
    density = "(2*pi)**(-d/2)*exp(-norm(x)**2/2)"
    shifted = "(2*pi)**(-d/2)*exp(-norm(x - q - k)**2/2)"
    grade(
        ref.derivation,
        Derivation(
            opaque={"E": Meaning.LINEAR, "integral": Meaning.LINEAR},
            random=("x",),
            facts={
                "density of N(0, I)": Fact(kind="theorem", operators={"E": Weighted(density, "x")}),
                "the density integrates to one": Fact(
                    kind="theorem", operators={"integral": Meaning.REAL}
                ),
            },
            milestones=(
                f"{prefactors}*integral(exp(x.T*q)*exp(x.T*k)*{density}, x)",
                f"{prefactors}*exp(norm(q + k)**2/2)*integral({shifted}, x)",
                f"{prefactors}*exp(norm(q + k)**2/2)",
            ),
        ),
    )
