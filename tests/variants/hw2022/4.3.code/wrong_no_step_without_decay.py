"""earns nothing: values

Nothing moves where there is no decay.
"""


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad**2
    s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
    if lam == 0:
        return theta.clone(), s, r
    return theta - (eps * s_hat / (r_hat + delta).sqrt() + lam * theta), s, r
