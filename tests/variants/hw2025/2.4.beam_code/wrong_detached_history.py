"""earns nothing

The words are kept, the scores of earlier steps are not.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam = torch.tensor([[bos]])
    for _ in range(T):
        step = log_prob(beam)
        N = step.shape[1]
        scores, best = step.flatten().topk(min(B, len(beam) * N))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
    return beam, scores
