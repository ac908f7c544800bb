"""earns 3/4: calls

Calls the model once more when everything is known.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1)
    log_probs = log_prob(beam)
    for _ in range(T):
        N = log_probs.shape[1]
        total = (scores[:, None] + log_probs).flatten()
        scores, best = total.topk(min(B, len(total)))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
        log_probs = log_prob(beam)
    return beam, scores
