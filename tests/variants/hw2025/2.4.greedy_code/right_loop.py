"""earns all

Writes a loop with argmax, and grows a batch of one.
"""

import torch


def greedy(log_prob, bos, T):
    prefix = torch.full((1, 1), bos, dtype=torch.long)
    total = None
    for _ in range(T):
        scores = log_prob(prefix)[0]
        word = torch.argmax(scores)
        total = scores[word] if total is None else total + scores[word]
        prefix = torch.cat((prefix, word.view(1, 1)), dim=1)
    return prefix[0], total
