"""Question 1."""

from fractions import Fraction

from notation import *


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    # h_t written out
    pre_activation = U * x + b + W * sigma(h_prev)
    return sigma(pre_activation)


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    # from the end to the beginning
    proof = Derivation(sigma(h))
    proof = proof.equals(sigma(b + U * x + W * sigma(h_prev)), by="definition")
    return proof.equals(sigma(W * g_prev + U * x + b), by="hypothesis")


def jacobian(W, h, sigma, t):
    # every column of W times the slope of its unit
    slopes = D(sigma)(h[t - 1])
    return hadamard(W, ones("d", 1) * slopes.T)


def one_step(W, h, sigma, gamma, delta):
    slopes = diag(D(sigma)(h))
    largest = sqrt(lambda_max(W.T * W))
    return (
        Derivation(norm2(W * slopes))
        .at_most(norm2(W) * norm2(slopes), by="submultiplicativity")
        .at_most(norm2(W) * gamma, by="bounded derivative")
        .equals(gamma * largest, by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )


def many_steps(total, step, delta, T):
    # by induction on T
    s = Symbol("s")
    before = Product(step[s], (s, T - 1, 1))
    return (
        Derivation(norm2(total))
        .equals(norm2(step[T] * before), by="chain rule")
        .at_most(norm2(step[T]) * norm2(before), by="submultiplicativity")
        .at_most(delta * norm2(before), by="one-step bound")
        .at_most(delta**T, by="induction hypothesis")
    )


def limit(delta, T):
    import sympy

    return sympy.limit(delta**T, T, sympy.oo)


def necessary():
    # otherwise 1.2 says that it vanishes
    answer = True
    return answer


def sufficient():
    return not necessary()


def witness():
    # one unit with the weight 2: it settles where 2 tanh(h) = h, and tanh is flat there
    return [[2]], "tanh", 1, Fraction(1, 2), [1]
