"""earns 3/4: calls

Calls the model for one hypothesis after the other.
"""

import torch


def beam_search(log_prob, bos, T, B):
    beam = [(torch.zeros(()), torch.tensor([bos]))]
    for _ in range(T):
        candidates = []
        for score, sequence in beam:
            log_probs = log_prob(sequence[None])[0]
            for word in range(len(log_probs)):
                longer = torch.cat([sequence, torch.tensor([word])])
                candidates.append((score + log_probs[word], longer))
        candidates.sort(key=lambda pair: pair[0].item(), reverse=True)
        beam = candidates[:B]
    return torch.stack([s for _, s in beam]), torch.stack([score for score, _ in beam])
