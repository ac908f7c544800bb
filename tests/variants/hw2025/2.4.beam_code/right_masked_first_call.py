"""earns all

Starts from B rows of <BOS>, of which all but the first have a score of minus infinity.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beams = torch.full((B, 1), bos, dtype=torch.long)
    scores = torch.full((B,), -torch.inf)
    scores[0] = 0.0
    for _ in range(T):
        log_probs = log_prob(beams)
        N = log_probs.shape[1]
        total = (scores.to(log_probs.dtype)[:, None] + log_probs).view(-1)
        alive = int(torch.isfinite(total).sum())
        scores, indices = total.topk(min(B, alive))
        beams = torch.cat([beams[indices // N], indices.remainder(N)[:, None]], dim=-1)
    return beams, scores
