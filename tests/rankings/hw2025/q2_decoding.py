# ===== 2.1.count

# 1: right
N**T

# 1: split
N * N ** (T - 1)

# 2: a position too many
N ** (T + 1)

# 2: a position too few
N ** (T - 1)

# 2: a word too few
(N - 1) ** T

# 3: the two exchanged
T**N

# 3: adds what multiplies
N * T

# 4: one of the two
N

# 4: unanswered
raise NotImplementedError

# ===== 2.2.cost

# 1: right, each sequence for itself
T * N**T

# 1: right, shared prefixes once
N**T

# 2: a factor of T too many
T**2 * N**T

# 3: a factor of N too many
T * N ** (T + 1)

# 3: a word too few
T * (N - 1) ** T

# 4: another method's
T * N

# 4: the vocabulary is forgotten
2**T

# 4: unanswered
raise NotImplementedError

# ===== 2.2.feasible

# 1: right
False

# 2: wrong
True

# 2: no answer to the question
"perhaps"

# 2: unanswered
raise NotImplementedError

# ===== 2.3.time

# 1: right
T * B * N

# 1: with a heap, or a sort
T * B * N * log(B)

# 1: the other sort, and the copies
T * B * N * log(B * N) + T**2 * B

# 2: every candidate is copied
T**2 * B * N

# 2: the candidates of each hypothesis are sorted for each
T * B**2 * N * log(N)

# 2: sorted more often than there are steps
T * B * N * log(T * B * N)

# 3: every candidate beside every other
T * (B * N) ** 2

# 3: the width is forgotten
T * N

# 3: the vocabulary is forgotten
T * B

# 3: the steps are forgotten
B * N

# 4: that of exhaustive search
T * N**T

# 4: unanswered
raise NotImplementedError

# ===== 2.3.space

# 1: right
B * N + B * T

# 1: with the scores of what is kept
B * N + B * T + B

# 2: the sequences are forgotten
B * N

# 2: the scores are forgotten
B * T

# 2: every candidate holds its sequence
B * N * T

# 3: that of exhaustive search
N**T

# 3: unanswered
raise NotImplementedError

# ===== 2.3.practical

# 1: right
True

# 2: wrong
False

# 2: no answer to the question
"perhaps"

# 2: unanswered
raise NotImplementedError

# ===== 2.4.greedy

# 1: right
"the red rectangle", -9.7

# 1: words in a list
["<BOS>", "the", "red", "rectangle"], -9.7

# 2: another number
"the red rectangle", -10.3

# 2: no number
"the red rectangle"

# 2: another leaf beside the right number
"the red circle", -9.7

# 3: what beam search finds
"a blue square", -9.9

# 3: unanswered
raise NotImplementedError

# ===== 2.4.frontier

# 1: right
[["the", "a"], ["a blue", "a red"], ["a blue square", "a red circle"]]

# 1: in another order
right_order

# 2: a slip in the last step
[["the", "a"], ["a blue", "a red"], ["a blue square", "a red square"]]

# 3: right in the first step alone
[["the", "a"], ["the red", "a blue"], ["the red rectangle", "a blue square"]]

# 4: greedy decoding
[["the"], ["the red"], ["the red rectangle"]]

# 4: unanswered
raise NotImplementedError

# ===== 2.4.beam

# 1: right
[("a blue square", -9.9), ("a red circle", -10.0)]

# 1: in another order
[("a red circle", -10.0), ("a blue square", -9.9)]

# 2: both, and a third
[("a blue square", -9.9), ("a red circle", -10.0), ("the red rectangle", -9.7)]

# 3: both sequences, and other numbers
[("a blue square", -5.2), ("a red circle", -5.1)]

# 4: one of the two, and no other
[("a blue square", -9.9)]

# 4: one of the two, and another
[("a blue square", -9.9), ("a red square", -10.2)]

# 5: one of the two, with another number
[("a blue square", -5.2)]

# 6: what the greedy search passes
[("the red rectangle", -9.7), ("the red circle", -10.3)]

# 6: unanswered
raise NotImplementedError

# ===== 2.4.greedy_code

# 1: right
right_loop
right_preallocated

# 2: the right sequence, and another number for its score
wrong_last_score
wrong_length_normalised
wrong_product

# 2: right but for what the model returns being used as it is
wrong_normalised_again

# 2: right but for `<BOS>` in front
wrong_bos_stripped

# 3: the model does not see the whole prefix
wrong_last_word_only

# 3: a step too few
wrong_one_step_short

# 3: words are drawn
wrong_sampled

# 4: no decoding
torch.full((T + 1,), bos), torch.tensor(0.0)

# 4: unanswered
raise NotImplementedError

# ===== 2.4.beam_code

# 1: right
right_topk
right_heap

# 2: right but for the number of calls
wrong_one_call_per_hypothesis
wrong_extra_call

# 2: right but for ties
wrong_compares_tensors

# 2: right but for fewer continuations than B
wrong_narrow_vocabulary

# 2: right but for the dtype of the sequences
sequences, scores = torch.tensor([[bos]]), 0
for _ in range(T):
    log_probs = log_prob(sequences)
    N = log_probs.shape[1]
    candidates = (scores + log_probs).flatten()
    scores, chosen = candidates.topk(min(B, len(candidates)))
    sequences = torch.cat([sequences[chosen // N], chosen[:, None] % N], 1)
    scores = scores[:, None]
return sequences.to(torch.int32), scores[:, 0]

# 3: right but for what the model returns being used as it is
wrong_normalised_again

# 3: the right sequences, and other numbers for their scores
wrong_length_normalised

# 3: right but for the order, or `<BOS>` in front
wrong_ascending
wrong_bos_stripped

# 3: the best one alone
wrong_only_the_best

# 4: keeps copies of one sequence
wrong_copies_of_bos

# 4: one continuation of each hypothesis
wrong_one_continuation_each

# 4: the model does not see the whole prefix
wrong_last_word_only

# 5: no search
wrong_calls_for_show

# 6: unanswered
raise NotImplementedError

# ===== 2.5.greedy_witness

# 1: right
{"T": 2, "N": 2, "p": {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.9, 0.1]}}

# 1: right, of three steps
right_three_steps

# 1: a tie, and every way of breaking it misses
even = [Rational(1, 3)] * 3
{"T": 2, "N": 3, "p": {(): [0.4, 0.4, 0.2], (0,): even, (1,): even, (2,): [1, 0, 0]}}

# 2: a tie, and one way of breaking it finds the most likely sequence
{"T": 2, "N": 2, "p": {(): [0.5, 0.5], (0,): [0.5, 0.5], (1,): [0.9, 0.1]}}

# 3: greedy decoding finds the most likely sequence
{"T": 2, "N": 2, "p": {(): [0.6, 0.4], (0,): [0.7, 0.3], (1,): [0.9, 0.1]}}

# 3: one row sums to more than one
{"T": 2, "N": 2, "p": {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.9, 0.2]}}

# 3: unanswered
raise NotImplementedError

# ===== 2.5.beam_witness

# given
even = [Rational(1, 3)] * 3

# 1: right, though the last step has ties
{"T": 2, "N": 3, "p": {(): [0.4, 0.35, 0.25], (0,): even, (1,): even, (2,): [1, 0, 0]}}

# 1: right, of other numbers
right_large
right_fractions

# 2: a tie, and one way of breaking it finds the most likely sequence
{"T": 2, "N": 3, "p": {(): [0.4, 0.3, 0.3], (0,): even, (1,): even, (2,): [1, 0, 0]}}

# 3: a beam of two finds the most likely sequence
wrong_for_greedy_only
wrong_two_by_two

# 3: more words than are allowed
wrong_six_words

# 3: no model
wrong_negative

# 3: unanswered
raise NotImplementedError
