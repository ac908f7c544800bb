"""earns nothing: type

Returns a list and a float.
"""

import torch


def greedy(log_prob, bos, T):
    words, score = [bos], 0.0
    for _ in range(T):
        best, word = log_prob(torch.tensor([words]))[0].max(0)
        words.append(word.item())
        score += best.item()
    return words, score
