"""Decoding: finding a likely sequence of words under a language model.

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
used as it is: it may be as low as -400 for every word, so that probabilities cannot be told from 0.
"""

import math
import numpy as np
import torch
import torch.nn.functional as F
from notation import *


# 2.4.greedy_code
def greedy(log_prob, bos, T):
    """Greedy decoding: at each of T ≥ 1 steps, take a word of the highest score.

    log_prob: the language model.  bos: the index of `<BOS>`, an int.
    Returns the sequence, (T + 1,), dtype long, which begins with `<BOS>`, and its score, (), a
    tensor of the dtype and on the device of the model's scores: the sum of what log_prob returned
    for its words.
    """
    seq = torch.tensor([bos]).unsqueeze(0)
    score = 0.0
    for t in range(T):
        scores = log_prob(seq)
        # print(scores.shape)
        best_score, best = torch.max(scores, dim=1)
        score = score + best_score
        seq = torch.cat((seq, best.unsqueeze(1)), dim=1)
    return seq[0], score[0]


# 2.4.beam_code
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
    beams = [([bos], 0.0)]
    for t in range(T):
        candidates = []
        for seq, score in beams:
            scores = log_prob(torch.tensor([seq]))[0]
            # the B best words of this beam are enough
            values, words = torch.topk(scores, B)
            for v, w in zip(values, words):
                candidates.append((seq + [w.item()], score + v))
        candidates = sorted(candidates, key=lambda c: c[1], reverse=True)
        beams = candidates[:B]
        #print(t, beams)
    sequences = torch.tensor([b[0] for b in beams])
    scores = torch.stack([b[1] for b in beams])
    return sequences, scores


# 2.5.greedy_witness
def greedy_witness():
    """A language model on which greedy decoding misses the most likely sequence.

    Returns {"T": T, "N": N, "p": {prefix: [N probabilities]}} with 2 ≤ N ≤ 5 and 2 ≤ T ≤ 4. The
    prefixes are all tuples of fewer than T words, 0 to N - 1, without `<BOS>`: () first. The
    probabilities after each are non-negative and sum to one (within 1e-9); Fraction(1, 3) is fine.
    This is the form, though no such model:
    {"T": 2, "N": 2, "p": {(): [1, 0], (0,): [0.5, 0.5], (1,): [0.25, 0.75]}}.

    The most likely sequence of T words is to be likelier than the decoded one by a factor of at
    least 1 + 1e-6, and what is kept before the last step may not depend on a tie closer than that.
    """
    # 0.6*0.5.. greedy gets 0.6*0.55 = 0.33, best is 0.4*0.9=0.36
    return {"T": 2, "N": 2, "p": {(): [0.6, 0.4], (0,): [0.55, 0.45], (1,): [0.9, 0.1]}}


# 2.5.beam_witness
def beam_witness():
    """A language model on which beam search with B = 2 misses the most likely sequence.

    Returns a model as in 2.5.greedy_witness.
    """
    # TODO same with 3 words?
    raise NotImplementedError
