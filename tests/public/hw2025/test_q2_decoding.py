"""Q2: can the answers be read, and does the code do what its docstring says on small models?

The models of these tests are functions of this file: read them, and try your code on them. They
show each promise of the docstrings once. The grader's are larger.
"""

import itertools
import math
import numbers

import pytest
import torch

import q2_decoding as q2
from notation import evaluate, natural, size

TREE = {"the", "a", "red", "green", "blue"}
TREE |= {"rectangle", "circle", "triangle", "square", "ellipse", "<bos>"}


# ------------------------------------------------------------------- 2.1, 2.2: expressions


def test_the_count_is_an_expression_in_n_and_t(ask, assert_expression):
    value = ask(q2.count, N=natural, T=natural)
    assert_expression(value, shape="scalar", symbols=("N", "T"))


def test_with_one_free_position_there_is_a_sequence_for_every_word(ask):
    value = ask(q2.count, N=natural, T=natural)
    assert evaluate(value, N=7, T=1) == 7


def test_the_cost_is_an_expression_in_n_and_t(ask, assert_expression):
    value = ask(q2.cost, N=size, T=size)
    assert_expression(value, shape="scalar", symbols=("N", "T"))


def test_feasible_is_true_or_false(ask):
    value = ask(q2.feasible)
    assert value in (True, False), f"True or False, not {value!r}"


# ---------------------------------------------------------------------- 2.3: beam search


def test_the_time_of_beam_search_is_an_expression(ask, assert_expression):
    value = ask(q2.beam_time, T=size, B=size, N=size, c=size)
    assert_expression(value, shape="scalar", symbols=("T", "B", "N", "c"))


def test_the_space_of_beam_search_is_an_expression(ask, assert_expression):
    value = ask(q2.beam_space, T=size, B=size, N=size)
    assert_expression(value, shape="scalar", symbols=("T", "B", "N"))


def test_practical_is_true_or_false(ask):
    value = ask(q2.beam_practical)
    assert value in (True, False), f"True or False, not {value!r}"


# ------------------------------------------------------------------------ 2.4: by hand


def words_of(sequence):
    if len(sequence) == 2 and isinstance(sequence[1], numbers.Number):
        sequence = sequence[0]  # a score beside a sequence of the frontier is not looked at
    words = sequence.split() if isinstance(sequence, str) else list(sequence)
    assert words, "a sequence has words"
    unknown = [word for word in words if str(word).lower() not in TREE]
    assert not unknown, f"{unknown} is not in the tree: a sequence is a string or a list of words"
    return words


def assert_hypothesis(pair):
    assert len(pair) == 2, f"a pair (sequence, log-likelihood), not {pair!r}"
    sequence, score = pair
    words_of(sequence)
    assert isinstance(score, numbers.Number) or hasattr(score, "__float__"), f"{score!r}: a number"
    assert float(score) < 0, f"{score}: a log-likelihood is a sum of logarithms of probabilities"


def test_the_greedy_answer_is_a_sequence_with_its_log_likelihood(ask):
    assert_hypothesis(ask(q2.tree_greedy))


def test_the_frontier_has_a_list_of_sequences_for_each_of_three_steps(ask):
    steps = ask(q2.tree_frontier)
    assert len(steps) == 3, f"three steps, not {len(steps)}"
    for step in steps:
        for sequence in step:
            words_of(sequence)


def test_sequences_of_the_frontier_grow_by_a_word_a_step(ask):
    for number, step in enumerate(ask(q2.tree_frontier), start=1):
        for sequence in step:
            words = [word for word in words_of(sequence) if str(word).lower() != "<bos>"]
            assert len(words) == number, f"step {number}: {sequence!r} has {len(words)} words"


def test_the_beam_ends_with_two_sequences_and_their_log_likelihoods(ask):
    beam = ask(q2.tree_beam)
    pairs = list(beam.items()) if isinstance(beam, dict) else list(beam)
    assert len(pairs) == 2, f"two sequences, not {len(pairs)}"
    for pair in pairs:
        assert_hypothesis(pair)


# --------------------------------------------------------------------------- 2.4: code


class Model:
    """A language model over N words, which wants every prefix to begin with ``bos``.

    What comes next depends on the whole prefix: after one whose words sum to s, the score of word
    w is ``table[s % len(table)][w]``. It knows how it was called.
    """

    def __init__(self, table, bos=0, dtype=torch.float64):
        self.table = torch.tensor(table, dtype=dtype)
        self.bos = bos
        self.rows = []

    def __call__(self, prefixes, /):
        """Return the scores of all words after each prefix."""
        assert isinstance(prefixes, torch.Tensor), f"prefixes are a tensor, not {type(prefixes)}"
        assert prefixes.dtype == torch.long, f"prefixes are of dtype long, not {prefixes.dtype}"
        assert prefixes.dim() == 2, f"prefixes have the shape (b, t), not {tuple(prefixes.shape)}"
        assert (prefixes[:, 0] == self.bos).all(), "every prefix begins with <BOS>"
        self.rows.append(len(prefixes))
        return self.table[prefixes.sum(dim=1) % len(self.table)]

    def score(self, sequence):
        """Return the sum of the scores of a sequence's words."""
        total = 0.0
        for t in range(1, len(sequence)):
            total += self.table[sum(sequence[:t]) % len(self.table)][sequence[t]].item()
        return total

    def ranked(self, T):
        """Return all sequences, the best first."""
        ends = itertools.product(range(self.table.shape[1]), repeat=T)
        return sorted(([self.bos, *end] for end in ends), key=self.score, reverse=True)


# Three words. Word 0 is the likeliest at first, and the worst to have chosen.
TRAP = [[-0.5, -1.0, -4.0], [-0.25, -3.0, -3.5], [-0.75, -2.0, -2.5], [-1.5, -1.75, -2.25]]
# Two words, told apart by nothing.
TIED = [[-1.0, -1.0]]
# Far below what a probability can be.
STEEP = [[-401.0, -400.0]]


def assert_result(result, model, T, count):
    """Look at everything that the docstring of beam_search promises of a result."""
    assert isinstance(result, tuple), f"a pair (sequences, scores), not {type(result).__name__}"
    sequences, scores = result
    assert isinstance(sequences, torch.Tensor), "the sequences are a tensor"
    assert isinstance(scores, torch.Tensor), "the scores are a tensor"
    assert sequences.shape == (count, T + 1), f"the sequences: {tuple(sequences.shape)}"
    assert scores.shape == (count,), f"the scores: {tuple(scores.shape)}"
    assert sequences.dtype == torch.long
    assert scores.dtype == model.table.dtype, f"the model's dtype, not {scores.dtype}"
    rows = sequences.tolist()
    assert all(row[0] == model.bos for row in rows), "every sequence begins with <BOS>"
    assert len(set(map(tuple, rows))) == count, "all sequences differ"
    assert scores.tolist() == sorted(scores.tolist(), reverse=True), "the best comes first"
    sums = [model.score(row) for row in rows]
    assert scores.tolist() == pytest.approx(sums), f"the scores of {rows} are the sums {sums}"


def test_greedy_takes_the_best_word_at_each_step(ask):
    sequence, score = ask(q2.greedy, Model(TRAP), 0, 2)
    assert sequence.tolist() == [0, 0, 0]
    assert score.item() == pytest.approx(-1.0)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_greedy_returns_a_sequence_and_a_score_without_dimensions(ask, dtype):
    torch.set_default_dtype(dtype)
    model = Model(TRAP, bos=2, dtype=dtype)
    sequence, score = ask(q2.greedy, model, 2, 3)
    assert isinstance(sequence, torch.Tensor)
    assert isinstance(score, torch.Tensor)
    assert (sequence.shape, sequence.dtype) == ((4,), torch.long)
    assert (score.shape, score.dtype) == ((), dtype)
    assert sequence[0] == 2, "the sequence begins with <BOS>"
    assert score.item() == pytest.approx(model.score(sequence.tolist()))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_greedy_adds_scores_up_however_low_they_are(ask, dtype):
    torch.set_default_dtype(dtype)
    sequence, score = ask(q2.greedy, Model(STEEP, dtype=dtype), 0, 200)
    assert sequence.tolist() == [0, *[1] * 200], "at each step the word of the highest score"
    assert score.item() == -80000, "nothing is normalised, and no probability is computed"


@pytest.mark.parametrize("B", [1, 2, 3])
def test_one_step_keeps_the_best_words(ask, B):
    model = Model(TRAP)
    result = ask(q2.beam_search, model, 0, 1, B)
    assert_result(result, model, 1, B)
    assert result[0].tolist() == model.ranked(1)[:B]


def test_all_continuations_of_all_hypotheses_compete(ask):
    model = Model([[-1.0, -1.25], [-3.0, -4.0]])
    sequences, scores = ask(q2.beam_search, model, 0, 2, 2)
    # Both of the best continue the same hypothesis.
    assert sequences.tolist() == [[0, 0, 0], [0, 0, 1]]
    assert scores.tolist() == [-2.0, -2.25]


def test_every_hypothesis_is_kept_while_there_are_few(ask):
    model = Model(TRAP, bos=1)
    for B in (9, 10, 100):
        result = ask(q2.beam_search, model, 1, 2, B)
        assert_result(result, model, 2, 9)
        assert [model.score(row) for row in result[0].tolist()] == pytest.approx(
            [model.score(row) for row in model.ranked(2)]
        )


def test_a_wide_beam_finds_the_best_sequence(ask):
    model = Model(TRAP)
    sequences, _ = ask(q2.beam_search, model, 0, 3, 27)
    assert model.score(sequences[0].tolist()) == pytest.approx(model.score(model.ranked(3)[0]))


def test_a_beam_of_one_is_greedy_decoding(ask):
    model = Model(TRAP, bos=2)
    sequence, score = ask(q2.greedy, model, 2, 4)
    sequences, scores = ask(q2.beam_search, model, 2, 4, 1)
    assert sequences.tolist() == [sequence.tolist()]
    assert scores.tolist() == pytest.approx([score.item()])


def test_of_the_tied_any_will_do(ask):
    model = Model(TIED)
    assert_result(ask(q2.beam_search, model, 0, 3, 3), model, 3, 3)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_scores_are_sums_however_low_they_are(ask, dtype):
    torch.set_default_dtype(dtype)
    _, scores = ask(q2.beam_search, Model(STEEP, dtype=dtype), 0, 12, 2)
    assert scores.tolist() == [-4800, -4801], "nothing is normalised"


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_scores_are_of_the_models_dtype(ask, dtype):
    torch.set_default_dtype(dtype)
    model = Model(TRAP, dtype=dtype)
    assert_result(ask(q2.beam_search, model, 0, 3, 4), model, 3, 4)


def test_the_model_is_called_once_a_step_with_no_more_prefixes_than_the_beam_holds(ask):
    model = Model(TRAP)
    ask(q2.beam_search, model, 0, 4, 3)
    assert len(model.rows) == 4, f"4 steps, {len(model.rows)} calls"
    assert max(model.rows) <= 3, f"a beam of 3, and a call with {max(model.rows)} prefixes"


# ---------------------------------------------------------------------- 2.5: witnesses


def read_model(answer):
    """Look at the form of a witness, and return T, N and the probabilities by prefix."""
    assert set(answer) >= {"T", "N", "p"}, f'"T", "N" and "p", not {sorted(answer)}'
    T, N, p = (answer[key] for key in ("T", "N", "p"))
    assert 2 <= N <= 5, f"N = {N}"
    assert 2 <= T <= 4, f"T = {T}"
    p = {key if isinstance(key, tuple) else (key,): row for key, row in p.items()}
    for length in range(T):
        for prefix in itertools.product(range(N), repeat=length):
            assert prefix in p, f"the probabilities after {prefix} are missing"
            row = [float(x) for x in p[prefix]]
            assert len(row) == N, f"after {prefix}: {len(row)} probabilities for {N} words"
            assert min(row) >= 0, f"after {prefix}: {min(row)} is negative"
            assert abs(sum(row) - 1) <= 1e-9, f"after {prefix}: they sum to {sum(row)}"
    return T, N, {prefix: [float(x) for x in row] for prefix, row in p.items()}


def is_likelier(one, other):
    """Return whether one probability is clearly larger than another."""
    return one > other * (1 + 1e-6)


def decoded_in_all_ways(T, N, p, B):
    """Return how likely a search of width B finds a sequence to be, for all ways with ties."""
    ways = {frozenset({((), 1.0)})}
    for _ in range(T - 1):
        ways = {kept for way in ways for kept in kept_of(way, N, p, B)}
    return {max(value * max(p[prefix]) for prefix, value in way) for way in ways}


def kept_of(way, N, p, B):
    """Yield what may be kept of all continuations: the B best, and any of those that are tied."""
    candidates = [
        ((*prefix, word), value * p[prefix][word]) for prefix, value in way for word in range(N)
    ]
    candidates.sort(key=lambda candidate: -candidate[1])
    cut = candidates[min(B, len(candidates)) - 1][1]
    sure = [each for each in candidates if is_likelier(each[1], cut)]
    tied = [
        each
        for each in candidates
        if not is_likelier(each[1], cut) and not is_likelier(cut, each[1])
    ]
    for some in itertools.combinations(tied, min(B - len(sure), len(tied))):
        yield frozenset({*sure, *some})


@pytest.mark.parametrize("function", ["greedy_witness", "beam_witness"])
def test_a_witness_is_a_language_model(ask, function):
    read_model(ask(getattr(q2, function)))


@pytest.mark.parametrize(("function", "B"), [("greedy_witness", 1), ("beam_witness", 2)])
def test_it_does_not_depend_on_a_tie_whether_the_best_is_missed(ask, function, B):
    """Among words that are as likely as each other, a search may keep any."""
    T, N, p = read_model(ask(getattr(q2, function)))
    best = max(
        math.prod(p[word[:t]][word[t]] for t in range(T))
        for word in itertools.product(range(N), repeat=T)
    )
    found = {is_likelier(best, decoded) for decoded in decoded_in_all_ways(T, N, p, B)}
    assert len(found) == 1, (
        "some words are as likely as each other, and the best sequence is missed or found, as "
        "one or another of them is kept: make one of them a little likelier"
    )
