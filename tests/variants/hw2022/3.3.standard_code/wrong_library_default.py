"""earns half: scaled

The library's attention has 1/√d built in.
"""

import torch.nn.functional as F


def standard_attention(Q, K, V):
    return F.scaled_dot_product_attention(Q, K, V)
