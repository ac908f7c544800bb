"""Q3 of hw2025: the graph of a bidirectional network, and its gradients."""

from autograder.rubric import Equal, Graph, number, ref, visibility, weight


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
