"""The answers to hw2025 Q2, each by another route: enumeration, counting, search by definition."""

import itertools
import math
import re
from fractions import Fraction

import pytest
import sympy
import torch

SIZES = list(itertools.product(range(2, 5), range(1, 5)))


@pytest.fixture(scope="module")
def q2(load):
    """The reference's module, beside the `notation` that a student's folder has."""
    return load("hw2025/q2_decoding.py")


def tree_of(docstring):
    """Read the tree in a docstring: from every path to the exact log-probability of its end."""
    path, tree = [], {}
    for line in docstring.splitlines():
        found = re.fullmatch(r"([ │]+)[├└]── (\w+) +(-\d\.\d)", line)
        if found:
            depth = len(found[1]) // 4 - 1
            path = [*path[:depth], found[2]]
            tree[tuple(path)] = Fraction(found[3])
    return tree


@pytest.fixture
def tree(q2):
    """The tree that students read."""
    return tree_of(q2.__doc__)


def log_likelihood(tree, path):
    return sum(tree[path[:depth]] for depth in range(1, len(path) + 1))


def continuations(tree, path):
    return [longer for longer in tree if longer[:-1] == path]


def search(tree, width):
    """Return what beam search keeps after each step, best first."""
    steps, kept = [], [()]
    for _ in range(3):
        candidates = [longer for path in kept for longer in continuations(tree, path)]
        candidates.sort(key=lambda path: log_likelihood(tree, path), reverse=True)
        kept = candidates[:width]
        steps.append(kept)
    return steps


def test_the_tree_is_the_questions(tree):
    """Two words, four pairs, eight sequences; what is drawn leaves probability for the rest."""
    assert [sum(len(path) == depth for path in tree) for depth in (1, 2, 3)] == [2, 4, 8]
    assert tree[("the",)] == Fraction("-1.7")
    assert tree[("a", "red", "square")] == Fraction("-5.3")
    for path in [(), *tree]:
        assert sum(math.exp(tree[longer]) for longer in continuations(tree, path)) < 1


@pytest.mark.parametrize("width", [1, 2])
def test_no_choice_in_the_tree_is_a_tie(tree, width):
    for before, kept in zip([[()], *search(tree, width)], search(tree, width), strict=False):
        rest = [longer for p in before for longer in continuations(tree, p) if longer not in kept]
        best = max((log_likelihood(tree, path) for path in rest), default=-math.inf)
        totals = [log_likelihood(tree, path) for path in kept]
        assert min(totals) > best
        assert len(set(totals)) == len(totals)


def test_greedy_decoding_in_the_tree(q2, tree):
    (path,) = search(tree, 1)[-1]
    sequence, score = q2.tree_greedy()
    assert tuple(sequence.split()) == path
    assert score == pytest.approx(float(log_likelihood(tree, path)))


def test_the_frontier_of_a_beam_of_two(q2, tree):
    answer = [[tuple(words.split()) for words in step] for step in q2.tree_frontier()]
    assert answer == search(tree, 2)


def test_a_beam_of_two_in_the_tree(q2, tree):
    expected = [(path, float(log_likelihood(tree, path))) for path in search(tree, 2)[-1]]
    answer = [(tuple(words.split()), score) for words, score in q2.tree_beam()]
    assert [path for path, _ in answer] == [path for path, _ in expected]
    assert [score for _, score in answer] == pytest.approx([score for _, score in expected])


@pytest.mark.parametrize(("words", "steps"), SIZES)
def test_the_count_is_that_of_an_enumeration(q2, words, steps):
    N, T = sympy.symbols("N T", integer=True, positive=True)
    sequences = {(0, *end) for end in itertools.product(range(words), repeat=steps)}
    assert q2.count(N, T).subs({N: words, T: steps}) == len(sequences)


def test_the_cost_is_the_number_of_conditional_probabilities(q2):
    """Every sequence has T of them, one for each of its words."""
    N, T = sympy.symbols("N T", positive=True)
    for words, steps in SIZES:
        evaluated = sum(len(s) for s in itertools.product(range(words), repeat=steps))
        assert q2.cost(N, T).subs({N: words, T: steps}) == evaluated


def test_with_shared_prefixes_the_cost_is_the_geometric_sum():
    for words, steps in SIZES:
        prefixes = set()
        for sequence in itertools.product(range(words), repeat=steps):
            prefixes |= {sequence[:length] for length in range(1, steps + 1)}
        assert len(prefixes) == (words ** (steps + 1) - words) // (words - 1)


def test_exhaustive_search_is_not_feasible(q2):
    assert 1000**20 > 10**50
    assert q2.feasible() is False


class Table:
    """A language model in a table, filled from a generator: rows for every prefix."""

    def __init__(self, words, steps, bos, generator, dtype=torch.float64):
        self.words, self.bos, self.dtype, self.rows = words, bos, dtype, {}
        for length in range(steps):
            for prefix in itertools.product(range(words), repeat=length):
                row = torch.rand(words, generator=generator, dtype=torch.float64)
                self.rows[(bos, *prefix)] = row.mul(4).log_softmax(0).to(dtype)
        self.calls = []

    def __call__(self, prefixes):
        """Return the log-probabilities of the next word, and remember how many were asked for."""
        assert prefixes.dtype == torch.long
        self.calls.append(len(prefixes))
        return torch.stack([self.rows[tuple(prefix)] for prefix in prefixes.tolist()])

    def score(self, sequence):
        """Add up the log-probabilities of a sequence's words."""
        return sum(
            self.rows[tuple(sequence[:t])][sequence[t]].item() for t in range(1, len(sequence))
        )

    def all_sequences(self, steps):
        """Return every sequence, best first."""
        ends = itertools.product(range(self.words), repeat=steps)
        return sorted(([self.bos, *end] for end in ends), key=self.score, reverse=True)


@pytest.fixture
def generator(rng):
    """Torch's random numbers, from a seed that is printed."""
    return torch.Generator().manual_seed(rng.randrange(2**32))


@pytest.mark.parametrize(("words", "steps"), [(2, 1), (3, 2), (2, 4), (4, 3)])
def test_a_beam_that_holds_everything_is_exhaustive_search(q2, generator, words, steps):
    model = Table(words, steps, 1, generator)
    everything = model.all_sequences(steps)
    for width in (words**steps, words**steps + 3):
        sequences, scores = q2.beam_search(model, 1, steps, width)
        assert sequences.tolist() == everything
        assert scores.tolist() == pytest.approx([model.score(s) for s in everything])


@pytest.mark.parametrize(("words", "steps"), [(2, 1), (3, 2), (2, 4), (4, 4)])
def test_a_beam_of_one_is_greedy_decoding(q2, generator, words, steps):
    model = Table(words, steps, 0, generator)
    sequences, scores = q2.beam_search(model, 0, steps, 1)
    sequence, score = q2.greedy(model, 0, steps)
    assert torch.equal(sequences[0], sequence)
    assert torch.equal(scores[0], score)
    for t in range(1, steps + 1):
        row = model.rows[tuple(sequence[:t].tolist())]
        assert row[sequence[t]] == row.max()
    assert score.item() == pytest.approx(model.score(sequence.tolist()))


def test_each_step_keeps_the_best_continuations_of_what_was_kept(q2, generator):
    """By definition, with sets of prefixes: nothing of the reference but its last result."""
    for width in (2, 3, 5):
        model = Table(3, 4, 2, generator)
        kept = [[2]]
        for _ in range(4):
            candidates = [[*prefix, word] for prefix in kept for word in range(3)]
            kept = sorted(candidates, key=model.score, reverse=True)[:width]
        sequences, scores = q2.beam_search(model, 2, 4, width)
        assert sequences.tolist() == kept
        assert scores.tolist() == pytest.approx([model.score(sequence) for sequence in kept])


@pytest.mark.parametrize("width", [1, 2, 7])
def test_the_model_is_called_once_a_step_with_what_was_kept(q2, generator, width):
    model = Table(2, 3, 0, generator)
    q2.beam_search(model, 0, 3, width)
    assert model.calls == [1, min(width, 2), min(width, 4)]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_shapes_and_dtypes_are_as_promised(q2, generator, dtype):
    model = Table(3, 2, 0, generator, dtype)
    sequences, scores = q2.beam_search(model, 0, 2, 4)
    assert (sequences.shape, sequences.dtype) == ((4, 3), torch.long)
    assert (scores.shape, scores.dtype) == ((4,), dtype)
    sequence, score = q2.greedy(model, 0, 2)
    assert (sequence.shape, sequence.dtype) == ((3,), torch.long)
    assert (score.shape, score.dtype) == ((), dtype)


def test_low_scores_do_not_vanish(q2):
    """Two hundred steps of −400, and −401 for the other word."""

    def steep(prefixes):
        return torch.tensor([[-400.0, -401.0]], dtype=torch.float64).repeat(len(prefixes), 1)

    _, scores = q2.beam_search(steep, 0, 200, 3)
    assert scores.tolist() == [-80000.0, -80001.0, -80001.0]
    assert q2.greedy(steep, 0, 200)[1].item() == -80000.0


def misses(answer, width):
    """Search a witness by definition; return the decoded and the best probability, exactly."""
    rows = {prefix: list(map(Fraction, map(str, row))) for prefix, row in answer["p"].items()}
    assert all(sum(row) == 1 and len(row) == answer["N"] for row in rows.values())

    def probability(sequence):
        return math.prod(rows[sequence[:t]][word] for t, word in enumerate(sequence))

    kept = [()]
    for _ in range(answer["T"]):
        candidates = [(*prefix, word) for prefix in kept for word in range(answer["N"])]
        ranked = sorted(candidates, key=probability, reverse=True)
        kept, rest = ranked[:width], ranked[width:]
        assert (
            not rest
            or len(kept[0]) == answer["T"]
            or (probability(kept[-1]) > probability(rest[0]))
        )
    everything = itertools.product(range(answer["N"]), repeat=answer["T"])
    return probability(kept[0]), max(map(probability, everything))


def test_greedy_decoding_misses_the_best_on_its_witness(q2):
    decoded, best = misses(q2.greedy_witness(), 1)
    assert (decoded, best) == (Fraction(3, 10), Fraction(36, 100))


def test_a_beam_of_two_misses_the_best_on_its_witness(q2):
    decoded, best = misses(q2.beam_witness(), 2)
    assert (decoded, best) == (Fraction(136, 1000), Fraction(1, 4))


@pytest.mark.parametrize("answer", ["rectangle", "-9.7", "-9.9", "-10.0", "N**T", "N^T", "N ** T"])
def test_no_docstring_hands_an_answer_out(q2, answer):
    """The tree names its words once; nothing else does, and no number of an answer is there."""
    functions = [item for item in vars(q2).values() if hasattr(item, "__question__")]
    texts = [q2.__doc__.replace("rectangle", "", 1), *(item.__doc__ for item in functions)]
    assert len(functions) == 13
    assert not any(answer in text for text in texts)
