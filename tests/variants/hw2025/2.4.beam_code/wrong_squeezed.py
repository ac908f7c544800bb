"""earns half: shape

Sides of length one are squeezed away: with B = 1 there is no row left.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1, dtype=torch.float64)
    for _ in range(T):
        step = log_prob(beam)
        N = step.shape[1]
        scores, best = (scores[:, None] + step).flatten().topk(min(B, len(beam) * N))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
    return beam.squeeze(), scores.squeeze().to(step.dtype)
