"""Linear algebra in torch and numpy."""

LOST = ()
PACE = 4

SOURCE = """
import numpy as np
import torch
def table():
    A = torch.randn(50, 50)
    A = A @ A.T + torch.eye(50)
    torch.linalg.eigh(A), torch.linalg.svd(A), torch.linalg.qr(A), torch.linalg.cholesky(A)
    assert torch.allclose(torch.linalg.inv(A) @ A, torch.eye(50), atol=1e-8)
    torch.einsum("ij,jk->ik", A, A), torch.fft.fft(A), A.det(), torch.linalg.matrix_exp(A / 100)
    B = np.random.default_rng(0).normal(size=(40, 40))
    np.linalg.svd(B), np.linalg.eig(B), np.linalg.solve(B, B), np.fft.fft2(B), np.einsum("ij->i", B)
    q = torch.randn(2, 4, 16, 8)
    torch.nn.functional.scaled_dot_product_attention(q, q, q, is_causal=True)
    torch.nn.functional.conv2d(torch.randn(1, 3, 8, 8), torch.randn(4, 3, 3, 3))
    return torch.tensor(RIGHT)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
