"""earns nothing

Continues every hypothesis by its best word alone, after a first step with B words.
"""

import torch


def beam_search(log_prob, bos, T, B):
    first = log_prob(torch.tensor([[bos]]))[0]
    scores, words = first.topk(min(B, len(first)))
    beam = torch.stack([torch.full_like(words, bos), words], dim=1)
    for _ in range(T - 1):
        best, words = log_prob(beam).max(dim=1)
        scores = scores + best
        beam = torch.cat([beam, words[:, None]], dim=1)
    scores, order = scores.sort(descending=True)
    return beam[order], scores
