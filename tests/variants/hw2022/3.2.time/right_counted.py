"""earns all

Both products and both softmaxes.
"""


def separable_time(n, d):
    softmaxes = 2 * (3 * n * d)
    C_times_V = d * n * d
    B_times_that = n * d * d
    return softmaxes + C_times_V + B_times_that
