"""earns nothing: values

By Algorithm 8.7, but the root is never less than 0.001.
"""


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad**2
    s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
    return theta - (eps * s_hat / (r_hat.sqrt().clamp(min=1e-3) + delta) + lam * theta), s, r
