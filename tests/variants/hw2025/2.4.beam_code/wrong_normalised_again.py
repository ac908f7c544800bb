"""earns half

Normalises what the model returns; where it is a distribution already, nothing changes.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), 0
    for _ in range(T):
        step = torch.log_softmax(log_prob(beam), dim=-1)
        N = step.shape[1]
        scores, best = (scores + step).flatten().topk(min(B, len(beam) * N))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
        scores = scores[:, None]
    return beam, scores[:, 0]
