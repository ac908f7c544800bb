"""earns nothing: first power

Corrects by 1 − ρ at every step.
"""


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    grad = grad + 2 * gamma * theta
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad**2
    s_hat, r_hat = s / (1 - rho1), r / (1 - rho2)
    return theta - eps * s_hat / (r_hat.sqrt() + delta), s, r
