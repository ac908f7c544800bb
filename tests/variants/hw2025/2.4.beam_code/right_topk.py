"""earns all

Takes the best of the flattened candidates, with integer division.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam = torch.full((1, 1), bos, dtype=torch.long)
    scores = None
    for _ in range(T):
        step = log_prob(beam)
        total = step if scores is None else scores.unsqueeze(1) + step
        width, vocabulary = total.shape
        scores, flat = torch.topk(total.reshape(-1), min(B, width * vocabulary))
        parents = torch.div(flat, vocabulary, rounding_mode="floor")
        beam = torch.cat((beam[parents], (flat % vocabulary).unsqueeze(1)), dim=1)
    return beam, scores
