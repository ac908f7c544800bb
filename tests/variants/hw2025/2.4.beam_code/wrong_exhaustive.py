"""earns nothing

Keeps every candidate, and cuts at the end.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1)
    for _ in range(T):
        log_probs = log_prob(beam)
        K, N = log_probs.shape
        scores = (scores[:, None] + log_probs).flatten()
        words = torch.arange(N).repeat(K)
        beam = torch.cat([beam.repeat_interleave(N, dim=0), words[:, None]], dim=1)
    scores, order = scores.topk(min(B, len(scores)))
    return beam[order], scores
