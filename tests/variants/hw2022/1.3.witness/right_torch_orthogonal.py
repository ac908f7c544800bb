"""earns all

A random orthogonal matrix.
"""

import torch


def witness():
    generator = torch.Generator().manual_seed(0)
    q, _ = torch.linalg.qr(torch.randn(4, 4, generator=generator, dtype=torch.float64))
    return {"W": q, "activation": "linear", "gamma": 1, "delta": 0.99, "h0": torch.ones(4)}
