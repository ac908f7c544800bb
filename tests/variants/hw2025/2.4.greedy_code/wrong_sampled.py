"""earns nothing

Samples, instead of taking the most likely word.
"""

import torch


def greedy(log_prob, bos, T):
    sequence, score = torch.tensor([bos]), 0
    for _ in range(T):
        log_probs = log_prob(sequence[None])[0]
        word = torch.multinomial(log_probs.softmax(0), 1)
        sequence, score = torch.cat([sequence, word]), score + log_probs[word[0]]
    return sequence, score
