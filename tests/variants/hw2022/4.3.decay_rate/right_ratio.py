"""earns all

What is removed, over what there was.
"""


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return (theta - (theta - lam * theta)) / theta
