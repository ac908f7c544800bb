"""Gradients of gradients, hooks, and a function of its own."""

LOST = ()
PACE = 8

SOURCE = """
import torch
class Square(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x * x
    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        return 2 * x * gradient

def table():
    x = torch.randn(5, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(Square.apply, (x,))
    (first,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)
    assert torch.allclose(second, 6 * x)
    torch.func.vmap(torch.func.grad(lambda t: t**2))(torch.ones(3))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
