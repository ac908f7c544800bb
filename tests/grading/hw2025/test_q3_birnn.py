"""Q3 of hw2025: the graph of a bidirectional network, and its gradients."""

from autograder.rubric import Equal, Graph, Misreading, number, ref, visibility, weight


def neighbour(answer):
    """Name a chain that runs in the other direction."""
    return {
        "neighbour": Misreading(
            answer=answer,
            message="The state on the other side of t stands here: look again at which states are "
            "computed from which.",
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
    grade(ref.grad_hf, Equal(half_for=("transpose",)))


@number("3.2a.grad_hb")
@weight(2)
def test_grad_hb(grade):
    """The gradient of L_t with respect to the backward state."""
    grade(ref.grad_hb, Equal(half_for=("transpose",)))


@number("3.2a.entry_hf")
@weight(2)
def test_entry_hf(grade):
    """An entry of the Jacobian from one forward state to the next."""
    misreadings = neighbour("(1 - hf[t - 1][i]**2)*Uf[i, j]")
    grade(ref.entry_hf, Equal(misreadings=misreadings))


@number("3.2a.entry_hb")
@weight(2)
def test_entry_hb(grade):
    """An entry of the Jacobian from one backward state to the next."""
    misreadings = neighbour("(1 - hb[t + 1][i]**2)*Ub[i, j]")
    grade(ref.entry_hb, Equal(misreadings=misreadings))


@number("3.2b.jacobian_hf")
@weight(1)
def test_jacobian_hf(grade):
    """The Jacobian from one forward state to the next."""
    misreadings = neighbour("diag(1 - hf[t - 1]**2)*Uf")
    grade(ref.jacobian_hf, Equal(misreadings=misreadings))


@number("3.2b.jacobian_hb")
@weight(1)
def test_jacobian_hb(grade):
    """The Jacobian from one backward state to the next."""
    misreadings = neighbour("diag(1 - hb[t + 1]**2)*Ub")
    grade(ref.jacobian_hb, Equal(misreadings=misreadings))


@number("3.3.grad_Wb")
@weight(2.5)
def test_grad_wb(grade):
    """The gradient of the loss with respect to the backward input weights."""
    grade(ref.grad_Wb, Equal(half_for=("transpose", "order")))


@number("3.3.grad_Uf")
@weight(2.5)
def test_grad_uf(grade):
    """The gradient of the loss with respect to the forward recurrent weights."""
    grade(ref.grad_Uf, Equal(half_for=("transpose", "order")))
