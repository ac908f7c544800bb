# ===== 1.batch_mean

# 1: right
[Fraction(31, 12), Fraction(35, 12)]

# 1: to three places
[2.583, 2.917]

# 2: one of two is wrong
[Fraction(31, 12), Fraction(34, 12)]

# 3: over the batch alone
wrong_over_the_batch_only

# 3: sums
[31, 35]

# 3: unanswered
raise NotImplementedError

# ===== 1.batch_variance

# 1: right
[Fraction(227, 144), Fraction(179, 144)]

# 1: by numpy
right_numpy

# 2: one of two is wrong
[Fraction(227, 144), Fraction(178, 144)]

# 2: unbiased
wrong_unbiased

# 3: for every feature
wrong_per_feature

# 3: unanswered
raise NotImplementedError

# ===== 1.layer_mean

# 1: right
[Fraction(19, 6), 2, Fraction(5, 2), Fraction(10, 3)]

# 1: to three places
[3.167, 2, 2.5, 3.333]

# 2: one of four is wrong
[Fraction(19, 6), 2, Fraction(5, 2), Fraction(11, 3)]

# 3: two are wrong
[Fraction(19, 6), 3, Fraction(5, 2), Fraction(11, 3)]

# 4: three are wrong
[Fraction(19, 6), 3, 3, 3]

# 5: sums
wrong_sums

# 5: unanswered
raise NotImplementedError

# ===== 1.layer_variance

# 1: right
[Fraction(65, 36), 1, Fraction(11, 12), Fraction(8, 9)]

# 1: by torch
right_torch

# 2: one of four is wrong
[Fraction(65, 36), 1, Fraction(11, 12), Fraction(9, 8)]

# 3: two are wrong
[Fraction(65, 36), 1, Fraction(11, 10), Fraction(9, 8)]

# 3: unbiased
wrong_unbiased

# 4: three are wrong
[Fraction(65, 36), 2, 2, 2]

# 5: the square of the mean is not subtracted
wrong_mean_of_squares

# 5: unanswered
raise NotImplementedError

# ===== 1.instance_mean

# 1: right
right_array

# 1: to three places
[[2.667, 3.667], [2.333, 1.667], [2, 3], [3.333, 3.333]]

# 2: one of eight is wrong
wrong_one_slip

# 3: two are wrong
[[2.667, 3.667], [2.333, 1.667], [2, 3], [3, 4]]

# 4: four are wrong
[[2.667, 3.667], [2.333, 1.667], [4, 5], [3, 4]]

# 4: channels in rows
wrong_transposed

# 5: six are wrong
[[2.667, 3.667], [1, 1], [4, 5], [3, 4]]

# 6: sums
[[8, 11], [7, 5], [6, 9], [10, 10]]

# 6: unanswered
raise NotImplementedError

# ===== 1.instance_variance

# 1: right
right_loops

# 1: to three places
[[2.889, 0.222], [1.556, 0.222], [0.667, 0.667], [0.222, 1.556]]

# 2: one of eight is wrong
[[2.889, 0.222], [1.556, 0.222], [0.667, 0.667], [0.222, 1.5]]

# 3: two are wrong
[[2.889, 0.222], [1.556, 0.222], [0.667, 0.667], [0.2, 1.5]]

# 4: four are wrong
[[2.889, 0.222], [1.556, 0.222], [0.6, 0.6], [0.2, 1.5]]

# 4: unbiased
wrong_unbiased

# 4: channels in rows
wrong_transposed

# 5: six are wrong
[[2.889, 0.222], [1.5, 0.3], [0.6, 0.6], [0.2, 1.5]]

# 6: not divided by anything
wrong_sum_of_squares

# 6: unanswered
raise NotImplementedError
