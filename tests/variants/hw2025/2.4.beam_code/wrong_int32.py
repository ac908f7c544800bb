"""earns 3/4: dtype

Keeps the words in 32 bits.
"""

import torch


def beam_search(log_prob, bos, T, B):
    sequences, scores = torch.tensor([[bos]], dtype=torch.int32), 0
    for _ in range(T):
        log_probs = log_prob(sequences.long())
        N = log_probs.shape[1]
        candidates = (scores + log_probs).flatten()
        scores, chosen = candidates.topk(min(B, len(candidates)))
        words = (chosen[:, None] % N).to(torch.int32)
        sequences = torch.cat([sequences[chosen // N], words], 1)
        scores = scores[:, None]
    return sequences, scores[:, 0]
