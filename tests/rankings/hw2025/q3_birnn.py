# ===== 3.1.graph

# given
edges = []
for t in (1, 2, 3):
    edges += [(f"x{t}", f"hf{t}", "Wf"), (f"x{t}", f"hb{t}", "Wb")]
    edges += [(f"hf{t}", f"y{t}", "Vf"), (f"hb{t}", f"y{t}", "Vb")]
    edges += [(f"hf{t - 1}", f"hf{t}", "Uf"), (f"hb{t + 1}", f"hb{t}", "Ub")]

# 1: right
edges

# 1: with the loss
edges + [(f"y{t}", "L", "") for t in (1, 2, 3)]

# 2: the last edge is missing
edges[:-1]

# 3: the last edge is reversed
edges[:-1] + [(target, source, weight) for source, target, weight in edges[-1:]]

# 4: the states of different times are not connected
wrong_no_recurrence

# 4: the backward chain runs forward
wrong_backward_chain_forward

# 5: the forward half
wrong_without_the_backward_half

# 6: the labels exchanged, so that most edges are wrong
wrong_labels_exchanged

# 6: every edge that there could be
wrong_all_pairs

# 6: unanswered
raise NotImplementedError

# ===== 3.2a.grad_hf

# given
off = z[t] - y[t]

# 1: right
-2 * Vf.T * off

# 1: multiplied out
-2 * Vf.T * z[t] + 2 * Vf.T * y[t]

# 2: a row in the place of a column
-2 * off.T * Vf

# 2: a sign
2 * Vf.T * off

# 2: the factor two is forgotten
-Vf.T * off

# 2: the transpose is forgotten
-2 * Vf * off

# 3: the matrix is forgotten
-2 * off

# 3: the other direction's matrix
-2 * Vb.T * off

# 4: the matrix alone
Vf

# 4: unanswered
raise NotImplementedError

# ===== 3.2a.grad_hb

# given
off = z[t] - y[t]

# 1: right
-2 * Vb.T * off

# 1: multiplied out
-2 * Vb.T * z[t] + 2 * Vb.T * y[t]

# 2: a row in the place of a column
-2 * off.T * Vb

# 2: a sign
2 * Vb.T * off

# 2: the factor two is forgotten
-Vb.T * off

# 2: the transpose is forgotten
-2 * Vb * off

# 3: the matrix is forgotten
-2 * off

# 3: the other direction's matrix
-2 * Vf.T * off

# 4: the matrix alone
Vb

# 4: unanswered
raise NotImplementedError

# ===== 3.2a.entry_hf

# 1: right
(1 - hf[t + 1][i] ** 2) * Uf[i, j]

# 1: multiplied out
Uf[i, j] - hf[t + 1][i] ** 2 * Uf[i, j]

# 2: indices exchanged
(1 - hf[t + 1][i] ** 2) * Uf[j, i]

# 2: a sign
(hf[t + 1][i] ** 2 - 1) * Uf[i, j]

# 2: another time
(1 - hf[t][i] ** 2) * Uf[i, j]

# 3: the activation is forgotten
Uf[i, j]

# 3: the matrix is forgotten
1 - hf[t + 1][i] ** 2

# 4: the matrix of the inputs, and the activation is forgotten
Wf[i, j]

# 4: unanswered
raise NotImplementedError

# ===== 3.2a.entry_hb

# 1: right
(1 - hb[t - 1][i] ** 2) * Ub[i, j]

# 1: multiplied out
Ub[i, j] - hb[t - 1][i] ** 2 * Ub[i, j]

# 2: indices exchanged
(1 - hb[t - 1][i] ** 2) * Ub[j, i]

# 2: a sign
(hb[t - 1][i] ** 2 - 1) * Ub[i, j]

# 2: another time
(1 - hb[t][i] ** 2) * Ub[i, j]

# 3: the activation is forgotten
Ub[i, j]

# 3: the matrix is forgotten
1 - hb[t - 1][i] ** 2

# 4: the matrix of the inputs, and the activation is forgotten
Wb[i, j]

# 4: unanswered
raise NotImplementedError

# ===== 3.2b.jacobian_hf

# 1: right
diag(1 - hf[t + 1] ** 2) * Uf

# 1: as a difference
Uf - diag(hf[t + 1] ** 2) * Uf

# 2: its transpose
Uf.T * diag(1 - hf[t + 1] ** 2)

# 3: the factors exchanged
Uf * diag(1 - hf[t + 1] ** 2)

# 3: another time
diag(1 - hf[t] ** 2) * Uf

# 4: the activation is forgotten
Uf

# 4: the matrix of the inputs
diag(1 - hf[t + 1] ** 2) * Wf

# 5: the matrix of the inputs, and the activation is forgotten
Wf

# 5: unanswered
raise NotImplementedError

# ===== 3.2b.jacobian_hb

# 1: right
diag(1 - hb[t - 1] ** 2) * Ub

# 1: as a difference
Ub - diag(hb[t - 1] ** 2) * Ub

# 2: its transpose
Ub.T * diag(1 - hb[t - 1] ** 2)

# 3: the factors exchanged
Ub * diag(1 - hb[t - 1] ** 2)

# 3: another time
diag(1 - hb[t] ** 2) * Ub

# 4: the activation is forgotten
Ub

# 4: the matrix of the inputs
diag(1 - hb[t - 1] ** 2) * Wb

# 5: the matrix of the inputs, and the activation is forgotten
Wb

# 5: unanswered
raise NotImplementedError

# ===== 3.3.grad_Wb

# given
t = Symbol("t")
slope = diag(1 - hb[t] ** 2)

# 1: right
Sum(slope * grad_hb[t] * x[t].T, (t, 1, T))

# 1: elementwise
right_elementwise

# 2: its transpose
Sum(x[t] * grad_hb[t].T * slope, (t, 1, T))

# 2: the right factors in an order whose shapes do not fit
Sum(grad_hb[t] * slope * x[t].T, (t, 1, T))

# 2: as rows
Sum(grad_hb[t].T * slope * x[t].T, (t, 1, T))

# 3: the diagonal matrix at the end
Sum(grad_hb[t] * x[t].T * slope, (t, 1, T))

# 3: a step too few
Sum(slope * grad_hb[t] * x[t].T, (t, 1, T - 1))

# 3: the other direction's states
wrong_forward_states

# 4: the activation is forgotten
Sum(grad_hb[t] * x[t].T, (t, 1, T))

# 4: one step alone
slope_T = diag(1 - hb[T] ** 2)
slope_T * grad_hb[T] * x[T].T

# 5: one step alone, and the activation is forgotten
grad_hb[T] * x[T].T

# 5: unanswered
raise NotImplementedError

# ===== 3.3.grad_Uf

# given
t = Symbol("t")
slope = diag(1 - hf[t] ** 2)

# 1: right
Sum(slope * grad_hf[t] * hf[t - 1].T, (t, 1, T))

# 1: elementwise
right_elementwise

# 2: its transpose
Sum(hf[t - 1] * grad_hf[t].T * slope, (t, 1, T))

# 2: the right factors in an order whose shapes do not fit
Sum(grad_hf[t] * slope * hf[t - 1].T, (t, 1, T))

# 2: as rows
Sum(grad_hf[t].T * slope * hf[t - 1].T, (t, 1, T))

# 3: the diagonal matrix at the end
Sum(grad_hf[t] * hf[t - 1].T * slope, (t, 1, T))

# 3: a step too few
Sum(slope * grad_hf[t] * hf[t - 1].T, (t, 1, T - 1))

# 3: the states of the same time
Sum(slope * grad_hf[t] * hf[t].T, (t, 1, T))

# 4: the activation is forgotten
Sum(grad_hf[t] * hf[t - 1].T, (t, 1, T))

# 4: one step alone
slope_T = diag(1 - hf[T] ** 2)
slope_T * grad_hf[T] * hf[T - 1].T

# 5: one step alone, and the activation is forgotten
grad_hf[T] * hf[T - 1].T

# 5: unanswered
raise NotImplementedError
