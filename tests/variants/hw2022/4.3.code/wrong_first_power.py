"""earns nothing: first power

Corrects by 1 − ρ at every step.
"""


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    theta = theta.clone()
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad**2
    s_hat, r_hat = s / (1 - rho1), r / (1 - rho2)
    return theta - eps * s_hat / (r_hat + delta).sqrt() - lam * theta, s, r
