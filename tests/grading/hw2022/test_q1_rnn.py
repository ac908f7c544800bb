"""Q1 of hw2022."""

from autograder.rubric import (
    Choice,
    Derivation,
    Equal,
    Fact,
    Meaning,
    Misreading,
    Witness,
    cancels,
    follows,
    number,
    ref,
    visibility,
    weight,
)

from .recurrence_witness import verify_recurrence

# δ lies in [0, 1): any number that is not negative, brought there.
below_one = Fact(kind="assumption", values={"delta": "delta/(1 + delta)"})
submultiplicativity = Fact(kind="theorem", operators={"norm2": Meaning.SUBMULTIPLICATIVE})


@number("1.1.relation")
@weight(2)
def test_relation(grade):
    """The state of one form in that of the other."""
    misreadings = {
        "definition": Misreading(
            answer="sigma(W*g_prev + U*x + b)",
            message="That is the definition of g_t: what is asked for has h_t in it, and no g.",
        ),
        "other step": Misreading(
            answer="sigma(h_prev)", message="Compare the two forms at one and the same step."
        ),
        "forms mixed": Misreading(
            answer="sigma(W*h_prev + U*x + b)",
            message="That mixes the two forms: where is σ applied before W, and where after it?",
        ),
        "pre-activation": Misreading(
            answer="h", message="The two differ in where the activation is applied."
        ),
        "weights": Misreading(
            answer="W*sigma(h)", message="That is a part of h_{t+1}: compare with g_t."
        ),
    }
    grade(ref.relation, Equal(misreadings=misreadings))


@number("1.1.induction")
@weight(4)
@follows("1.1.relation")
def test_induction(grade):
    """The induction step of the equivalence."""
    grade(
        ref.induction,
        Derivation(
            facts={
                "hypothesis": Fact(
                    kind="hypothesis", values={"g_prev": "{1.1.relation: h=h_prev}"}, hidden=True
                ),
                "definition": Fact(kind="definition", values={"h": "W*sigma(h_prev) + U*x + b"}),
            },
            milestones=(
                (
                    "sigma(W*({1.1.relation: h=h_prev}) + U*x + b)",
                    # By the definition first, with what is left over.
                    "sigma(h + W*(g_prev - sigma(h_prev)))",
                    "sigma(h) + sigma(W*g_prev + U*x + b) - sigma(W*sigma(h_prev) + U*x + b)",
                ),
            ),
            target="{1.1.relation}",
        ),
    )


@number("1.2.jacobian")
@weight(2)
def test_jacobian(grade):
    """The Jacobian of one step."""
    misreadings = {
        "usual form": Misreading(
            answer="diag(D(sigma)(h[t]))*W",
            message="That is the Jacobian ∂g_t/∂g_{t−1} of the usual form. Here the activation "
            "comes before the weights.",
        ),
        "order": Misreading(
            answer="diag(D(sigma)(h[t - 1]))*W",
            message="The factors stand in the wrong order: which acts first on a change of "
            "h_{t−1}?",
        ),
        "index": Misreading(
            answer="W*diag(D(sigma)(h[t]))",
            message="The derivative of σ is taken at the wrong step.",
        ),
        "weights alone": Misreading(
            answer="W", message="That would be right without an activation."
        ),
    }
    grade(ref.jacobian, Equal(misreadings=misreadings))


@number("1.2.one_step")
@weight(3)
@follows("1.2.jacobian")
def test_one_step(grade):
    """The bound on the norm of one step's Jacobian."""
    # The identity for the whole product, after which nothing is to be said of the factors' norms.
    eigenvalue_of_both = "sqrt(lambda_max(diag(D(sigma)(h))*W.T*W*diag(D(sigma)(h))))"
    grade(
        ref.one_step,
        Derivation(
            relation="<=",
            # Of the Jacobian's transpose, for those who take it to be the Jacobian.
            other_starts=("norm2(diag(D(sigma)(h))*W.T)",),
            start="norm2({1.2.jacobian: h[t]=h})",
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
                (
                    "norm2(W)*norm2(diag(D(sigma)(h)))",
                    "norm2(W.T)*norm2(diag(D(sigma)(h)))",
                    eigenvalue_of_both,
                ),
                (
                    "sqrt(lambda_max(W.T*W))*norm2(diag(D(sigma)(h)))",
                    "norm2(W)*gamma",
                    "norm2(W.T)*gamma",
                    eigenvalue_of_both,
                ),
                ("sqrt(lambda_max(W.T*W))*gamma", "delta/gamma*norm2(diag(D(sigma)(h)))"),
            ),
            contained=("submultiplicativity",),  # the spectral norm is
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
            milestones=(
                "norm2(Product(step[t], (t, T, 1)))",
                (
                    "Product(norm2(step[t]), (t, 1, T))",
                    # By induction, and further on the way of it in either order.
                    f"norm2(step[T])*norm2({product})",
                    "norm2(step[T])*delta**(T - 1)",
                    f"delta*norm2({product})",
                ),
            ),
            contained=("induction hypothesis",),  # it is true
            further=(ref.many_steps_by_induction,),
        ),
    )


@number("1.2.limit")
@weight(1)
def test_limit(grade):
    """What becomes of the bound."""
    grade(ref.limit, Equal())


@number("1.3.necessary")
@weight(1.5)
@visibility("after_published")
@cancels("1.3")
def test_necessary(grade):
    """Whether the reversed condition is necessary."""
    grade(ref.necessary, Choice())


@number("1.3.sufficient")
@weight(1.5)
@visibility("after_published")
@cancels("1.3")
def test_sufficient(grade):
    """Whether the reversed condition is sufficient."""
    grade(ref.sufficient, Choice())


@number("1.3.witness")
@weight(3)
def test_witness(grade):
    """A network in which the condition and an exploding gradient do not go together."""
    grade(ref.witness, Witness(verify=verify_recurrence))
