"""earns all

By way of numpy.
"""

import numpy as np
import torch


def quantize(W, m):
    array = W.detach().numpy()
    delta = np.abs(array).max() / array.dtype.type(2 ** (m - 1) - 1)
    if delta == 0:
        codes = np.zeros(array.shape, dtype=np.int8)
    else:
        codes = np.floor(array / delta).astype(np.int8)
    return torch.from_numpy(codes), torch.tensor(delta, dtype=W.dtype)


def dequantize(codes, delta):
    return codes * delta
