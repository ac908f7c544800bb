"""Q3 of hw2022."""

from fractions import Fraction

from autograder.rubric import (
    Case,
    Clauses,
    Close,
    Cost,
    Derivation,
    Equal,
    Fact,
    FeatureMap,
    Following,
    Formed,
    Growth,
    Meaning,
    Misreading,
    Normal,
    Part,
    Property,
    Weighted,
    code,
    follows,
    number,
    ref,
    weight,
)

from .unbiased import UnbiasedFeatures

# What an answer with one slip earns: docs/marks.md says what slips are.
HALF = Fraction(1, 2)

# What 3.3 says of the sizes.
long_sequences = ("m << n", "d << n")

# Non-negative first: what sums to one is made of what is not negative.
weights = {
    "entries of B and C are non-negative": Fact(
        kind="assumption", values={"B": "hadamard(B, B)", "C": "hadamard(C, C)"}
    ),
    "rows of C sum to one": Fact(kind="assumption", values={"C": "inv(diag(C*ones(n)))*C"}),
    "rows of B sum to one": Fact(kind="assumption", values={"B": "inv(diag(B*ones(d)))*B"}),
}


@number("3.1.head_time")
@weight(2)
def test_head_time(grade):
    """The time that one head takes."""
    all_heads = "This grows with the number of heads; the cost of one head is asked for."
    grade(
        ref.head_time,
        Growth(
            accepted={"projections counted with the head": "n**2*d + n*d**2"},
            misreadings={
                "all heads": Misreading(answer="h*n**2*d", message=all_heads),
                "all heads with projections": Misreading(
                    answer="h*(n**2*d + n*d**2)", message=all_heads
                ),
                "narrow heads": Misreading(
                    answer="n**2*d/h",
                    message="This is for heads of d/h dimensions; here a head works in all d.",
                ),
                "entries counted": Misreading(
                    answer="n**2", message="An entry of QKᵀ takes more than a constant time."
                ),
                "linear": Misreading(
                    answer="n*d**2",
                    message="This is linear in n. Part of what a head computes grows faster.",
                ),
            },
        ),
    )


@number("3.1.head_space")
@weight(2)
def test_head_space(grade):
    """The space that one head takes."""
    all_heads = "This grows with the number of heads; the cost of one head is asked for."
    grade(
        ref.head_space,
        Growth(
            accepted={"the weights of the projections counted": "n**2 + n*d + d**2"},
            misreadings={
                "matrix alone": Misreading(
                    answer="n**2",
                    message="The factors and the result of a product take space too.",
                ),
                "matrix forgotten": Misreading(
                    answer="n*d",
                    message="Something that a head holds in between is larger than this.",
                ),
                "time": Misreading(
                    answer="n**2*d",
                    message="Space counts the entries of matrices, and these have two indices.",
                ),
                "all heads": Misreading(answer="h*(n**2 + n*d)", message=all_heads),
                "all heads with projections": Misreading(
                    answer="h*(n**2 + n*d + d**2)", message=all_heads
                ),
            },
        ),
    )


@number("3.1.multihead_time")
@weight(1.5)
@follows("3.1.head_time")
def test_multihead_time(grade):
    """The time that multi-head attention takes."""
    grade(
        ref.multihead_time,
        Growth(
            following="h*({3.1.head_time} + n*d**2)",
            misreadings={
                "projections forgotten": Misreading(
                    answer="h*n**2*d", message="The products with W_i and W^O are missing."
                ),
                "attention forgotten": Misreading(
                    answer="h*n*d**2", message="The projections are not all that a head computes."
                ),
                "narrow heads": Misreading(
                    answer="n**2*d + n*d**2",
                    message="This does not grow with the number of heads. It would not if a head "
                    "had d/h dimensions; here every head works in all d.",
                ),
                "one head": Misreading(
                    answer="n**2*d", message="This does not grow with the number of heads."
                ),
            },
        ),
    )


@number("3.1.multihead_space")
@weight(1.5)
@follows("3.1.head_space")
def test_multihead_space(grade):
    """The space that multi-head attention takes."""
    reused = "The heads are computed one after the other: what one has freed, the next can use."
    kept = "Not all that a head takes is freed before the next: this should grow with their number."
    alone = "The factors and the result of a product take space too."

    def half(answer, message):
        """Name an answer that is wrong in one thing: at once, beside the matrix, with h."""
        return Misreading(answer=answer, message=message, share=HALF)

    def quarter(answer, first, second):
        """Name an answer that is wrong in two of these."""
        message = f"Two things are wrong. {first} {second}"
        return Misreading(answer=answer, message=message, share=HALF / 2)

    grade(
        ref.multihead_space,
        Growth(
            accepted={"the weights of the projections not counted": "{3.1.head_space} + h*n*d"},
            following="{3.1.head_space} + h*n*d + h*d**2",
            misreadings={
                "heads at once": half("h*(n**2 + n*d + d**2)", reused),
                "heads at once without weights": half("h*(n**2 + n*d)", reused),
                "one head": half("n**2 + n*d", kept),
                "narrow heads": half("n**2 + n*d + d**2", kept),
                "weights of one head": half("n**2 + h*n*d + d**2", kept),
                "outputs added up": half(
                    "n**2 + n*d + h*d**2",
                    "The outputs of the heads stand side by side before W^O is applied.",
                ),
                "heads at once alone": quarter("h*n**2", alone, reused),
                "matrix alone": quarter("n**2", alone, kept),
                "matrices at once": quarter("h*n**2 + n*d", reused, kept),
                "matrices at once, weights": quarter("h*n**2 + d**2", reused, kept),
                "heads at once, weights of one": quarter("h*(n**2 + n*d) + d**2", reused, kept),
                "time": Misreading(
                    answer="h*(n**2*d + n*d**2)",
                    message="Space counts the entries of matrices that are held at one time.",
                ),
            },
        ),
    )


@number("3.1.bottleneck")
@weight(1)
@follows("3.1.multihead_time")
def test_bottleneck(grade):
    """What dominates for very long sequences."""
    linear = Misreading(
        answer="n", message="Part of the work is linear in n; another part grows faster."
    )
    in_n = "{3.1.multihead_time: d=1, h=1}"
    grade(ref.bottleneck, Growth(misreadings={"linear": linear}, following=in_n))


@number("3.2.rows_sum_to_one")
@weight(2.5)
def test_rows_sum_to_one(grade):
    """The weights of a query sum to one."""
    grade(
        ref.rows_sum_to_one,
        Derivation(
            facts=weights,
            milestones=(
                (
                    "Sum(B[i,k], (k, 1, d))",
                    # By the rows of B first, with what is left over.
                    "1 + Sum(B[i,k]*(Sum(C[k,j], (j, 1, n)) - 1), (k, 1, d))",
                    "Sum(B[i,k]*Sum(C[k,j], (j, 1, n)), (k, 1, d))/Sum(B[i,k], (k, 1, d))",
                ),
            ),
            distractors=("entries of B and C are non-negative",),
        ),
    )


@number("3.2.nonnegative")
@weight(0.5)
def test_nonnegative(grade):
    """No weight is negative."""
    sums = ("rows of C sum to one", "rows of B sum to one")
    grade(ref.nonnegative, Derivation(facts=weights, relation="<=", distractors=sums))


@number("3.2.time")
@weight(1.5)
def test_separable_time(grade):
    """The time that separable attention takes."""
    grade(
        ref.separable_time,
        Growth(
            regime=("d <= n",),
            misreadings={
                "other order": Misreading(
                    answer="n**2*d",
                    message="This forms an n×n matrix. In which order are the three factors "
                    "multiplied?",
                ),
                "softmax alone": Misreading(
                    answer="n*d", message="The softmax takes this already; the products take more."
                ),
            },
        ),
    )


@number("3.2.space")
@weight(1.5)
def test_separable_space(grade):
    """The space that separable attention takes."""
    grade(
        ref.separable_space,
        Growth(
            regime=("d <= n",),
            misreadings={
                "other order": Misreading(
                    answer="n**2",
                    message="This holds an n×n matrix. In which order are the three factors "
                    "multiplied?",
                ),
                "small product alone": Misreading(
                    answer="d**2",
                    message="The factors and the result of a product take space too.",
                ),
                "time": Misreading(
                    answer="n*d**2",
                    message="Space counts the entries of matrices, and these have two indices.",
                ),
            },
        ),
    )


@number("3.2.rank")
@weight(1)
def test_rank(grade):
    """The largest rank of the weights of separable attention."""
    grade(
        ref.rank,
        Equal(
            misreadings={
                "full rank": Misreading(
                    answer="n", message="An n×n matrix can have this rank; a product has less."
                ),
                "lowered by one": Misreading(
                    answer="d - 1",
                    message="That rows or columns sum to one does not make them linearly "
                    "dependent.",
                ),
                "rank one": Misreading(
                    answer="1", message="Then all rows would be multiples of a single one."
                ),
            },
        ),
    )


@number("3.3.normaliser")
@weight(0.5)
def test_normaliser(grade):
    """The normaliser of query i."""
    grade(
        ref.normaliser,
        Equal(
            misreadings={
                "column": Misreading(
                    answer="Sum(exp(q[j].T*k[i]), (j, 1, n))",
                    message="This is the sum of a column of A.",
                ),
                "scaled": Misreading(
                    answer="Sum(exp(q[i].T*k[j]/sqrt(d)), (j, 1, n))",
                    share=HALF,
                    message="Nearly: the factor 1/√d is left out here.",
                ),
                "inverse": Misreading(
                    answer="1/Sum(exp(q[i].T*k[j]), (j, 1, n))",
                    message="This is an entry of D⁻¹.",
                ),
                "exponential of the sum": Misreading(
                    answer="exp(Sum(q[i].T*k[j], (j, 1, n)))",
                    message="The exponential is taken of each entry of QKᵀ.",
                ),
                "no exponential": Misreading(
                    answer="Sum(q[i].T*k[j], (j, 1, n))",
                    message="This is the sum of a row of QKᵀ.",
                ),
                "one entry": Misreading(
                    answer="exp(q[i].T*k[i])", message="This is the entry A_ii alone."
                ),
                "all entries": Misreading(
                    answer="Sum(Sum(exp(q[s].T*k[j]), (j, 1, n)), (s, 1, n))",
                    message="This is the sum of all entries of A.",
                ),
                "diagonal": Misreading(
                    answer="Sum(exp(q[j].T*k[j]), (j, 1, n))",
                    message="This is the sum of the diagonal of A.",
                ),
            },
        ),
    )


@number("3.3.verify")
@weight(1)
def test_verify(grade):
    """Attention written with A and D, verified step by step."""
    grade(
        ref.verify,
        Derivation(
            most_facts=2,
            other_ends=(("(softmax_row(Q*K.T)*V)[i,c]", "(inv(D)*A*V)[i,c]"),),
            opaque={"softmax_row": Meaning.ANY},
            facts={
                "definition of softmax": Fact(
                    kind="definition", operators={"softmax_row": Meaning.REAL}
                ),
                "definition of A": Fact(kind="definition", values={"A": "exp(Q*K.T)"}),
                "definition of D": Fact(kind="definition", values={"D": "diag(A*ones(n))"}),
            },
            milestones=(
                (
                    "inv(diag(exp(Q*K.T)*ones(n)))*exp(Q*K.T)*V",
                    "(inv(diag(exp(Q*K.T)*ones(n)))*exp(Q*K.T)*V)[i,c]",
                ),
                # In whichever order A and D are put in.
                (
                    "inv(diag(A*ones(n)))*A*V",
                    "(inv(diag(A*ones(n)))*A*V)[i,c]",
                    "inv(diag(A*ones(n)))*exp(Q*K.T)*V",
                    "(inv(diag(A*ones(n)))*exp(Q*K.T)*V)[i,c]",
                    "inv(D)*exp(Q*K.T)*V",
                    "(inv(D)*exp(Q*K.T)*V)[i,c]",
                ),
            ),
        ),
    )


@number("3.3.time")
@weight(1)
def test_approx_time(grade):
    """The time that attention takes by way of f."""
    formed = "This forms an n×n matrix. In which order are the factors multiplied?"
    grade(
        ref.approx_time,
        Growth(
            regime=long_sequences,
            misreadings={
                "matrix formed": Misreading(answer="n**2*(m + d)", message=formed),
                "matrix formed from f": Misreading(answer="n**2*m", message=formed),
                "exact attention": Misreading(
                    answer="n**2*d", message="This is no less than without f."
                ),
                "one value": Misreading(
                    answer="m*d", message="One value of f takes this time already."
                ),
                "entries counted": Misreading(
                    answer="n*(m + d)",
                    message="This is the time to read the factors; to multiply them takes more.",
                ),
            },
        ),
    )


@number("3.3.space")
@weight(1)
def test_approx_space(grade):
    """The space that attention takes by way of f."""
    formed = "This holds an n×n matrix. In which order are the factors multiplied?"
    grade(
        ref.approx_space,
        Growth(
            regime=long_sequences,
            accepted={"the features of one position at a time": "n*d"},
            misreadings={
                "matrix formed": Misreading(answer="n**2", message=formed),
                "all positions at once": Misreading(
                    answer="n*m*d",
                    message="This holds an m×d matrix for every position. Is more than one needed "
                    "at a time?",
                ),
                "one value": Misreading(
                    answer="m*d",
                    message="The factors and the result of a product take space too.",
                ),
                "inputs forgotten": Misreading(
                    answer="n*m", message="What is given and what is returned take space too."
                ),
            },
        ),
    )


@number("3.4.derivation")
@weight(4)
def test_derivation(grade):
    """The exponential of an inner product as an expectation."""
    prefactors = "exp(-norm(q)**2/2)*exp(-norm(k)**2/2)"
    density = "(2*pi)**(-d/2)*exp(-norm(x)**2/2)"
    shifted = "(2*pi)**(-d/2)*exp(-norm(x - q - k)**2/2)"
    # That the density integrates to one is used first.
    expectation = f"{prefactors}*E(exp(x.T*q)*exp(x.T*k), x)"
    left_over = (
        f"{expectation} + exp(q.T*k)*(1 - integral({shifted}, x))",
        f"{expectation}/integral({shifted}, x)",
    )
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
                (
                    f"{prefactors}*integral(exp(x.T*q)*exp(x.T*k)*{density}, x)",
                    *left_over,
                    f"integral(exp(x.T*q)*exp(x.T*k)*{density}, x)",
                ),
                (
                    f"{prefactors}*exp(norm(q + k)**2/2)*integral({shifted}, x)",
                    *left_over,
                    f"exp(norm(q + k)**2/2)*integral({shifted}, x)",
                ),
                f"{prefactors}*exp(norm(q + k)**2/2)",
            ),
            parts=(
                Part(
                    start="E(exp(x.T*q)*exp(x.T*k), x)",
                    target="exp(norm(q + k)**2/2)",
                    share=Fraction(1, 3),
                    message="What stands before and after the expectation is left out: prove this "
                    "apart, and cite it as a lemma.",
                ),
            ),
        ),
    )


@number("3.4.feature")
@weight(2)
def test_feature(grade):
    """A coordinate of the feature map."""
    unscaled = "Nearly: f(q)ᵀ f(k) is a sum of m terms, and here its expectation grows with m."
    sign = "f is to be positive, and this can be negative."
    grade(
        ref.feature,
        Equal(
            properties={
                "another positive feature map that is unbiased": Property(
                    equations={
                        "m*E(first*second, x)": "exp(q.T*k)",
                        "abs(answer)": "answer",
                    },
                    where={
                        "first": {"u": "q", "w[r]": "x"},
                        "second": {"u": "k", "w[r]": "x"},
                    },
                    symbols={"q": "vector[d]", "k": "vector[d]", "x": "gaussian[d]"},
                ),
            },
            misreadings={
                "not divided": Misreading(
                    answer="exp(w[r].T*u - norm(u)**2/2)",
                    message=unscaled,
                    share=HALF,
                    then={"3.4.code": ref.features_without_m},
                ),
                "not divided and reflected": Misreading(
                    answer="exp(-w[r].T*u - norm(u)**2/2)",
                    message=unscaled,
                    share=HALF,
                    then={"3.4.code": ref.features_reflected_without_m},
                ),
                "divided twice": Misreading(
                    answer="exp(w[r].T*u - norm(u)**2/2)/m",
                    share=HALF,
                    message="Nearly: f(q) and f(k) both have the factor 1/m, so that their product "
                    "has it twice.",
                    then={"3.4.code": ref.features_over_m},
                ),
                "norm without half": Misreading(
                    answer="exp(w[r].T*u - norm(u)**2)/sqrt(m)",
                    share=HALF,
                    message="Nearly: what f(q) and f(k) have beside the random factor is "
                    "too small.",
                    then={"3.4.code": ref.features_whole_norm},
                ),
                # Code that goes on from these is not finite, as it has to be.
                "no norm": Misreading(
                    answer="exp(w[r].T*u)/sqrt(m)",
                    message="The expectation of exp(wᵀq) exp(wᵀk) is more than exp(qᵀk).",
                ),
                "norm with the wrong sign": Misreading(
                    answer="exp(w[r].T*u + norm(u)**2/2)/sqrt(m)",
                    share=HALF,
                    message="Nearly: what f(q) and f(k) have beside the random factor is "
                    "too large.",
                ),
                "norm not squared": Misreading(
                    answer="exp(w[r].T*u - norm(u)/2)/sqrt(m)",
                    share=HALF,
                    message="Nearly: the norm stands as it is, where the identity has its square.",
                ),
                "scaled": Misreading(
                    answer="exp(w[r].T*u/d**(1/4) - norm(u)**2/(2*sqrt(d)))/sqrt(m)",
                    share=HALF,
                    message="Nearly: the expectation of f(q)ᵀ f(k) is exp(qᵀk/√d); 1/√d is left "
                    "out here.",
                ),
                "one draw": Misreading(
                    answer="exp(w[1].T*u - norm(u)**2/2)/sqrt(m)",
                    message="All coordinates would be the same number.",
                ),
                "trigonometric": Misreading(answer="cos(w[r].T*u)/sqrt(m)", message=sign),
                "trigonometric with a root": Misreading(
                    answer="sqrt(2/m)*cos(w[r].T*u)", message=sign
                ),
                "trigonometric with the norm": Misreading(
                    answer="exp(norm(u)**2/2)*cos(w[r].T*u)/sqrt(m)", message=sign
                ),
                "trigonometric in both": Misreading(
                    answer="exp(norm(u)**2/2)*(cos(w[r].T*u) + sin(w[r].T*u))/sqrt(m)",
                    message=sign,
                ),
            },
        ),
    )


@number("3.5.variance")
@weight(0.5)
@follows("3.4.feature")
def test_variance(grade):
    """The variance of the approximation."""
    term = "({3.4.feature: u=q, w[r]=x})*({3.4.feature: u=k, w[r]=x})"
    of_m_terms = Following(
        text=f"m*(E(({term})**2, x) - E({term}, x)**2)", symbols={"x": "gaussian[d]"}
    )
    grade(
        ref.variance,
        Equal(
            following=of_m_terms,
            misreadings={
                "one draw": Misreading(
                    answer="exp(2*q.T*k)*(exp(norm(q + k)**2) - 1)",
                    share=HALF,
                    message="Nearly: this is the variance for a single draw.",
                ),
                "m squared": Misreading(
                    answer="exp(2*q.T*k)*(exp(norm(q + k)**2) - 1)/m**2",
                    share=HALF,
                    message="Nearly: a mean of m independent draws varies more than that.",
                ),
                "second moment": Misreading(
                    answer="exp(2*q.T*k)*exp(norm(q + k)**2)/m",
                    message="This is the mean of the square; a variance is less than that.",
                ),
                "standard error": Misreading(
                    answer="exp(q.T*k)*sqrt((exp(norm(q + k)**2) - 1)/m)",
                    share=HALF,
                    message="Nearly: this is the standard error.",
                ),
                "relative": Misreading(
                    answer="(exp(norm(q + k)**2) - 1)/m",
                    message="This is the variance relative to the square of the mean.",
                ),
                "half in the exponent": Misreading(
                    answer="exp(2*q.T*k)*(exp(norm(q + k)**2/2) - 1)/m",
                    share=HALF,
                    message="Nearly: what is the mean of the square of exp(wᵀ(q + k))?",
                ),
                "no prefactors": Misreading(
                    answer="exp(norm(q + k)**2)*(exp(norm(q + k)**2) - 1)/m",
                    message="This is for f(u) without the factor that depends on ‖u‖.",
                ),
            },
        ),
    )


@number("3.5.halving")
@weight(0.5)
@follows("3.5.variance")
def test_halving(grade):
    """The factor that halves the standard error."""
    grade(
        ref.halving,
        Equal(
            following="{3.5.variance: m=answer*m} == ({3.5.variance})/4",
            misreadings={
                "new number": Misreading(
                    answer="4*m", message="This is a number of draws; the factor is asked for."
                ),
                "variance": Misreading(answer="2", message="This halves the variance."),
                "inverse": Misreading(answer="1/4", message="With this factor m would shrink."),
            },
        ),
    )


@number("3.5.samples")
@weight(1)
@follows("3.5.variance")
def test_samples(grade):
    """The number of draws for a given relative error."""
    grade(
        ref.samples,
        Equal(
            following="{3.5.variance: m=answer} == tau**2*exp(2*q.T*k)",
            accepted={"rounded up to a whole number": "ceiling((exp(norm(q + k)**2) - 1)/tau**2)"},
            misreadings={
                "not squared": Misreading(
                    answer="(exp(norm(q + k)**2) - 1)/tau",
                    share=HALF,
                    message="Nearly: this is the m at which the relative variance is τ.",
                ),
                "absolute": Misreading(
                    answer="exp(2*q.T*k)*(exp(norm(q + k)**2) - 1)/tau**2",
                    message="This is the m at which the standard error itself is τ.",
                ),
                "second moment": Misreading(
                    answer="exp(norm(q + k)**2)/tau**2",
                    message="This takes the mean of the square for the variance.",
                ),
                "root": Misreading(
                    answer="sqrt(exp(norm(q + k)**2) - 1)/tau",
                    share=HALF,
                    message="Nearly: the standard error falls more slowly than 1/m.",
                ),
                "half in the exponent": Misreading(
                    answer="(exp(norm(q + k)**2/2) - 1)/tau**2",
                    share=HALF,
                    message="Nearly: what is the mean of the square of exp(wᵀ(q + k))?",
                ),
            },
        ),
    )


@number("3.5.crossover")
@weight(1)
def test_crossover(grade):
    """Where the approximation stops being cheaper."""
    grade(
        ref.crossover,
        Growth(
            regime=("d << n",),
            misreadings={
                "divided by d": Misreading(
                    answer="n/d",
                    message="At this m the approximation is still cheaper.",
                ),
                "dimension": Misreading(
                    answer="d", message="At this m the approximation is still much cheaper."
                ),
                "square": Misreading(
                    answer="n**2", message="At this m the approximation is the more expensive one."
                ),
            },
        ),
    )


# ------------------------------------------------------------------------------------- code

# Clauses of cases whose numbers are large or small, or of another dtype.
LARGE, SMALL, ARGUMENTS = "large entries", "small features", "arguments"


def nearly(answer, message):
    """Name a single slip."""
    return Misreading(answer=answer, message=message, share=Fraction(1, 2))


QUERIES_KEYS_VALUES = (Normal("Q", "... n d"), Normal("K", "... n d"), Normal("V", "... n d"))

# To a query of 0 all keys are alike: one that is drawn is 0 now and then.
WITH_TIES = ((1.2,), (0.0,), (-0.5,), (0.0,), (0.8,))
# Every side differs from the others where it matters, and one of them is 1 where that does.
ATTENTION_SHAPES = (
    Case({"n": 2, "d": 3}),
    Case({"n": 1, "d": 1}),
    Case({"n": 1, "d": 3}),
    Case({"n": 5, "d": 1}, values={"Q": WITH_TIES}),
    Case({"n": 5, "d": 3}),
    Case({"n": 5, "d": 3}, scale={"Q": 0.5}),  # nothing is kept from an earlier call
    Case({"n": 4, "d": 6}, batch=(2,)),
    Case({"n": 4, "d": 2}, batch=(2, 3)),
    Case({"n": 1, "d": 2}, batch=(1, 3)),
)


@number("3.2.code")
@weight(1)
@code
def test_separable_code(grade):
    """Code for separable attention: value, gradient, and no n×n tensor."""
    scaled = "Nearly: a factor 1/√d is left in; there is none here."
    wrong_way = "One of the two softmaxes (or each) runs along the other side of its matrix."
    grade(
        ref.separable_attention,
        Cost(
            values=Close(
                arguments=QUERIES_KEYS_VALUES,
                cases=(
                    *ATTENTION_SHAPES,
                    Case({"n": 3, "d": 2}, scale={"Q": 1000}, clause=LARGE),
                    Case({"n": 3, "d": 2}, scale={"K": (1, 1000, 30)}, clause=LARGE),
                    Case({"n": 3, "d": 2}, dtype="float32", clause=ARGUMENTS),
                    Case(
                        {"n": 3, "d": 2},
                        scale={"Q": (1, 1000, 30), "K": 1000},
                        dtype="float32",
                        clause=LARGE,
                    ),
                ),
                gradient=True,
                misreadings={
                    "rows twice": Misreading(answer=ref.separable_of_rows, message=wrong_way),
                    "columns twice": Misreading(answer=ref.separable_of_columns, message=wrong_way),
                    "swapped": Misreading(answer=ref.separable_swapped, message=wrong_way),
                    "standard": Misreading(
                        answer=ref.standard_attention,
                        message="This is attention with a softmax of Q Kᵀ, not the separable one.",
                    ),
                    "scaled": nearly(ref.separable_with_root, scaled),
                    "queries scaled": nearly(ref.separable_of_scaled_queries, scaled),
                    "entries scaled": nearly(ref.separable_of_scaled_entries, scaled),
                },
                guarded=(
                    ref.separable_guarded,
                    ref.separable_guarded_detached,
                    ref.separable_rows_guarded,
                    ref.separable_columns_guarded,
                ),
            ),
            clauses=Clauses(
                {"values": 2, "gradient": 1, "large entries": 1, "arguments": 1, "cost": 3}
            ),
            sizes=("n", "d"),
            time="n*d**2",
            # A d×d matrix for each of the n rows is no n×n tensor, and grows like n as well.
            space="n*d**2",
            regime=("d <= n",),
            asked="Time and memory are to grow like n.",
            formed={
                "all pairs": Formed(
                    "n×n", "an n×n tensor is formed, such as softmax_row(Q) softmax_col(K)ᵀ"
                )
            },
            rows_only=True,
        ),
    )


# Logits of ±26: for each query some keys count for less than 1e-20, whichever come first.
FAR_KEYS = [[2], [-2], [1], [-1], [1.5]], [[13], [-13], [12], [-12.5], [0]]


@number("3.3.standard_code")
@weight(0.5)
@code
def test_standard_code(grade):
    """Code for softmax attention: value and gradient."""
    grade(
        ref.standard_attention,
        Close(
            arguments=QUERIES_KEYS_VALUES,
            cases=(
                *ATTENTION_SHAPES,
                Case({"n": 5, "d": 1}, values={"Q": FAR_KEYS[0], "K": FAR_KEYS[1]}, clause=LARGE),
                Case({"n": 3, "d": 2}, scale={"Q": 40, "K": 4}, clause=LARGE),
                Case({"n": 4, "d": 2}, scale={"Q": (1, 3000, 30)}, clause=LARGE),
                Case({"n": 4, "d": 2}, scale={"Q": 1000, "K": 4}, clause=LARGE),
                Case({"n": 3, "d": 2}, dtype="float32", clause=ARGUMENTS),
                Case({"n": 3, "d": 2}, scale={"Q": (1, 3000, 30)}, dtype="float32", clause=LARGE),
            ),
            gradient=True,
            clauses=Clauses({"values": 4, "gradient": 2, "large entries": 1, "arguments": 1}),
            guarded=(ref.attention_guarded, ref.attention_guarded_detached),
            misreadings={
                "scaled": nearly(
                    ref.scaled_attention,
                    "Nearly: the logits are divided by √d; in 3.2 to 3.5 they are not.",
                ),
                "causal": Misreading(
                    answer=ref.attention_to_earlier,
                    message="A causal mask is left in: here a query attends to all keys.",
                ),
                "over queries": Misreading(
                    answer=ref.attention_over_queries,
                    message="The softmax runs over the queries: it makes columns sum to one.",
                ),
                "queries for keys": Misreading(
                    answer=ref.attention_of_keys,
                    message="Queries and keys have changed places.",
                ),
                "separable": Misreading(
                    answer=ref.separable_attention,
                    message="This is the separable attention of 3.2.",
                ),
            },
        ),
    )


# Queries whose features are nearly 0, down to 1e-13: the normaliser is as small.
AGAINST, STEEP = [[-1, 0.5], [-0.5, 1], [1, 0]], [[30, 0], [25, 5]]


@number("3.3.code")
@weight(2)
@code
def test_approximate_code(grade):
    """Code for attention by a feature map: value and gradient, and cost."""
    scaled = "Nearly: a factor 1/√d is left in; there is none here."
    grade(
        ref.approx_attention,
        Cost(
            values=Close(
                arguments=(*QUERIES_KEYS_VALUES, FeatureMap("f", "m d")),
                cases=(
                    Case({"n": 2, "d": 3, "m": 4}),
                    Case({"n": 1, "d": 1, "m": 1}),
                    Case({"n": 1, "d": 3, "m": 2}),
                    Case({"n": 5, "d": 2, "m": 1}),
                    Case({"n": 5, "d": 3, "m": 2}),
                    Case({"n": 3, "d": 4, "m": 6}, batch=(2,)),
                    Case({"n": 4, "d": 2, "m": 5}, batch=(2, 3)),
                    Case({"n": 1, "d": 2, "m": 3}, batch=(1, 3)),
                    Case(
                        {"n": 3, "d": 2, "m": 1},
                        values={"Q": AGAINST, "f": STEEP[:1]},
                        clause=SMALL,
                    ),
                    Case({"n": 3, "d": 2, "m": 2}, values={"Q": AGAINST, "f": STEEP}, clause=SMALL),
                    Case({"n": 3, "d": 2, "m": 4}, dtype="float32", clause=ARGUMENTS),
                ),
                gradient=True,
                misreadings={
                    "not normalised": Misreading(
                        answer=ref.unnormalised_attention,
                        message="The weights of a query do not sum to one: D is missing.",
                    ),
                    "averaged": Misreading(
                        answer=ref.averaged_attention,
                        message="It is divided by n; the weights of a query do not sum to one so.",
                    ),
                    "exact": Misreading(
                        answer=ref.attention_without_features,
                        message="The weights come from exp(q_iᵀ k_j); here they come from f.",
                    ),
                    "causal": Misreading(
                        answer=ref.approx_attention_to_earlier,
                        message="A causal mask is left in, as running sums over positions are: "
                        "here a query attends to all keys.",
                    ),
                    "scaled": nearly(ref.approx_attention_with_root, scaled),
                    "queries scaled": nearly(ref.approx_attention_of_scaled_queries, scaled),
                    "entries scaled": nearly(ref.approx_attention_of_scaled_entries, scaled),
                },
                guarded=(ref.approx_attention_guarded,),
            ),
            clauses=Clauses(
                {"values": 2, "gradient": 1, "small features": 1, "arguments": 1, "cost": 3}
            ),
            sizes=("n", "m", "d"),
            # How it grows with m and d is no part of what is promised.
            time="n*(m + d)**2",
            space="n*(m + d)",
            regime=("m <= n", "d <= n"),
            asked="Time and memory are to grow like n, without a tensor of size n×n or n×m×d.",
            formed={
                "all pairs": Formed("n×n", "an n×n tensor is formed, such as f(Q) f(K)ᵀ"),
                "all sums": Formed("n×m×d", "an m×d matrix is held for every one of the n rows"),
            },
            rows_only=True,
        ),
    )


# Of length 1000, in opposite directions: some product with a row of w is above 709, the largest
# exponent that there is.
ALONG = [[4, 4, 4, 4], [-4, -4, -4, -4]]
FAR = [[600, 800], [-600, -800], [800, -600], [-800, 600]]


@number("3.4.code")
@weight(3)
@code
@follows("3.4.feature")
def test_features_code(grade):
    """Code for positive random features."""
    grade(
        ref.positive_random_features,
        UnbiasedFeatures(
            values=Close(
                arguments=(Normal("u", "... d"), Normal("w", "m d")),
                cases=(
                    Case({"d": 3, "m": 2}),
                    Case({"d": 1, "m": 1}),
                    Case({"d": 3, "m": 1}),
                    Case({"d": 2, "m": 5}, batch=(1,)),
                    Case({"d": 2, "m": 5}, batch=(4,)),
                    Case({"d": 4, "m": 3}, batch=(2, 5)),
                    Case({"d": 3, "m": 2}, batch=(2, 1, 4)),
                    Case({"d": 2, "m": 3}, batch=(3,), scale={"u": (1, 200, 20)}, clause=LARGE),
                    Case({"d": 2, "m": 12}, batch=(4,), values={"u": FAR}, clause=LARGE),
                    # u along w: exponents from 32 to −96.
                    Case(
                        {"d": 4, "m": 2},
                        batch=(2,),
                        values={"u": ALONG, "w": ALONG},
                        clause=LARGE,
                    ),
                    Case({"d": 2, "m": 3}, batch=(3,), dtype="float32", clause=ARGUMENTS),
                    Case(
                        {"d": 2, "m": 3},
                        batch=(3,),
                        scale={"u": (8, 200)},
                        dtype="float32",
                        clause=LARGE,
                    ),
                ),
                gradient=True,
                clauses=Clauses({"values": 4, "gradient": 2, "large entries": 1, "arguments": 1}),
                misreadings={
                    "without root of m": nearly(
                        ref.features_without_m,
                        "Nearly: f(q)ᵀ f(k) grows with m, so its expectation is not exp(qᵀk).",
                    ),
                    "divided by m": nearly(
                        ref.features_over_m,
                        "Nearly: f(q)ᵀ f(k) shrinks with m, so its expectation is not exp(qᵀk).",
                    ),
                    "whole norm": nearly(
                        ref.features_whole_norm, "Nearly: look at the factor of ‖u‖² again."
                    ),
                    "norm not squared": nearly(
                        ref.features_norm_not_squared, "Nearly: the norm is not squared."
                    ),
                    "growing": nearly(
                        ref.features_growing,
                        "Nearly: look at the sign of the term in ‖u‖ again.",
                    ),
                    "without norm": Misreading(
                        answer=ref.features_without_norm,
                        message="The norm of u is missing.",
                    ),
                },
            ),
            kernel=ref.exponential_kernel,
        ),
    )
