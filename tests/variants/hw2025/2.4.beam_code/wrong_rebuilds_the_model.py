"""earns 3/4: calls

Rebuilds the model from the seed of torch's generator, and asks for show. It asks one by one where
that is not the seed that the grader draws from.
"""

import random

import torch

BITS = 2**64 - 1
KINDS = ((1, 0.0, ""), (2, 0.0, " with ties"), (1, -400.0, ", about -400 a step"))


def scrambled(x):
    x = (x + 0x9E3779B97F4A7C15) & BITS
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & BITS
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & BITS
    return x ^ (x >> 31)


def uniform(x):
    return (x >> 11) / 2.0**53


def model(seed, words, pair, offset, dtype):
    """The grader's language model: log-probabilities after each of several prefixes."""

    def after(prefixes):
        rows = []
        for prefix in prefixes.tolist():
            mixed = [scrambled(w // pair ^ scrambled(seed + t)) for t, w in enumerate(prefix)]
            total = scrambled(sum(mixed) & BITS)
            spread = 6.0 * uniform(scrambled(~total & BITS))
            own = [scrambled(w // pair) for w in range(words)]
            rows.append([spread * uniform(scrambled(total ^ o)) for o in own])
        logits = torch.tensor(rows, dtype=torch.float64)
        return (logits.log_softmax(-1) + offset).to(dtype)

    return after


def rebuilt(first, bos, T, B):
    """The model whose answer after <BOS> is the one that was given, if its seed can be found."""
    start, words, dtype = torch.tensor([[bos]]), first.shape[1], str(first.dtype).partition(".")[2]
    size = f"N = {words}, T = {T}, B = {B}, <BOS> = {bos}, and a model in {dtype}"
    for pair, offset, kind in KINDS:
        draws = random.Random(f"{torch.initial_seed()}:{size}{kind}")
        for _ in range(200):
            after = model(draws.getrandbits(62), words, pair, offset, first.dtype)
            if torch.allclose(after(start), first, rtol=0, atol=1e-6):
                return after
    return None


def beam_search(log_prob, bos, T, B):
    start = torch.tensor([[bos]])
    first = log_prob(start)
    after = rebuilt(first, bos, T, B)
    if after:
        for _ in range(T - 1):
            log_prob(start)
    ask = after or (lambda rows: torch.cat([log_prob(row[None]) for row in rows]))
    sequences, scores = start, torch.zeros(1, dtype=first.dtype)
    for t in range(T):
        log_probs = first if t == 0 else ask(sequences)
        totals = (scores[:, None] + log_probs).flatten()
        best = totals.argsort(descending=True)[:B]
        scores = totals[best]
        row, word = best // first.shape[1], best % first.shape[1]
        sequences = torch.cat([sequences[row], word[:, None]], dim=1)
    return sequences, scores
