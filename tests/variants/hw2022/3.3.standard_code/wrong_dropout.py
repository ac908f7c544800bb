"""earns nothing: values

Dropout is left on.
"""

import torch
import torch.nn.functional as F


def standard_attention(Q, K, V):
    return F.dropout(torch.softmax(Q @ K.mT, dim=-1), p=0.1) @ V
