"""earns nothing: length normalisation

Keeps a running mean of the log-probabilities, over the length with <BOS>.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores = torch.tensor([[bos]]), torch.zeros(1)
    for t in range(1, T + 1):
        log_probs = log_prob(beam)
        N = log_probs.shape[1]
        total = ((scores[:, None] * t + log_probs) / (t + 1)).flatten()
        scores, best = total.topk(min(B, len(total)))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
    return beam, scores
