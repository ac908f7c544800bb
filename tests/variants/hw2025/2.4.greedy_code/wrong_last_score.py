"""earns nothing: last score

Returns the score of the last step.
"""

import torch


def greedy(log_prob, bos, T):
    sequence = torch.tensor([bos])
    for _ in range(T):
        score, word = log_prob(sequence[None])[0].max(0)
        sequence = torch.cat([sequence, word[None]])
    return sequence, score
