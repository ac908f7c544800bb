"""earns nothing

Normalises what the model returns.
"""

import torch


def greedy(log_prob, bos, T):
    sequence, score = torch.tensor([bos]), 0
    for _ in range(T):
        best, word = torch.log_softmax(log_prob(sequence[None])[0], 0).max(0)
        sequence, score = torch.cat([sequence, word[None]]), score + best
    return sequence, score
