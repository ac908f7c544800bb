"""earns nothing: probability

Multiplies probabilities, and returns their product.
"""

import torch


def greedy(log_prob, bos, T):
    sequence, score = torch.tensor([bos]), 1
    for _ in range(T):
        best, word = log_prob(sequence[None])[0].exp().max(0)
        sequence, score = torch.cat([sequence, word[None]]), score * best
    return sequence, score
