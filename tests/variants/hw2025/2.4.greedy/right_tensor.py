"""earns all

Adds up with torch.
"""

import torch


def tree_greedy():
    return "the red rectangle", torch.tensor([-1.7, -3.3, -4.7]).sum()
