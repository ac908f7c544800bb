"""earns nothing: probability

Multiplies probabilities, and returns the products.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam, products = torch.tensor([[bos]]), torch.ones(1)
    for _ in range(T):
        probabilities = products[:, None] * log_prob(beam).exp()
        N = probabilities.shape[1]
        products, best = probabilities.flatten().topk(min(B, probabilities.numel()))
        beam = torch.cat([beam[best // N], (best % N)[:, None]], dim=1)
    return beam, products
