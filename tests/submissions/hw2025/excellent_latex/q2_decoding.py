"""Decoding."""

from fractions import Fraction

import sympy as sp
import torch

from notation import *


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
