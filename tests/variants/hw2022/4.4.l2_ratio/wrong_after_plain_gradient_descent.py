"""earns nothing: constant

With the rate of plain gradient descent nothing would be left to do.
"""


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * gamma * eps


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return 1
