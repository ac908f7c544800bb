"""Q3 of hw2025: the graph of a bidirectional network, and its gradients."""

from fractions import Fraction

from autograder.rubric import (
    Equal,
    Graph,
    Misreading,
    follows,
    number,
    ref,
    visibility,
    weight,
)


def neighbour(answer):
    """Name a chain that runs in the other direction."""
    return {
        "neighbour": Misreading(
            answer=answer,
            message="The state on the other side of t stands here: look again at which states are "
            "computed from which.",
        )
    }


def not_transposed(answer):
    """Name an error that comes back by the way that the state went out."""
    return {
        "not transposed": Misreading(
            answer=answer,
            share=Fraction(1, 2),
            message="Nearly: if y_t had more entries than the state, this product would not exist. "
            "Through which side of the weights does the error come back?",
        )
    }


def other_entry(answer):
    """Name a derivative of tanh at the wrong entry."""
    return {
        "other entry": Misreading(
            answer=answer,
            message="Whose tanh is it: that of the entry that changes, or of the one that it "
            "changes?",
        )
    }


def other_side(answer):
    """Name a diagonal matrix on the wrong side."""
    return {
        "other side": Misreading(
            answer=answer, message="Does tanh act before the weights, or on what they give?"
        )
    }


def not_differentiated(answer, **then):
    """Name a chain rule that leaves tanh out."""
    return {
        "tanh not differentiated": Misreading(
            answer=answer,
            **then,
            message="Between the weights and the state stands tanh: it is missing.",
        )
    }


@number("3.1.graph")
@weight(2)
@visibility("after_published")  # its feedback names the edges that are missing
def test_graph(grade):
    """The computational graph, unrolled for three steps."""
    grade(ref.graph, Graph())


@number("3.2a.grad_hf")
@weight(2)
def test_grad_hf(grade):
    """The gradient of L_t with respect to the forward state."""
    misreadings = not_transposed("-2*Vf*(z[t] - y[t])")
    grade(ref.grad_hf, Equal(misreadings=misreadings))


@number("3.2a.grad_hb")
@weight(2)
@follows("3.2a.grad_hf")
def test_grad_hb(grade):
    """The gradient of L_t with respect to the backward state."""
    misreadings = not_transposed("-2*Vb*(z[t] - y[t])")
    # The two are twins: the same slip in both is one.
    following = "{3.2a.grad_hf: Vf=Vb}"
    grade(ref.grad_hb, Equal(misreadings=misreadings, following=following))


@number("3.2a.entry_hf")
@weight(2)
def test_entry_hf(grade):
    """An entry of the Jacobian from one forward state to the next."""
    misreadings = {
        **neighbour("(1 - hf[t - 1][i]**2)*Uf[i, j]"),
        **other_entry("(1 - hf[t + 1][j]**2)*Uf[i, j]"),
        **not_differentiated("Uf[i, j]"),
    }
    grade(ref.entry_hf, Equal(misreadings=misreadings))


@number("3.2a.entry_hb")
@weight(2)
@follows("3.2a.entry_hf")
def test_entry_hb(grade):
    """An entry of the Jacobian from one backward state to the next."""
    misreadings = {
        **neighbour("(1 - hb[t + 1][i]**2)*Ub[i, j]"),
        **other_entry("(1 - hb[t - 1][j]**2)*Ub[i, j]"),
        **not_differentiated("Ub[i, j]"),
    }
    # Its twin, in a mirror: what is a step ahead there is a step behind here.
    following = "{3.2a.entry_hf: Uf=Ub, hf[s]=hb[2*t - s]}"
    grade(ref.entry_hb, Equal(misreadings=misreadings, following=following))


@number("3.2b.jacobian_hf")
@weight(1)
@follows("3.2a.entry_hf")
def test_jacobian_hf(grade):
    """The Jacobian from one forward state to the next."""
    misreadings = {
        **neighbour("diag(1 - hf[t - 1]**2)*Uf"),
        **other_side("Uf*diag(1 - hf[t + 1]**2)"),
        **not_differentiated("Uf", then={"3.3.grad_Uf": "Sum(grad_hf[t]*hf[t - 1].T, (t, 1, T))"}),
    }
    entry = "answer[i, j] == {3.2a.entry_hf}"
    grade(ref.jacobian_hf, Equal(misreadings=misreadings, following=entry))


@number("3.2b.jacobian_hb")
@weight(1)
@follows("3.2a.entry_hb")
def test_jacobian_hb(grade):
    """The Jacobian from one backward state to the next."""
    misreadings = {
        **neighbour("diag(1 - hb[t + 1]**2)*Ub"),
        **other_side("Ub*diag(1 - hb[t - 1]**2)"),
        **not_differentiated("Ub", then={"3.3.grad_Wb": "Sum(grad_hb[t]*x[t].T, (t, 1, T))"}),
    }
    entry = "answer[i, j] == {3.2a.entry_hb}"
    grade(ref.jacobian_hb, Equal(misreadings=misreadings, following=entry))


@number("3.3.grad_Wb")
@weight(2.5)
@follows("3.2b.jacobian_hb")
def test_grad_wb(grade):
    """The gradient of the loss with respect to the backward input weights."""
    misreadings = not_differentiated("Sum(grad_hb[t]*x[t].T, (t, 1, T))")
    # The Jacobian without the recurrent weights is the derivative of tanh.
    slope = "({3.2b.jacobian_hb: t=t + 1})*inv(Ub)"
    checker = Equal(
        misreadings=misreadings,
        following=f"Sum({slope}*grad_hb[t]*x[t].T, (t, 1, T))",
    )
    grade(ref.grad_Wb, checker)


@number("3.3.grad_Uf")
@weight(2.5)
@follows("3.2b.jacobian_hf")
def test_grad_uf(grade):
    """The gradient of the loss with respect to the forward recurrent weights."""
    misreadings = not_differentiated("Sum(grad_hf[t]*hf[t - 1].T, (t, 1, T))")
    # The Jacobian without the recurrent weights is the derivative of tanh.
    slope = "({3.2b.jacobian_hf: t=t - 1})*inv(Uf)"
    checker = Equal(
        misreadings=misreadings,
        following=f"Sum({slope}*grad_hf[t]*hf[t - 1].T, (t, 1, T))",
    )
    grade(ref.grad_Uf, checker)
