"""earns nothing: shape

Counts <BOS> as one of the T words.
"""

import torch


def greedy(log_prob, bos, T):
    sequence, score = torch.tensor([bos]), torch.zeros(())
    for _ in range(T - 1):
        best, word = log_prob(sequence[None])[0].max(0)
        sequence, score = torch.cat([sequence, word[None]]), score + best
    return sequence, score
