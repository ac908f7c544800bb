"""earns all

Fills an array that is there from the start, and adds up at the end.
"""

import torch


def greedy(log_prob, bos, T):
    sequence = torch.zeros(T + 1, dtype=torch.long)
    sequence[0] = bos
    steps = []
    for t in range(1, T + 1):
        log_probs = log_prob(sequence[:t].unsqueeze(0)).squeeze(0)
        value, index = torch.max(log_probs, dim=-1)
        sequence[t] = index
        steps.append(value)
    return sequence, torch.stack(steps).sum()
