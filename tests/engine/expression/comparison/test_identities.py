"""Textbook identities and the usual mistakes in them; numpy says which is which."""

import numpy as np
import pytest

from autograder.expression.decide import Different, Equality, compare
from autograder.expression.premises import Premises
from autograder.expression.tree import free_symbols

_MATRICES = {
    "A": "matrix[n,n]", "B": "matrix[n,n]", "C": "matrix[n,n]", "U": "matrix[n,k]",
    "V": "matrix[k,n]", "x": "vector[n]", "y": "vector[n]", "S": "symmetric[n]",
    "P": "posdef[n]", "c": "real",
}  # fmt: skip
_SUMS = {
    "n": "natural", "t": "natural", "beta": "unit", "a": "real", "g": "sequence[real]",
    "v": "sequence[vector[d]]", "step": "sequence[matrix[d,d]]",
}  # fmt: skip
_NUMBERS = {"x": "real", "y": "real", "p": "positive", "q": "positive", "u": "unit", "m": "natural"}
_FUNCTIONS = {
    "s": "function", "r": "positive_function", "x": "real", "h": "vector[d]", "W": "matrix[d,d]",
    "A": "matrix[n,n]", "B": "matrix[n,n]",
}  # fmt: skip
_AVERAGES = {
    "z": "gaussian", "w": "gaussian[d]", "a": "real", "b": "vector[d]", "q": "vector[d]",
    "k": "vector[d]", "M": "matrix[d,d]", "s": "function", "m": "natural", "y": "gaussian",
}  # fmt: skip

#: Symbols, an expression, what it equals, and what it does not.
_FAMILIES = [
    # Matrices.
    (_MATRICES, "inv(A + U*V)",
     ["inv(A) - inv(A)*U*inv(eye(k) + V*inv(A)*U)*V*inv(A)",
      "inv(eye(n) + inv(A)*U*V)*inv(A)", "inv(A)*inv(eye(n) + U*V*inv(A))"],
     ["inv(A) + inv(A)*U*inv(eye(k) + V*inv(A)*U)*V*inv(A)",
      "inv(A) - inv(A)*U*inv(eye(k) - V*inv(A)*U)*V*inv(A)",
      "inv(A) - U*inv(eye(k) + V*inv(A)*U)*V*inv(A)",
      "inv(A) - inv(A)*U*V*inv(A)"]),
    (_MATRICES, "inv(eye(n) + U*V)*U", ["U*inv(eye(k) + V*U)"],
     ["U*inv(eye(k) - V*U)", "inv(eye(n) - U*V)*U", "U*inv(eye(k) + V*V.T)"]),
    (_MATRICES, "inv(U.T*inv(P)*U + eye(k))*U.T*inv(P)", ["U.T*inv(U*U.T + P)"],
     ["U.T*inv(U*U.T - P)", "U.T*inv(U*U.T + inv(P))"]),
    (_MATRICES, "inv(A + x*y.T)",
     ["inv(A) - inv(A)*x*y.T*inv(A)/(1 + y.T*inv(A)*x)"],
     ["inv(A) - inv(A)*x*y.T*inv(A)/(1 + x.T*inv(A)*y)",
      "inv(A) + inv(A)*x*y.T*inv(A)/(1 + y.T*inv(A)*x)",
      "inv(A) - inv(A)*x*y.T*inv(A)"]),
    (_MATRICES, "det(A + x*y.T)", ["det(A)*(1 + y.T*inv(A)*x)", "det(A.T + y*x.T)"],
     ["det(A)*(1 - y.T*inv(A)*x)", "det(A) + y.T*x", "det(A + y*x.T)"]),
    (_MATRICES, "det(eye(n) + U*V)", ["det(eye(k) + V*U)"],
     ["det(eye(k) - V*U)", "1 + trace(U*V)", "1 + det(V*U)"]),
    (_MATRICES, "inv(A*B)", ["inv(B)*inv(A)", "inv(inv(inv(B)*inv(A)))"],
     ["inv(A)*inv(B)", "A*inv(B)", "inv(B*A)"]),
    (_MATRICES, "(A*B).T", ["B.T*A.T", "(B.T*A.T).T.T"], ["A.T*B.T", "B*A", "A*B"]),
    (_MATRICES, "inv(A.T)", ["inv(A).T"], ["inv(A)", "A.T"]),
    (_MATRICES, "trace(A*B*C)", ["trace(B*C*A)", "trace(C*A*B)", "trace(C.T*B.T*A.T)"],
     ["trace(A*C*B)", "trace(B*A*C)", "trace(A)*trace(B*C)"]),
    (_MATRICES, "trace(A*B - B*A)", ["0", "trace(A.T*B.T) - trace(A*B)"],
     ["trace(A*B)", "trace(A*B - B.T*A)"]),
    (_MATRICES, "det(A*B)", ["det(A)*det(B)", "det(B*A)", "det(A.T*B)", "det(A)/det(inv(B))"],
     ["det(A) + det(B)", "-det(A)*det(B)", "det(A + B)"]),
    (_MATRICES, "det(c*A)", ["c**n*det(A)"], ["c*det(A)", "c**(n - 1)*det(A)", "n*c*det(A)"]),
    (_MATRICES, "trace(eye(n))", ["n", "Sum(1, (i, 1, n))", "ones(n).T*ones(n)"],
     ["1", "n**2", "n - 1"]),
    (_MATRICES, "x.T*A*x",
     ["x.T*A.T*x", "trace(A*x*x.T)", "x.T*(A + A.T)*x/2",
      "Sum(Sum(x[i]*A[i,j]*x[j], (j, 1, n)), (i, 1, n))"],
     ["x.T*A*x/2", "trace(A)*x.T*x", "Sum(x[i]*A[i,i]*x[i], (i, 1, n))", "x.T*A*y"]),
    (_MATRICES, "(A + B)*(A - B)", ["A*A - A*B + B*A - B*B"],
     ["A*A - B*B", "A*A + A*B - B*A - B*B", "(A - B)*(A + B)"]),
    (_MATRICES, "norm(x + y)**2",
     ["x.T*x + 2*x.T*y + y.T*y", "(x + y).T*(x + y)", "norm(x)**2 + 2*y.T*x + norm(y)**2"],
     ["x.T*x + x.T*y + y.T*y", "norm(x)**2 + norm(y)**2", "(norm(x) + norm(y))**2"]),
    (_MATRICES, "norm(x - y)**2 + norm(x + y)**2", ["2*norm(x)**2 + 2*norm(y)**2"],
     ["norm(x)**2 + norm(y)**2", "2*norm(x)**2 - 2*norm(y)**2"]),
    (_MATRICES, "Sum((x[i] - y[i])**2, (i, 1, n))", ["norm(x - y)**2", "norm(y - x)**2"],
     ["norm(x - y)", "Sum((x[i] - y[i])**2, (i, 1, n - 1))", "norm(x)**2 - norm(y)**2"]),
    (_MATRICES, "diag(x)*A*diag(y)", ["hadamard(A, x*y.T)", "hadamard(x*y.T, A)"],
     ["hadamard(A, y*x.T)", "diag(y)*A*diag(x)", "diag(x)*A.T*diag(y)"]),
    (_MATRICES, "diag(x)*y", ["hadamard(x, y)", "diag(y)*x"], ["x + y", "diag(x)*x"]),
    (_MATRICES, "1 - x", ["ones(n) - x", "-(x - 1)"], ["x - 1", "1 + x"]),
    (_MATRICES, "diag(1 - x**2)*A", ["(eye(n) - diag(x)*diag(x))*A", "hadamard(1 - x**2, A*ones(n))"
     "*ones(n).T*0 + diag(1 - hadamard(x, x))*A"],
     ["A*diag(1 - x**2)", "diag(1 - x)*A", "diag(1 - x**2)*A.T", "(1 - norm(x)**2)*A"]),
    (_MATRICES, "trace(A.T*B)",
     ["Sum(Sum(A[i,j]*B[i,j], (j, 1, n)), (i, 1, n))", "ones(n).T*hadamard(A, B)*ones(n)",
      "trace(B.T*A)", "trace(A*B.T)"],
     ["trace(A*B)", "trace(A)*trace(B)"]),
    (_MATRICES, "x.T*hadamard(A, B)*y", ["trace(diag(x)*A*diag(y)*B.T)"],
     ["trace(diag(x)*A*diag(y)*B)", "x.T*A*B*y"]),
    (_MATRICES, "S*x", ["(x.T*S).T", "S.T*x"], ["S*y", "A*x"]),
    (_MATRICES, "A*x", ["(x.T*A.T).T", "A*(x + y) - A*y"], ["(x.T*A).T", "A.T*x"]),
    (_MATRICES, "trace(S*(A - A.T))", ["0", "trace(A*S) - trace(S*A)"], ["trace(S*A)", "1"]),
    (_MATRICES, "x.T*P*y", ["y.T*P*x", "trace(P*y*x.T)"], ["x.T*A*y", "y.T*inv(P)*x"]),
    (_MATRICES, "inv(P)*S", ["inv(P)*S.T", "(S*inv(P)).T"], ["S*inv(P)", "P*S"]),
    (_MATRICES, "inv(A) - inv(B)", ["inv(A)*(B - A)*inv(B)", "inv(B)*(B - A)*inv(A)"],
     ["inv(A)*(A - B)*inv(B)", "inv(A - B)"]),
    (_MATRICES, "sqrt(x.T*P*x)", ["(x.T*P*x)**(1/2)", "sqrt(trace(P*x*x.T))"],
     ["x.T*P*x", "sqrt(x.T*x)*sqrt(trace(P))"]),
    (_MATRICES, "softmax_row(A)*ones(n)", ["ones(n)", "softmax_col(B).T*ones(n)"],
     ["n*ones(n)", "softmax_col(A)*ones(n)"]),
    (_MATRICES, "softmax_row(A)",
     ["softmax_row(A + x*ones(n).T)", "softmax_col(A.T).T", "inv(diag(exp(A)*ones(n)))*exp(A)"],
     ["softmax_row(A + ones(n)*x.T)", "softmax_col(A)", "exp(A)/n",
      "inv(diag(A*ones(n)))*A", "exp(A)*inv(diag(exp(A)*ones(n)))"]),
    (_MATRICES, "softmax_row(A)*softmax_col(B).T*C", ["softmax_row(A)*(softmax_row(B.T)*C)"],
     ["softmax_row(A*B.T)*C", "softmax_row(A)*softmax_row(B).T*C"]),
    (_MATRICES, "norm2(A)",
     ["sqrt(lambda_max(A.T*A))", "sqrt(lambda_max(A*A.T))", "norm2(A.T)", "norm2(-A)"],
     ["lambda_max(A.T*A)", "maxabs(A)", "sqrt(trace(A.T*A))"]),
    (_MATRICES, "norm2(diag(x))", ["maxabs(x)", "maxabs(diag(x))"], ["norm(x)", "maxabs(y)"]),
    (_MATRICES, "norm2(x*y.T)", ["norm(x)*norm(y)", "sqrt(x.T*x*y.T*y)"],
     ["x.T*y", "abs(x.T*y)", "norm(x + y)"]),
    (_MATRICES, "lambda_max(S + c*eye(n))", ["lambda_max(S) + c"],
     ["lambda_max(S) + n*c", "c*lambda_max(S)", "lambda_max(S)"]),
    (_MATRICES, "lambda_max(x*x.T)", ["norm(x)**2", "trace(x*x.T)"], ["norm(x)", "maxabs(x)**2"]),
    (_MATRICES, "maxabs(c*A)", ["abs(c)*maxabs(A)"], ["c*maxabs(A)", "abs(c)*norm2(A)"]),
    (_MATRICES, "norm(c*x)", ["abs(c)*norm(x)"], ["c*norm(x)", "c**2*norm(x)"]),
    # Sums and products.
    (_SUMS, "Sum(i, (i, 1, n))",
     ["n*(n + 1)/2", "Sum(n + 1 - i, (i, 1, n))", "Sum(i, (i, 0, n))", "Sum(j, (j, 1, n - 1)) + n",
      "binomial(n + 1, 2)"],
     ["n*(n - 1)/2", "n**2/2", "Sum(i, (i, 1, n - 1))", "n*(n + 2)/2"]),
    (_SUMS, "Sum(i**2, (i, 1, n))", ["n*(n + 1)*(2*n + 1)/6", "n**3/3 + n**2/2 + n/6"],
     ["n*(n + 1)*(2*n - 1)/6", "n**3/3", "Sum(i, (i, 1, n))**2"]),
    (_SUMS, "Sum(i**3, (i, 1, n))", ["n**2*(n + 1)**2/4", "Sum(i, (i, 1, n))**2"],
     ["n**2*(n - 1)**2/4", "n**4/4"]),
    (_SUMS, "Sum(beta**i, (i, 0, n))",
     ["(1 - beta**(n + 1))/(1 - beta)", "(beta**(n + 1) - 1)/(beta - 1)",
      "1 + beta*Sum(beta**i, (i, 0, n - 1))"],
     ["(1 - beta**n)/(1 - beta)", "(1 - beta**(n + 1))", "1/(1 - beta)",
      "Sum(beta**i, (i, 1, n))"]),
    (_SUMS, "Sum(i*beta**i, (i, 1, n))",
     ["beta*(1 - (n + 1)*beta**n + n*beta**(n + 1))/(1 - beta)**2"],
     ["beta*(1 - n*beta**n + n*beta**(n + 1))/(1 - beta)**2", "beta/(1 - beta)**2"]),
    (_SUMS, "Sum(beta**(t - i), (i, 1, t))",
     ["(1 - beta**t)/(1 - beta)", "Sum(beta**j, (j, 0, t - 1))"],
     ["(1 - beta**(t + 1))/(1 - beta)", "1 - beta**t", "Sum(beta**(t - i), (i, 0, t))"]),
    (_SUMS, "(1 - beta)*Sum(beta**(t - i)*v[i], (i, 1, t))",
     ["Sum((1 - beta)*beta**(t - k)*v[k], (k, 1, t))",
      "(1 - beta)*Sum(beta**j*v[t - j], (j, 0, t - 1))",
      "beta**t*(1 - beta)*Sum(v[i]/beta**i, (i, 1, t))",
      "beta*(1 - beta)*Sum(beta**(t - 1 - i)*v[i], (i, 1, t - 1)) + (1 - beta)*v[t]"],
     ["Sum(beta**(t - i)*v[i], (i, 1, t))", "(1 - beta)*Sum(beta**i*v[i], (i, 1, t))",
      "(1 - beta)*Sum(beta**(t - i)*v[i], (i, 0, t))",
      "(1 - beta)*Sum(beta**(t - i - 1)*v[i], (i, 1, t))",
      "(1 - beta)*Sum(beta**(t - i)*v[t], (i, 1, t))"]),
    (_SUMS, "Sum(Sum(g[i]*g[j], (j, 1, n)), (i, 1, n))", ["Sum(g[i], (i, 1, n))**2"],
     ["Sum(g[i]**2, (i, 1, n))", "n*Sum(g[i], (i, 1, n))"]),
    (_SUMS, "Sum(g[i] - g[i - 1], (i, 1, n))", ["g[n] - g[0]"],
     ["g[n] - g[1]", "g[n + 1] - g[0]", "g[0] - g[n]"]),
    (_SUMS, "Sum(Sum(g[i], (i, 1, j)), (j, 1, n))",
     ["Sum((n + 1 - i)*g[i], (i, 1, n))", "Sum(Sum(g[i], (j, i, n)), (i, 1, n))"],
     ["Sum((n - i)*g[i], (i, 1, n))", "n*Sum(g[i], (i, 1, n))"]),
    (_SUMS, "Sum(a*g[i] + g[i + 1], (i, 1, n))",
     ["a*Sum(g[i], (i, 1, n)) + Sum(g[i], (i, 2, n + 1))",
      "(a + 1)*Sum(g[i], (i, 1, n)) + g[n + 1] - g[1]"],
     ["(a + 1)*Sum(g[i], (i, 1, n))", "a*Sum(g[i], (i, 1, n)) + Sum(g[i], (i, 2, n))"]),
    (_SUMS, "Product(beta, (i, 1, n))", ["beta**n", "exp(n*log(beta))"],
     ["beta**(n + 1)", "n*beta"]),
    (_SUMS, "Product(g[i], (i, 1, n + 1))", ["g[n + 1]*Product(g[i], (i, 1, n))"],
     ["g[n]*Product(g[i], (i, 1, n))", "Product(g[i], (i, 1, n))"]),
    (_SUMS, "Product(i, (i, 1, n))", ["factorial(n)", "n*factorial(n - 1)"],
     ["factorial(n + 1)", "n**n"]),
    (_SUMS, "Product(i/(i + 1), (i, 1, n))", ["1/(n + 1)"], ["1/n", "n/(n + 1)"]),
    (_SUMS, "Product(exp(g[i]), (i, 1, n))", ["exp(Sum(g[i], (i, 1, n)))"],
     ["Sum(exp(g[i]), (i, 1, n))", "exp(Product(g[i], (i, 1, n)))"]),
    (_SUMS, "Sum(binomial(n, k)*a**k, (k, 0, n))", ["(1 + a)**n"],
     ["(1 + a)**(n - 1)", "1 + a**n"]),
    (_SUMS, "Sum(binomial(n, k), (k, 0, n))", ["2**n"], ["2**n - 1", "2**(n - 1)", "n**2"]),
    (_SUMS, "Sum(k*binomial(n, k), (k, 0, n))", ["n*2**(n - 1)"], ["n*2**n", "2**n"]),
    (_SUMS, "Sum(1/(i*(i + 1)), (i, 1, n))", ["n/(n + 1)", "1 - 1/(n + 1)"],
     ["1 - 1/n", "1/(n + 1)"]),
    (_SUMS, "Sum((-1)**i*i, (i, 1, 2*n))", ["n"], ["-n", "0", "2*n"]),
    (_SUMS, "Sum(norm(v[i])**2, (i, 1, n))/n - norm(Sum(v[i], (i, 1, n))/n)**2",
     ["Sum(norm(v[i] - Sum(v[j], (j, 1, n))/n)**2, (i, 1, n))/n"],
     ["Sum(norm(v[i] - Sum(v[j], (j, 1, n))/n)**2, (i, 1, n))/(n - 1)",
      "Sum(norm(v[i])**2, (i, 1, n))/n"]),
    (_SUMS, "Product(step[i], (i, t + 2, 1))",
     ["step[t + 2]*Product(step[i], (i, t + 1, 1))", "(Product(step[i].T, (i, 1, t + 2))).T"],
     ["Product(step[i], (i, 1, t + 2))", "Product(step[i], (i, t + 1, 1))",
      "Product(step[i].T, (i, 1, t + 2))"]),
    # Functions of numbers.
    (_NUMBERS, "1/(1 + exp(-x))", ["(1 + tanh(x/2))/2", "exp(x)/(1 + exp(x))"],
     ["1/(1 + exp(x))", "tanh(x)", "(1 + tanh(x))/2"]),
    (_NUMBERS, "tanh(x)", ["(exp(2*x) - 1)/(exp(2*x) + 1)", "sinh(x)/cosh(x)",
                           "2/(1 + exp(-2*x)) - 1"],
     ["(exp(x) - 1)/(exp(x) + 1)", "cosh(x)/sinh(x)"]),
    (_NUMBERS, "1 - tanh(x)**2", ["1/cosh(x)**2", "4*exp(2*x)/(exp(2*x) + 1)**2"],
     ["1 - tanh(x)", "1/sinh(x)**2", "-1/cosh(x)**2"]),
    (_NUMBERS, "tanh(x + y)", ["(tanh(x) + tanh(y))/(1 + tanh(x)*tanh(y))"],
     ["tanh(x) + tanh(y)", "(tanh(x) + tanh(y))/(1 - tanh(x)*tanh(y))"]),
    (_NUMBERS, "sin(x + y)", ["sin(x)*cos(y) + cos(x)*sin(y)"],
     ["sin(x)*cos(y) - cos(x)*sin(y)", "sin(x) + sin(y)"]),
    (_NUMBERS, "cos(2*x)", ["2*cos(x)**2 - 1", "1 - 2*sin(x)**2", "cos(x)**2 - sin(x)**2"],
     ["2*cos(x)**2 + 1", "2*cos(x)"]),
    (_NUMBERS, "log(p*q)", ["log(p) + log(q)", "log(p**2*q**2)/2"],
     ["log(p)*log(q)", "log(p + q)"]),
    (_NUMBERS, "p**(x + y)", ["p**x*p**y", "exp((x + y)*log(p))"], ["p**x + p**y", "p**(x*y)"]),
    (_NUMBERS, "abs(x)", ["sqrt(x**2)", "Max(x, -x)", "x*sign(x)"], ["x", "-x", "abs(x) + 1/1000"]),
    (_NUMBERS, "Max(x, y)", ["(x + y + abs(x - y))/2", "-Min(-x, -y)"],
     ["(x + y - abs(x - y))/2", "Min(x, y)", "x"]),
    (_NUMBERS, "(p - q)/(sqrt(p) + sqrt(q))", ["sqrt(p) - sqrt(q)"],
     ["sqrt(p - q)", "sqrt(p) + sqrt(q)"]),
    (_NUMBERS, "exp(2*x) - 1", ["2*exp(x)*sinh(x)"], ["2*exp(x)*cosh(x)", "exp(2*(x - 1))"]),
    (_NUMBERS, "u**m/(1 - u)", ["u**m*(1 - u)**(-1)", "-u**m/(u - 1)"],
     ["u**(m + 1)/(1 - u)", "u**m/(1 + u)"]),
    (_NUMBERS, "floor(m/2) + ceiling(m/2)", ["m"], ["2*floor(m/2)", "m + 1"]),
    (_NUMBERS, "cos(pi*m)", ["(-1)**m", "1 - 2*sin(pi*m/2)**2"],
     ["1", "(-1)**(m + 1)", "sin(pi*m)"]),
    (_NUMBERS, "asinh(x)", ["log(x + sqrt(x**2 + 1))"], ["log(x + sqrt(x**2 - 1))", "sinh(x)"]),
    (_NUMBERS, "atan(p) + atan(1/p)", ["pi/2"], ["pi", "pi/4"]),
    # Arbitrary functions.
    (_FUNCTIONS, "s(W*h)", ["s((h.T*W.T).T)"], ["W*s(h)", "s(W.T*h)", "s(h)"]),
    (_FUNCTIONS, "diag(D(s)(h))*W", ["(W.T*diag(D(s)(h))).T", "hadamard(D(s)(h)*ones(d).T, W)"],
     ["W*diag(D(s)(h))", "diag(s(h))*W", "diag(D(D(s))(h))*W", "W.T*diag(D(s)(h))"]),
    (_FUNCTIONS, "s(x)**2 - s(-x)**2", ["(s(x) - s(-x))*(s(x) + s(-x))"],
     ["0", "s(x)**2 + s(x)**2"]),
    (_FUNCTIONS, "log(r(x)**2)", ["2*log(r(x))"], ["log(r(x))", "2*log(r(-x))"]),
    (_FUNCTIONS, "sqrt(r(x)**2)", ["r(x)", "abs(r(x))"], ["-r(x)", "r(abs(x))"]),
    (_FUNCTIONS, "s(A + B)", ["s(B + A)"], ["s(A) + s(B)", "s(A*B)"]),
    (_FUNCTIONS, "exp(s(x))*exp(-s(x))*D(s)(x)", ["D(s)(x)"], ["D(s)(-x)", "s(x)"]),
    # Expectations.
    (_AVERAGES, "E(z**2, z)", ["1", "E(z**4, z)/3", "E(y**2, y)"], ["0", "2", "E(z, z)**2"]),
    (_AVERAGES, "E((z + a)**3, z)", ["a**3 + 3*a"], ["a**3", "a**3 + a"]),
    (_AVERAGES, "E(exp(a*z), z)", ["exp(a**2/2)", "E(exp(-a*z), z)", "E(cosh(a*z), z)"],
     ["exp(a**2)", "exp(a/2)", "1"]),
    (_AVERAGES, "E(cos(a*z), z)", ["exp(-a**2/2)"], ["cos(a)", "exp(-a**2)"]),
    (_AVERAGES, "E(sin(a*z + 1), z)", ["sin(1)*exp(-a**2/2)"], ["0", "sin(1)"]),
    (_AVERAGES, "E(exp(-a**2*z**2/2), z)", ["1/sqrt(1 + a**2)"], ["1/(1 + a**2)", "exp(-a**2/2)"]),
    (_AVERAGES, "E(z*exp(a*z), z)", ["a*exp(a**2/2)"], ["exp(a**2/2)", "a*exp(a**2)"]),
    (_AVERAGES, "E(z*s(z), z)", ["E(D(s)(z), z)"], ["E(s(z), z)", "0"]),
    (_AVERAGES, "E(s(z) + a*z, z)", ["E(s(z), z)", "E(s(y), y)"], ["E(s(z), z) + a", "s(0)"]),
    (_AVERAGES, "E(w*w.T, w)", ["eye(d)", "E(hadamard(w, w), w)*ones(d).T*0 + eye(d)"],
     ["ones(d, d)", "d*eye(d)"]),
    (_AVERAGES, "E(norm(w)**2, w)", ["d", "E(w.T*w, w)", "trace(E(w*w.T, w))"],
     ["1", "d**2", "sqrt(d)"]),
    (_AVERAGES, "E(w.T*M*w, w)", ["trace(M)", "E(w.T*M.T*w, w)"], ["trace(M.T*M)", "d*trace(M)"]),
    (_AVERAGES, "E((b.T*w)**2, w)", ["norm(b)**2", "b.T*E(w*w.T, w)*b"],
     ["norm(b)", "0", "b.T*b/2"]),
    (_AVERAGES, "E(exp(w.T*q)*exp(w.T*k), w)",
     ["exp(norm(q + k)**2/2)", "exp(norm(q)**2/2)*exp(q.T*k)*exp(norm(k)**2/2)",
      "E(exp(w.T*(q + k)), w)"],
     ["exp(norm(q + k)**2)", "exp(q.T*k)", "exp(norm(q)**2/2)*exp(norm(k)**2/2)"]),
    (_AVERAGES, "exp(-norm(q)**2/2)*E(exp(w.T*q)*exp(w.T*k), w)*exp(-norm(k)**2/2)",
     ["exp(q.T*k)"], ["exp(norm(q - k)**2/2)", "exp(-q.T*k)"]),
    (_AVERAGES, "E((exp(w.T*q - norm(q)**2/2)*exp(w.T*k - norm(k)**2/2))**2, w)/m"
     " - exp(2*q.T*k)/m",
     ["exp(2*q.T*k)*(exp(norm(q + k)**2) - 1)/m"],
     ["exp(2*q.T*k)*(exp(norm(q + k)**2) - 1)", "exp(2*q.T*k)*exp(norm(q + k)**2)/m"]),
    (_AVERAGES, "E(exp(-norm(w)**2/2), w)", ["2**(-d/2)"], ["2**(-d/4)", "2**(-d)"]),
    (_AVERAGES, "E(tanh(a*z), z)", ["0", "-E(tanh(a*y), y)"], ["a", "tanh(a)"]),
    (_AVERAGES, "E(z*tanh(z), z)", ["E(1 - tanh(z)**2, z)"], ["E(tanh(z)**2, z)", "1"]),
    (_AVERAGES, "E(abs(z), z)", ["sqrt(2/pi)", "2*E(Max(z, 0), z)"], ["1", "sqrt(pi/2)"]),
]  # fmt: skip

_PAIRS = [
    (symbols, expected, submitted, is_equal)
    for symbols, expected, equal, different in _FAMILIES
    for submissions, is_equal in ((equal, True), (different, False))
    for submitted in submissions
]


def _identify(pair):
    _, expected, submitted, is_equal = pair
    return f"{expected} {'=' if is_equal else '≠'} {submitted}"


def test_there_are_many_pairs():
    assert len(_PAIRS) >= 300


@pytest.mark.parametrize("pair", _PAIRS, ids=_identify)
def test_the_engine_knows_what_is_equal(pair, read):
    texts, expected, submitted, is_equal = pair
    symbols, expected, submitted = read(texts, expected, submitted)
    outcome = compare(expected, submitted, Premises(symbols))
    assert isinstance(outcome, Equality if is_equal else Different), outcome


@pytest.mark.parametrize("pair", _PAIRS, ids=_identify)
def test_numpy_agrees_with_the_truth_of_a_pair(pair, read, make_oracle):
    """What this module says is equal or not is found by floating point as well."""
    texts, expected, submitted, is_equal = pair
    symbols, expected, submitted = read(texts, expected, submitted)
    names = set().union(*(domain.dimension_names for domain in symbols.values()))
    names |= {name for name, domain in symbols.items() if domain.kind == "natural"}
    averaged = "w" in symbols and "w" not in free_symbols(expected)
    agreements = []
    for seed in range(6):
        rng = np.random.default_rng([seed, len(names)])
        sizes = {name: int(rng.integers(2, 4 if averaged else 6)) for name in sorted(names)}
        if averaged:
            sizes["d"] = 2
        oracle = make_oracle(symbols, sizes, seed)
        left, right = oracle.value(expected), oracle.value(submitted)
        agreements.append(
            np.allclose(left, right, rtol=1e-6, atol=1e-7 * (1 + np.max(np.abs(left))))
        )
    assert all(agreements) if is_equal else not all(agreements)
