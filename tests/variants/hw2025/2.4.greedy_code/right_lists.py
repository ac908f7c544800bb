"""earns all

Works with Python's lists and floats, and makes tensors of them at the end.
"""

import torch


def greedy(log_prob, bos, T):
    words, score = [bos], 0.0
    for _ in range(T):
        row = log_prob(torch.tensor([words]))[0]
        values = row.tolist()
        best = max(range(len(values)), key=values.__getitem__)
        score += values[best]
        words.append(best)
    return torch.tensor(words), torch.tensor(score, dtype=row.dtype)
