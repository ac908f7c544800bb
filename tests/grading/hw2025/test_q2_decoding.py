"""Q2 of hw2025: how many sequences there are, and how to find a likely one."""

from autograder.rubric import (
    BeamSearch,
    Choice,
    Clauses,
    Decoded,
    Equal,
    Frontier,
    Greedy,
    Growth,
    LanguageModelWitness,
    code,
    counts_with,
    number,
    ref,
    visibility,
    weight,
)


@number("2.1.count")
@weight(2)
def test_count(grade):
    """How many sequences of length T + 1 there are."""
    grade(ref.count, Equal())


@number("2.2.cost")
@weight(1)
def test_cost(grade):
    """How many conditional probabilities exhaustive search evaluates."""
    accepted = {
        "every prefix evaluated once": "N**T",
        "calls counted with a cost of order T": "T**2*N**T",
        "calls counted with a cost of order T²": "T**3*N**T",
    }
    grade(ref.cost, Growth(accepted=accepted))


@number("2.2.feasible")
@weight(1)
@visibility("after_published")
@counts_with("2.2.cost")
def test_feasible(grade):
    """Whether exhaustive search is practical."""
    grade(ref.feasible, Choice())


@number("2.4.greedy")
@weight(1)
def test_tree_greedy(grade):
    """Greedy decoding in the tree: the sequence and its log-likelihood, half each."""
    grade(ref.tree_greedy, Decoded(sequence=1, score=1))


@number("2.4.frontier")
@weight(1)
def test_tree_frontier(grade):
    """What beam search keeps in the tree after each step, a third each."""
    grade(ref.tree_frontier, Frontier())


@number("2.4.beam")
@weight(3)
def test_tree_beam(grade):
    """Beam search in the tree: its two sequences, 1 each, and log-likelihoods, ½ each."""
    grade(ref.tree_beam, Decoded(sequence=2, score=1))


@number("2.4.greedy_code")
@weight(1)
@code
def test_greedy(grade):
    """Code for greedy decoding."""
    grade(ref.greedy, Greedy())


@number("2.4.beam_code")
@weight(4)
@code
def test_beam_search(grade):
    """Code for beam search: values 2, ties 1, one batched call of the model for each step 1."""
    clauses = Clauses({"values": 2, "ties": 1, "one batched call": 1})
    grade(ref.beam_search, BeamSearch(clauses=clauses))


@number("2.5.greedy_witness")
@weight(1.5)
def test_greedy_witness(grade):
    """A language model on which greedy decoding misses the most likely sequence."""
    grade(ref.greedy_witness, LanguageModelWitness(beam_width=1))


@number("2.5.beam_witness")
@weight(1.5)
def test_beam_witness(grade):
    """A language model on which a beam of 2 misses the most likely sequence."""
    grade(ref.beam_witness, LanguageModelWitness(beam_width=2))
