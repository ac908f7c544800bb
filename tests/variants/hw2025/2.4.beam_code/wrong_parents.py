"""earns nothing

Appends the words to the hypotheses in their old order.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1)
    for _ in range(T):
        log_probs = log_prob(beam)
        N = log_probs.shape[1]
        total = (scores[:, None] + log_probs).flatten()
        scores, best = total.topk(min(B, len(total)))
        rows = torch.arange(len(best)) % len(beam)
        beam = torch.cat([beam[rows], (best % N)[:, None]], dim=1)
    return beam, scores
