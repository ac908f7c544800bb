"""earns half

Asks for B candidates where there are fewer.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1)
    for _ in range(T):
        log_probs = log_prob(beam)
        N = log_probs.shape[1]
        scores, best = (scores[:, None] + log_probs).flatten().topk(B)
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
    return beam, scores
