"""earns all

Keeps a heap, with a counter that breaks ties.
"""

import heapq
import itertools

import torch


def beam_search(log_prob, bos, T, B):
    counter = itertools.count()
    beam = [(0.0, next(counter), (bos,))]
    for _ in range(T):
        log_probs = log_prob(torch.tensor([words for _, _, words in beam]))
        heap = []
        for (score, _, words), row in zip(beam, log_probs):
            for word, value in enumerate(row):
                entry = (score + value.item(), next(counter), words + (word,))
                if len(heap) < B:
                    heapq.heappush(heap, entry)
                else:
                    heapq.heappushpop(heap, entry)
        beam = sorted(heap, reverse=True)
    sequences = torch.tensor([words for _, _, words in beam])
    return sequences, torch.tensor([score for score, _, _ in beam]).to(log_probs)
