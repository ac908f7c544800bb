"""A training step with Adam, and a second one with momentum."""

LOST = ()
PACE = 8

SOURCE = """
import torch
def table():
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.ReLU(), torch.nn.LayerNorm(8), torch.nn.Linear(8, 1))
    x, y = torch.randn(64, 3), torch.randn(64, 1)
    losses = []
    for optimizer in (torch.optim.Adam(model.parameters(), 0.01), torch.optim.SGD(model.parameters(), 0.01, 0.9)):
        for _ in range(20):
            optimizer.zero_grad()
            loss = torch.nn.functional.mse_loss(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    assert losses[-1] < losses[0]
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
