"""earns nothing: shape

Takes a step too many.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1)
    for _ in range(T + 1):
        log_probs = log_prob(beam)
        N = log_probs.shape[1]
        total = (scores[:, None] + log_probs).flatten()
        scores, best = total.topk(min(B, len(total)))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
    return beam, scores
