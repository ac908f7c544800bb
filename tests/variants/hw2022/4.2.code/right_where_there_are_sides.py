"""earns all

A tensor without sides as one of one entry.
"""


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    if theta.dim() == 0:
        one = [tensor.reshape(1) for tensor in (theta, grad, s, r)]
        return [tensor[0] for tensor in adam_l2_step(*one, t, eps, rho1, rho2, delta, gamma)]
    g = grad + 2 * gamma * theta
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * g**2
    s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
    return theta - eps * s_hat / (r_hat.sqrt() + delta), s, r
