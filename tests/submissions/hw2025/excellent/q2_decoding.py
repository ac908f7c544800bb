"""Decoding."""

from fractions import Fraction

import sympy as sp
import torch

from notation import Max, Product, Sum, Symbol, Theta, log


def count(N, T):
    # every one of the positions 1..T takes one of N words
    return Product(N, (Symbol("position"), 1, T))


def cost(N, T):
    # prefixes are shared: one probability for each node of the tree but the root
    depth = Symbol("depth")
    return Sum(N**depth, (depth, 1, T))


def feasible():
    # thousands of words, twenty positions
    return 1000**20 < 10**12


def beam_time(T, B, N, c):
    calls = B * c
    candidates = B * N
    sorting = candidates * log(candidates, 2)
    copying = B * T
    return Theta(T * (calls + candidates + sorting + copying))


def beam_space(T, B, N):
    return Theta(B * Max(N, T))


def beam_practical():
    return 20 * 10 * 1000 < 10**12


def tree_greedy():
    path = ["<BOS>", "the", "red", "rectangle"]
    return path, -1.7 - 3.3 - 4.7


def tree_frontier():
    first = [["<BOS>", "a"], ["<BOS>", "the"]]
    second = [["<BOS>", "a", "red"], ["<BOS>", "a", "blue"]]
    third = [second[0] + ["circle"], second[1] + ["square"]]
    return [first, second, third]


def tree_beam():
    return {"a blue square": sp.Rational(-99, 10), "a red circle": sp.Integer(-10)}


def greedy(log_prob, bos, T):
    sequence = torch.empty(T + 1, dtype=torch.long)
    sequence[0] = bos
    parts = []
    for t in range(T):
        scores = log_prob(sequence[: t + 1].view(1, -1)).squeeze(0)
        word = int(torch.argmax(scores))
        sequence[t + 1] = word
        parts.append(scores[word])
    return sequence, torch.stack(parts).sum()


def beam_search(log_prob, bos, T, B):
    # (score, words), sorted anew at each step
    beam = [(0.0, [bos])]
    for _ in range(T):
        table = log_prob(torch.tensor([words for _, words in beam]))
        rows = table.tolist()
        grown = [
            (score + row[word], words + [word])
            for (score, words), row in zip(beam, rows)
            for word in range(len(row))
        ]
        grown.sort(key=lambda hypothesis: -hypothesis[0])
        beam = grown[:B]
    sequences = torch.tensor([words for _, words in beam])
    scores = torch.tensor([score for score, _ in beam], dtype=table.dtype, device=table.device)
    return sequences, scores


def greedy_witness():
    # word 0 is the likeliest at first, but leaves everything open; after word 2 nothing is
    sure = [0, 0, 1]
    open_ = [Fraction(1, 3)] * 3
    return {
        "T": 2,
        "N": 3,
        "p": {
            (): [Fraction(9, 20), Fraction(3, 20), Fraction(8, 20)],
            (0,): open_,
            (1,): sp.Matrix([sp.Rational(1, 2), sp.Rational(1, 2), 0]),
            (2,): sure,
        },
    }


def beam_witness():
    # N = 2 and three steps: the best begins with 1 0, which is third of four after two steps
    p = {
        (): [0.6, 0.4],
        (0,): [0.5, 0.5],
        (1,): [0.7, 0.3],
        (0, 0): [0.5, 0.5],
        (0, 1): [0.5, 0.5],
        (1, 0): [1, 0],
        (1, 1): [0.5, 0.5],
    }
    return {"N": 2, "T": 3, "p": p}
