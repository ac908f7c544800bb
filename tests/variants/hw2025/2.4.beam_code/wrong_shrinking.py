"""earns nothing: shape

Takes <BOS> for an end: a hypothesis that has it again is set aside, and the beam gets narrower.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, scores, width = torch.tensor([[bos]]), torch.zeros(1), B
    for _ in range(T):
        log_probs = log_prob(beam)
        N = log_probs.shape[1]
        total = (scores[:, None] + log_probs).flatten()
        scores, best = total.topk(min(width, len(total)))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
        ended = beam[:, -1] == bos
        if not ended.all():
            beam, scores = beam[~ended], scores[~ended]
            width = max(1, width - int(ended.sum()))
    return beam, scores
