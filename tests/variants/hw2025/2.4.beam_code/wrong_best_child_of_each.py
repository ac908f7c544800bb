"""earns nothing

Keeps the best continuation of each hypothesis, and fills up with others: B, but not the B best.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1)
    for _ in range(T):
        log_probs = log_prob(beam)
        N = log_probs.shape[1]
        total = scores[:, None] + log_probs
        first = torch.arange(len(beam)) * N + total.argmax(dim=1)
        order = total.flatten().argsort(descending=True).tolist()
        chosen = first.tolist() + [c for c in order if c not in first.tolist()]
        chosen = torch.tensor(chosen[: min(B, len(chosen))])
        scores, rank = total.flatten()[chosen].sort(descending=True)
        chosen = chosen[rank]
        beam = torch.cat([beam[chosen // N], (chosen % N)[:, None]], dim=1)
    return beam, scores
