"""earns all

Python's own powers.
"""


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return (2 * gamma * eps) / (r_hat + delta) ** 0.5
