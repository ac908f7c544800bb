"""earns half: sign

A cost where a score was asked for.
"""

import torch


def greedy(log_prob, bos, T):
    sequence, cost = torch.tensor([bos]), 0
    for _ in range(T):
        best, word = log_prob(sequence[None])[0].max(dim=0)
        sequence = torch.cat([sequence, word[None]])
        cost = cost - best
    return sequence, cost
