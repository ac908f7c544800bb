"""earns nothing

Shows the model <BOS> and the last word alone.
"""

import torch


def greedy(log_prob, bos, T):
    sequence, score = torch.tensor([bos]), 0
    for _ in range(T):
        context = sequence if len(sequence) < 3 else sequence[[0, -1]]
        best, word = log_prob(context[None])[0].max(0)
        sequence, score = torch.cat([sequence, word[None]]), score + best
    return sequence, score
