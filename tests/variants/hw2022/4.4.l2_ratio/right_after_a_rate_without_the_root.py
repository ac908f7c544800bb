"""earns all: followed

Going on from a rate without the root.
"""


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * gamma * eps / (r_hat + delta)


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return (r_large + delta) / (r_small + delta)
