"""Q2 — decoding: finding a likely sequence of words under a language model ({points} points).

A language model over N ≥ 2 words, `<BOS>` among them. Sequences start with `<BOS>`; every later
position can hold any of the N words. A sequence of length T + 1 is `<BOS>` and T more words, and
its score is the sum of their T log-probabilities.

2.4 is about this tree. The number after a word is its log-probability given the words above it:
along a path they are added. Every path that is left out is less likely than those drawn.

    <BOS>
    ├── the  -1.7
    │   ├── red  -3.3
    │   │   ├── rectangle  -4.7
    │   │   └── circle     -5.3
    │   └── green  -3.6
    │       ├── triangle   -4.9
    │       └── square     -5.5
    └── a  -2.0
        ├── blue  -2.7
        │   ├── ellipse    -5.6
        │   └── square     -5.2
        └── red  -2.9
            ├── circle     -5.1
            └── square     -5.3

and, in code, about functions of a language model `log_prob`:

    log_prob(prefixes)   prefixes: (b, t), dtype long, each row a prefix that begins with <BOS>
                         returns:  (b, N), the score of each word as the next one, finite

It takes prefixes on any device and answers on its own, in its own dtype. What it returns is to be
used as it is: it may be as low as -400 for every word, so that probabilities cannot be told from 0
(in float32, exp(-400) is 0).
"""

import torch

from notation import Theta, natural, question, size

words_tex = {"N": ["N", "|V|", r"|\mathcal V|"]}


def vocabulary(N):
    """There are words beside `<BOS>`."""
    return N >= 2


@question("2.1.count", where=vocabulary, N=natural, T=natural, tex=words_tex)
def count(N, T):
    """How many sequences of length T + 1 start with `<BOS>`, as a function of N and T."""
    return N**T


@question("2.2.cost", where=vocabulary, N=size, T=size, tex=words_tex)
def cost(N, T):
    """How many conditional probabilities exhaustive search evaluates, as an order.

    Exhaustive search computes the score of every sequence of length T + 1 and returns the best.
    Whether a prefix that sequences share is evaluated once, or again for each, is up to you. To
    count the work of each evaluation as well earns {points:1/2} of {points}.
    Returns an expression, or Theta(expression).
    """
    return Theta(T * N**T)


@question("2.2.feasible", asks="truth")
def feasible():
    """Whether exhaustive search is practical for a vocabulary of thousands of words: True or False.

    It counts only together with an answer to 2.2.cost that earns points.
    """
    return False


@question("2.3.time", T=size, B=size, N=size, c=size, tex=words_tex)
def beam_time(T, B, N, c):
    """How long beam search of width B takes, as an order, where 2 ≤ B ≤ N.

    At each of T steps it scores the continuations of its B hypotheses by every word, keeps the B
    best of them all, and copies their partial sequences. How the best are found is up to you.
    Copies may be counted or left out, and so may calls of the model: c is what one call costs for
    one prefix, beside reading the N scores that it returns. An upper bound that is too large by
    one factor, T, B or a logarithm, earns {points:1/2} of {points}; so do miscounted calls.
    Returns an expression, or Theta(expression).
    """
    return Theta(T * B * N)


@question("2.3.space", T=size, B=size, N=size, tex=words_tex)
def beam_space(T, B, N):
    """How many numbers beam search of width B holds at a time, as an order, where 2 ≤ B ≤ N.

    They are the scores of one step and the partial sequences; the model's own are not counted.
    Returns an expression, or Theta(expression).
    """
    return Theta(B * N + B * T)


@question("2.3.practical", asks="truth")
def beam_practical():
    """Whether beam search is practical for a vocabulary of thousands of words: True or False.

    It counts only together with an answer to 2.3.time that earns points.
    """
    return True


@question("2.4.greedy", asks="sequences")
def tree_greedy():
    """What greedy decoding finds in the tree after three steps, and its log-likelihood.

    Returns (sequence, log-likelihood), such as ("a green hat", -12.3). The sequence is a string
    or a list of words, with or without `<BOS>`; the log-likelihood counts within 0.01. Each of the
    two earns {points:1/2} of {points}, and each sequence more than one takes away as much.
    """
    return "the red rectangle", -9.7


@question("2.4.frontier", asks="sequences")
def tree_frontier():
    """The hypotheses that beam search with B = 2 keeps in the tree after each of its three steps.

    Returns a list of three lists of sequences. A sequence is a string or a list of words, with or
    without `<BOS>`; within a list they come in any order. Each step earns
    a third, and each list more than three takes away half of that.
    """
    return [
        ["the", "a"],
        ["a blue", "a red"],
        ["a blue square", "a red circle"],
    ]


@question("2.4.beam", asks="sequences")
def tree_beam():
    """The two sequences that beam search with B = 2 ends with, and their log-likelihoods.

    Returns a list of two pairs (sequence, log-likelihood) as in 2.4.greedy, or a dict from
    sequences to log-likelihoods; the more likely one first. Of {points} each sequence earns
    {points:1/3} and each log-likelihood {points:1/6}, which each sequence too many takes away.
    """
    return [("a blue square", -9.9), ("a red circle", -10.0)]


@question("2.4.greedy_code")
def greedy(log_prob, bos, T):
    """Greedy decoding: at each of T ≥ 1 steps, take a word of the highest score.

    log_prob: the language model.  bos: the index of `<BOS>`, an int.
    Returns the sequence, (T + 1,), dtype long, which begins with `<BOS>`, and its score, (), a
    tensor of the dtype and on the device of the model's scores: the sum of what log_prob returned
    for its words.
    """
    sequence, score = torch.tensor([bos]), 0
    for _ in range(T):
        best, word = log_prob(sequence[None])[0].max(dim=0)
        sequence = torch.cat([sequence.to(word.device), word[None]])
        score = score + best
    return sequence, score


@question("2.4.beam_code")
def beam_search(log_prob, bos, T, B):
    """Beam search of width B ≥ 1: at each of T ≥ 1 steps, keep the B best continuations.

    log_prob: the language model.  bos: the index of `<BOS>`, an int.
    Start from one hypothesis. (Algorithms are printed that start from B copies of `<BOS>`: they
    keep B copies of one sequence.) All N continuations of every hypothesis compete; while there
    are no more than B of them in all, every one is kept. Where scores are tied, any of the tied
    will do.

    Returns the sequences, (B', T + 1), dtype long, each of which begins with `<BOS>`, all
    different, and their scores, (B',), of the dtype and on the device of the model's scores; best
    first. B' is B, or the number of all such sequences if that is less. A score is the sum of what
    log_prob returned for the sequence's words: nothing is normalised, by length or otherwise.

    log_prob is called exactly T times, once for each step, with at most B prefixes.
    """
    sequences, scores = torch.tensor([[bos]]), 0
    for _ in range(T):
        log_probs = log_prob(sequences)
        N = log_probs.shape[1]
        candidates = (scores + log_probs).flatten()
        scores, chosen = candidates.topk(min(B, len(candidates)))
        sequences = torch.cat([sequences.to(chosen.device)[chosen // N], chosen[:, None] % N], 1)
        scores = scores[:, None]
    return sequences, scores[:, 0]


@question("2.5.greedy_witness", asks="parts", tex={"T": "T", "N": ["N", "|V|"], "p": ["p", "P"]})
def greedy_witness():
    """A language model on which greedy decoding misses the most likely sequence.

    Returns {"T": T, "N": N, "p": {prefix: [N probabilities]}} with 2 ≤ N ≤ 5 and 2 ≤ T ≤ 4. The
    prefixes are all tuples of fewer than T words, 0 to N - 1, without `<BOS>`: () first. The
    probabilities after each are non-negative and sum to one (within 1e-9); Fraction(1, 3) is fine.
    This is the form, though no such model:
    {"T": 2, "N": 2, "p": {(): [1, 0], (0,): [0.5, 0.5], (1,): [0.25, 0.75]}}.

    The most likely sequence of T words is to be likelier than the decoded one by a factor of at
    least 1 + 1e-6, in whatever way ties, closer than that, are broken before the last step.
    """
    return {"T": 2, "N": 2, "p": {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.9, 0.1]}}


@question("2.5.beam_witness", asks="parts", tex={"T": "T", "N": ["N", "|V|"], "p": ["p", "P"]})
def beam_witness():
    """A language model on which beam search with B = 2 misses the most likely sequence.

    Returns a model as in 2.5.greedy_witness.
    """
    even = [0.34, 0.33, 0.33]
    return {"T": 2, "N": 3, "p": {(): [0.4, 0.35, 0.25], (0,): even, (1,): even, (2,): [1, 0, 0]}}
