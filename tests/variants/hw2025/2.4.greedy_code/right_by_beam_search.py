"""earns all

Calls beam search with a beam of one.
"""


def greedy(log_prob, bos, T):
    sequences, scores = beam_search(log_prob, bos, T, 1)
    return sequences[0], scores[0]
