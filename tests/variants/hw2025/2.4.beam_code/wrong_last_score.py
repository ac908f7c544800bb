"""earns nothing: last score

Forgets to add up: the score is that of the last step.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam = torch.tensor([[bos]])
    for _ in range(T):
        log_probs = log_prob(beam)
        N = log_probs.shape[1]
        scores, best = log_probs.flatten().topk(min(B, log_probs.numel()))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
    return beam, scores
