"""Q2 of hw2025: how many sequences there are, and how to find a likely one."""

from fractions import Fraction

from autograder.rubric import (
    Choice,
    Clauses,
    Equal,
    Growth,
    Misreading,
    Witness,
    code,
    counts_with,
    follows,
    number,
    ref,
    visibility,
    weight,
)

from .decoding import BeamSearch, Greedy
from .model_witness import BeamMisses
from .sequences import Decoded, Frontier

HALF = Fraction(1, 2)

BEAM = ("2 <= B <= N",)

SELECTIONS = {
    "the B best are found in linear time": "T*B*N",
    "a heap of B hypotheses": "T*B*N*log(B)",
    "a scan for each of the B best": "T*B**2*N",
    "the candidates are sorted": "T*B*N*log(B*N)",
    "the words of each hypothesis are sorted and the B best scanned": "T*B*N*log(N) + T*B**3",
}

COUNTED = {
    "": "0",
    "copies are counted": "T**2*B",
    "calls of the model are counted": "T*B*c",
    "copies and calls of the model are counted": "T**2*B + T*B*c",
    "a call of the model reads its prefix anew": "T**3*B",
}

EACH_WORD = (
    "A call of the model is counted for each word here: it returns the scores of all N words."
)
EACH_STEP = "The cost of a call is counted once a step here: c is what it is for one prefix."
MISCOUNTED = {
    "a call for each word": ("T*B*N*c", EACH_WORD),
    "copies, and a call for each word": ("T**2*B + T*B*N*c", EACH_WORD),
    "one call a step": ("T*c", EACH_STEP),
    "copies, and one call a step": ("T**2*B + T*c", EACH_STEP),
}


def beam_times():
    """Return the usual orders that are right for beam search, by what they count."""
    return {
        "; ".join(filter(None, (selection, more))): f"{time} + {further}"
        for more, further in COUNTED.items()
        for selection, time in SELECTIONS.items()
    }


def beam_times_with_other_calls():
    """Name the orders that would be right if calls of the model were as many as words, or steps."""
    return {
        f"{name}; {selection}": Misreading(answer=f"{time} + {calls}", share=HALF, message=message)
        for selection, time in SELECTIONS.items()
        for name, (calls, message) in MISCOUNTED.items()
    }


def beam_times_between():
    """Return the ranges of selections in several stages, from linear time to a sort or to scans.

    One that sorts the B best continuations of each hypothesis takes B*N + B**2*log(B) a step.
    """
    return {
        "; ".join(filter(None, (f"the B best are found in stages {within}", more))): (
            f"{SELECTIONS['the B best are found in linear time']} + {further}",
            f"{SELECTIONS[slowest]} + {further}",
        )
        for more, further in COUNTED.items()
        for within, slowest in {
            "within the time of a sort": "the candidates are sorted",
            "within the time of scans": "a scan for each of the B best",
        }.items()
    }


@number("2.1.count")
@weight(2)
def test_count(grade):
    """How many sequences of length T + 1 there are."""
    grade(ref.count, Equal())


@number("2.2.cost")
@weight(1)
@follows("2.1.count")
def test_cost(grade):
    """How many conditional probabilities exhaustive search evaluates."""
    each = "This counts the work of each evaluation as well; the question asks how many there are."
    misreadings = {
        "work of order T counted": Misreading(answer="T**2*N**T", share=HALF, message=each),
        "work of order T² counted": Misreading(answer="T**3*N**T", share=HALF, message=each),
    }
    accepted = {"every prefix evaluated once": "{2.1.count}"}
    following = "T*({2.1.count})"
    grade(ref.cost, Growth(accepted=accepted, misreadings=misreadings, following=following))


@number("2.2.feasible")
@weight(1)
@visibility("after_published")
@counts_with("2.2.cost")
def test_feasible(grade):
    """Whether exhaustive search is practical."""
    grade(ref.feasible, Choice())


@number("2.3.time")
@weight(1.5)
def test_beam_time(grade):
    """The time of beam search."""
    grade(
        ref.beam_time,
        Growth(
            regime=BEAM,
            accepted=beam_times(),
            between=beam_times_between(),
            misreadings=beam_times_with_other_calls(),
            half_up_to="(T + B + log(T*B*N))*T*B*N*log(B*N) + T**3*B + T*B*c",
            half_says="one factor, T, B or a logarithm",
        ),
    )


@number("2.3.space")
@weight(1)
def test_beam_space(grade):
    """The space of beam search."""
    grade(ref.beam_space, Growth(regime=BEAM))


@number("2.3.practical")
@weight(0.5)
@visibility("after_published")
@counts_with("2.3.time")
def test_beam_practical(grade):
    """Whether beam search is practical."""
    grade(ref.beam_practical, Choice())


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
    """Beam search in the tree: two sequences, {points:1/3} each, and scores, {points:1/6} each."""
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
    """Beam search in code: values {points:values}, ties {points:ties}, calls {points:1/4}."""
    clauses = Clauses({"values": 2, "ties": 1, "one batched call": 1})
    grade(ref.beam_search, BeamSearch(clauses=clauses))


@number("2.5.greedy_witness")
@weight(1.5)
def test_greedy_witness(grade):
    """A language model on which greedy decoding misses the most likely sequence."""
    grade(ref.greedy_witness, Witness(verify=BeamMisses(beam_width=1)))


@number("2.5.beam_witness")
@weight(1.5)
def test_beam_witness(grade):
    """A language model on which a beam of 2 misses the most likely sequence."""
    grade(ref.beam_witness, Witness(verify=BeamMisses(beam_width=2)))
