"""earns nothing

Multiplies probabilities and takes the logarithm at the end: a long product becomes 0.
"""

import torch


def greedy(log_prob, bos, T):
    sequence, product = torch.tensor([bos]), 1
    for _ in range(T):
        best, word = log_prob(sequence[None])[0].exp().max(0)
        sequence, product = torch.cat([sequence, word[None]]), product * best
    return sequence, product.log()
