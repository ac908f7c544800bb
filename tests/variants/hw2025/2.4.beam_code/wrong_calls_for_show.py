"""earns nothing

Asks once a step, and returns what was not asked about.
"""

import torch


def beam_search(log_prob, bos, T, B):
    for t in range(1, T + 1):
        log_probs = log_prob(torch.full((1, t), bos))
    count = min(B, log_probs.shape[1] ** T)
    sequences = torch.full((count, T + 1), bos)
    for row in range(count):
        for t in range(1, T + 1):
            sequences[row, t] = row // log_probs.shape[1] ** (t - 1) % log_probs.shape[1]
    return sequences, torch.zeros(count, dtype=log_probs.dtype)
