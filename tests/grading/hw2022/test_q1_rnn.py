"""Q1 of hw2022."""

from autograder.rubric import Derivation, Fact, Meaning, number, ref, weight

# δ lies in [0, 1): any number that is not negative, brought there.
below_one = Fact(kind="assumption", values={"delta": "delta/(1 + delta)"})
submultiplicativity = Fact(kind="theorem", operators={"norm2": Meaning.SUBMULTIPLICATIVE})


@number("1.1.induction")
@weight(4)
def test_induction(grade):
    """The induction step of the equivalence."""
    grade(
        ref.induction,
        Derivation(
            facts={
                "hypothesis": Fact(
                    kind="hypothesis", values={"g_prev": "sigma(h_prev)"}, hidden=True
                ),
                "definition": Fact(kind="definition", values={"h": "W*sigma(h_prev) + U*x + b"}),
            },
            milestones=("sigma(W*sigma(h_prev) + U*x + b)",),
        ),
    )


@number("1.2.one_step")
@weight(3)
def test_one_step(grade):
    """The bound on the norm of one step's Jacobian."""
    grade(
        ref.one_step,
        Derivation(
            relation="<=",
            given=(below_one,),
            opaque={"norm2": Meaning.NORM},
            facts={
                "submultiplicativity": submultiplicativity,
                "norm-eigenvalue identity": Fact(kind="theorem", operators={"norm2": Meaning.REAL}),
                "bounded derivative": Fact(
                    kind="assumption",
                    values={"D(sigma)(x)": "gamma*Max(-1, Min(1, D(sigma)(x)))"},
                ),
                "eigenvalue assumption": Fact(
                    kind="assumption",
                    values={"W": "W*Min(1, delta/(gamma*sqrt(lambda_max(W.T*W))))"},
                ),
            },
            milestones=(
                "norm2(W)*norm2(diag(D(sigma)(h)))",
                ("sqrt(lambda_max(W.T*W))*norm2(diag(D(sigma)(h)))", "norm2(W)*gamma"),
                ("sqrt(lambda_max(W.T*W))*gamma", "delta/gamma*norm2(diag(D(sigma)(h)))"),
            ),
        ),
    )


@number("1.2.many_steps")
@weight(3)
def test_many_steps(grade):
    """The bound on the norm of the Jacobian of all steps."""
    product = "Product(step[s], (s, T - 1, 1))"
    grade(
        ref.many_steps,
        Derivation(
            relation="<=",
            given=(below_one,),
            opaque={"norm2": Meaning.NORM},
            facts={
                "one-step bound": Fact(
                    kind="assumption",
                    values={"step[t]": "step[t]*Min(1, delta/norm2(step[t]))"},
                ),
                "induction hypothesis": Fact(
                    kind="hypothesis",
                    # The first step is made so short that the bound holds.
                    values={
                        "step[t]": f"Piecewise((step[t]*Min(1, delta**(T - 1)/norm2({product})),"
                        " t == 1 and T > 1), (step[t], True))"
                    },
                ),
                "submultiplicativity": submultiplicativity,
                "chain rule": Fact(kind="theorem", values={"total": "Product(step[t], (t, T, 1))"}),
            },
            milestones=("norm2(Product(step[t], (t, T, 1)))", "Product(norm2(step[t]), (t, 1, T))"),
        ),
    )
