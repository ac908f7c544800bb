"""earns all

Keeps a list of (score, words) in Python, and calls the model once for all of them.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam = [(0.0, [bos])]
    for _ in range(T):
        log_probs = log_prob(torch.tensor([words for _, words in beam]))
        candidates = []
        for (score, words), row in zip(beam, log_probs.tolist()):
            for word, value in enumerate(row):
                candidates.append((score + value, words + [word]))
        candidates.sort(key=lambda candidate: candidate[0], reverse=True)
        beam = candidates[:B]
    sequences = torch.tensor([words for _, words in beam])
    scores = torch.tensor([score for score, _ in beam], dtype=log_probs.dtype)
    return sequences, scores
