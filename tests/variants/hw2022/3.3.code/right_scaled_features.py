"""earns all

A constant factor on the features cancels.
"""

import math



def approx_attention(Q, K, V, f):
    m = f(Q).shape[-1]
    phi_q, phi_k = f(Q) / math.sqrt(m), f(K) / math.sqrt(m)
    return (phi_q @ (phi_k.mT @ V)) / (phi_q @ phi_k.sum(-2).unsqueeze(-1))
