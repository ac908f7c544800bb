"""earns all

The library's attention, with a scale of one.
"""

import torch.nn.functional as F


def standard_attention(Q, K, V):
    return F.scaled_dot_product_attention(Q, K, V, scale=1.0)
