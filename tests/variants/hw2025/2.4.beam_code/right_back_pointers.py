"""earns all

Keeps a back-pointer for each step, and reads the sequences off from the end.
"""

import torch


def beam_search(log_prob, bos, T, B):
    words, parents = [torch.tensor([bos])], []
    scores = torch.zeros(1)
    for _ in range(T):
        log_probs = log_prob(trace(words, parents))
        K, N = log_probs.shape
        total = scores[:, None] + log_probs
        order = total.flatten().argsort(descending=True)[:B]
        scores = total.flatten()[order]
        parents.append(order // N)
        words.append(order % N)
    return trace(words, parents), scores


def trace(words, parents):
    """Follow the back-pointers of every hypothesis."""
    index = torch.arange(len(words[-1]))
    columns = [words[-1]]
    for word, parent in zip(reversed(words[:-1]), reversed(parents)):
        index = parent[index]
        columns.append(word[index])
    return torch.stack(columns[::-1], dim=1)
