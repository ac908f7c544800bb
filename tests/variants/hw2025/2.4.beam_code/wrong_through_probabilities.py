"""earns half

Takes the logarithm of probabilities: in float32 they are 0 where log-probabilities are -400.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1)
    for _ in range(T):
        log_probs = log_prob(beam).exp().log()
        N = log_probs.shape[1]
        scores, best = (scores[:, None] + log_probs).flatten().topk(min(B, log_probs.numel()))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
    return beam, scores
