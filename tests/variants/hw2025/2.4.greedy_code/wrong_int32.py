"""earns half: dtype

Keeps the words in 32 bits.
"""

import torch


def greedy(log_prob, bos, T):
    words, score = [bos], 0
    for _ in range(T):
        best, word = log_prob(torch.tensor([words]))[0].max(dim=0)
        words.append(int(word))
        score = score + best
    return torch.tensor(words, dtype=torch.int32), score
