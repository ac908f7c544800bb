"""earns 3/4

Sorts tuples of a score and a tensor: where scores are tied, the tensors are compared, and fail.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam = [(0.0, torch.tensor([bos]))]
    for _ in range(T):
        rows = log_prob(torch.stack([sequence for _, sequence in beam]))
        candidates = [
            (score + value, torch.cat([sequence, torch.tensor([word])]))
            for (score, sequence), row in zip(beam, rows.tolist())
            for word, value in enumerate(row)
        ]
        beam = sorted(candidates, reverse=True)[:B]
    sequences = torch.stack([sequence for _, sequence in beam])
    return sequences, torch.tensor([score for score, _ in beam], dtype=rows.dtype)
