"""earns nothing: search

Looks for the most likely sequence, by a wide beam.
"""


def greedy(log_prob, bos, T):
    sequences, scores = beam_search(log_prob, bos, T, 8)
    return sequences[0], scores[0]
