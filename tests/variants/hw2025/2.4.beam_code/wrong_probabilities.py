"""earns nothing: probability

Returns probabilities.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), 0
    for _ in range(T):
        step = log_prob(beam)
        N = step.shape[1]
        scores, best = (scores + step).flatten().topk(min(B, len(beam) * N))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
        scores = scores[:, None]
    return beam, scores[:, 0].exp()
