"""earns nothing: shape

Returns the words without <BOS>.
"""

import torch


def greedy(log_prob, bos, T):
    sequence, score = torch.tensor([bos]), 0
    for _ in range(T):
        best, word = log_prob(sequence[None])[0].max(0)
        sequence, score = torch.cat([sequence, word[None]]), score + best
    return sequence[1:], score
