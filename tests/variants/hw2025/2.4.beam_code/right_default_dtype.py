"""earns all

Goes through Python's numbers, and returns torch's default dtype.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam = [(0.0, [bos])]
    for _ in range(T):
        rows = log_prob(torch.tensor([words for _, words in beam])).tolist()
        candidates = [
            (score + value, words + [word])
            for (score, words), row in zip(beam, rows)
            for word, value in enumerate(row)
        ]
        beam = sorted(candidates, reverse=True)[:B]
    return torch.tensor([words for _, words in beam]), torch.tensor([score for score, _ in beam])
