# ===== 3.1.head_time

# 1: right
n**2 * d

# 1: with the projections
n**2 * d + n * d**2

# 2: of all heads
h * n**2 * d

# 2: as if heads shared the dimensions
n**2 * d / h

# 3: what every entry costs is forgotten
n**2

# 3: the projections alone
n * d**2

# 3: three loops over the positions
n**3

# 4: unanswered
raise NotImplementedError

# ===== 3.1.head_space

# 1: right
n**2 + n * d

# 1: with the weights
n**2 + n * d + d**2

# 2: the matrix alone
n**2

# 2: of all heads
h * (n**2 + n * d)

# 3: the n×n matrix is forgotten
n * d

# 3: the time
n**2 * d

# 4: unanswered
raise NotImplementedError

# ===== 3.1.multihead_time

# 1: right
h * (n**2 * d + n * d**2)

# 1: counted
h * (2 * n**2 * d + 3 * n * d**2) + n * h * d * d

# 2: the projections are forgotten
h * n**2 * d

# 2: the attention is forgotten
h * n * d**2

# 2: of one head
n**2 * d + n * d**2

# 3: one head, and no projections
n**2 * d

# 3: of one head, and the attention is forgotten
n * d**2

# 4: unanswered
raise NotImplementedError

# ===== 3.1.multihead_space

# 1: right
n**2 + h * n * d + h * d**2

# 2: the weights of the projections are forgotten
n**2 + h * n * d

# 3: nothing of a head is kept, nor its weights
n**2 + n * d + d**2

# 3: every head keeps its n×n matrix
h * n**2 + h * n * d + h * d**2

# 4: every head keeps its n×n matrix, and all else is forgotten
h * n**2

# 4: the n×n matrix is forgotten
h * n * d + h * d**2

# 5: the time
h * (n**2 * d + n * d**2)

# 5: unanswered
raise NotImplementedError

# ===== 3.1.bottleneck

# 1: right
n**2

# 1: with a constant factor
3 * n**2

# 2: too little
n

# 2: too much
n**3

# 3: no power at all
2**n

# 3: unanswered
raise NotImplementedError

# ===== 3.2.rows_sum_to_one

# given
j, k = Symbol("j"), Symbol("k")
start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
swapped = Sum(B[i, k] * Sum(C[k, j], (j, 1, n)), (k, 1, d))
row = Sum(B[i, k], (k, 1, d))
of_C, of_B = "rows of C sum to one", "rows of B sum to one"

# 1: whole
Derivation(start).equals(swapped).equals(row, by=of_C).equals(1, by=of_B)

# 1: whole, in other steps or from the other end
right_two_steps
right_from_the_target

# 1: whole, and a further true step
(
    Derivation(start)
    .equals(swapped)
    .equals(row, by=of_C)
    .equals(1, by=of_B)
    .equals(Sum(C[1, j], (j, 1, n)), by=of_C)
)

# 2: both facts in one step, both cited
Derivation(start).equals(swapped).equals(1, by=(of_C, of_B))

# 3: the last step is missing
Derivation(start).equals(swapped).equals(row, by=of_C)

# 3: every expression, with one of the two facts not cited
Derivation(start).equals(swapped).equals(row, by=of_C).equals(1)

# 3: whole, and then a false step
Derivation(start).equals(swapped).equals(row, by=of_C).equals(1, by=of_B).equals(n)

# 4: the first step
Derivation(start).equals(swapped)

# 4: the whole in one step that cites both facts
Derivation(start).equals(1, by=(of_C, of_B))

# 5: a sum of products as a product of sums
wrong_product_of_sums

# 5: the whole in one step that cites one fact
Derivation(start).equals(1, by=of_B)

# 6: the start alone
Derivation(start)

# 6: unanswered
raise NotImplementedError

# ===== 3.2.nonnegative

# given
k = Symbol("k")
entry = Sum(B[i, k] * C[k, j], (k, 1, d))
fact = "entries of B and C are non-negative"

# 1: right
Derivation(0).at_most(entry, by=fact)

# 1: right, in two steps
right_half_of_it
right_absolute_values

# 2: the fact is not cited
Derivation(0).at_most(entry)

# 2: another fact is cited
Derivation(0).at_most(entry, by="rows of B sum to one")

# 2: less, where it can be equal
Derivation(0).less_than(entry, by=fact)

# 3: equal
Derivation(0).equals(entry, by=fact)

# 3: the wrong way round
Derivation(entry).at_most(0, by=fact)

# 4: the start alone
Derivation(0)

# 4: unanswered
raise NotImplementedError

# ===== 3.2.time

# 1: right
n * d**2

# 1: with what is outgrown
n * d**2 + n * d

# 2: in the wrong order
n**2 * d

# 2: in both orders
n * d**2 + n**2 * d

# 3: the softmax alone
n * d

# 3: of the small product alone
d**3

# 4: unanswered
raise NotImplementedError

# ===== 3.2.space

# 1: right
n * d

# 1: with the small product
n * d + d**2

# 2: in the wrong order
n**2 + n * d

# 2: the small product alone
d**2

# 3: the time
n * d**2

# 3: sides in the place of matrices
n + d

# 4: unanswered
raise NotImplementedError

# ===== 3.2.rank

# 1: right
d

# 1: with what d ≤ n makes superfluous
Min(n, d)

# 2: that of the softmax of the product
n

# 2: off by one
d - 1

# 2: of both factors together
2 * d

# 3: a single direction
1

# 3: unanswered
raise NotImplementedError

# ===== 3.3.normaliser

# given
j = Symbol("j")

# 1: right
Sum(exp(q[i].T * k[j]), (j, 1, n))

# 1: the factors turned round
Sum(exp(k[j].T * q[i]), (j, 1, n))

# 2: over the queries
Sum(exp(q[j].T * k[i]), (j, 1, n))

# 2: with the scale that is left out here
Sum(exp(q[i].T * k[j] / sqrt(d)), (j, 1, n))

# 2: what it is divided by, or the mean
wrong_inverse
wrong_mean

# 2: the last key is left out
Sum(exp(q[i].T * k[j]), (j, 1, n - 1))

# 3: no exponential, or in the wrong place
wrong_no_exponential
wrong_exponential_of_the_sum

# 3: no sum
exp(q[i].T * k[i])

# 4: nothing
0

# 4: unanswered
raise NotImplementedError

# ===== 3.3.verify

# given
weights = exp(Q * K.T)
whole = (
    Derivation(softmax_row(Q * K.T) * V)
    .equals(inv(diag(weights * ones(n))) * weights * V, by="definition of softmax")
    .equals(inv(diag(A * ones(n))) * A * V, by="definition of A")
    .equals(inv(D) * A * V, by="definition of D")
)

# 1: whole, in matrices
whole

# 1: whole, and a further true step
whole.equals(inv(D) * (A * V))

# 1: whole, in other ways
right_entries
right_from_the_target
right_inner_products
right_two_facts_in_a_step

# 2: the last step missing
Derivation(whole.start).equals(
    inv(diag(weights * ones(n))) * weights * V, by="definition of softmax"
).equals(inv(diag(A * ones(n))) * A * V, by="definition of A")

# 3: the first step alone
Derivation(whole.start).equals(
    inv(diag(weights * ones(n))) * weights * V, by="definition of softmax"
)

# 3: the whole in one step
wrong_whole_in_one_step

# 4: every step by algebra
wrong_no_facts

# 4: the start alone
Derivation(whole.start)

# 4: unanswered
raise NotImplementedError

# ===== 3.3.time

# 1: right
n * m * d

# 1: counted
3 * n * m * d + 2 * n * m

# 2: in proportion to n, with another factor
n * m
# 2: one dimension taken for the other
n * m**2

# 2: the other dimension taken for this one
n * d**2

# 3: with the n×n matrix after all
n**2 * (m + d)

# 3: that of exact attention
n**2 * d

# 4: unanswered
raise NotImplementedError

# ===== 3.3.space

# 1: right
n * (m + d)

# 1: with the product of keys and values
n * m + n * d + m * d

# 2: what goes in and comes out is forgotten
n * m

# 3: every product of a key and its value is kept
n * m * d

# 3: with the n×n matrix
n**2 + n * m + n * d

# 4: unanswered
raise NotImplementedError

# ===== 3.4.derivation

# given
before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
constant = (2 * pi) ** (-d / 2)
product = exp(x.T * q) * exp(x.T * k)
density = constant * exp(-(norm(x) ** 2) / 2)
shifted = constant * exp(-(norm(x - q - k) ** 2) / 2)
half = exp(norm(q + k) ** 2 / 2)
start = before * E(product, x) * after
integrated = before * integral(product * density, x) * after
completed = before * half * integral(shifted, x) * after
end = exp(q.T * k)
by_density, by_one = "density of N(0, I)", "the density integrates to one"

# 1: whole
(
    Derivation(start)
    .equals(integrated, by=by_density)
    .equals(completed, by="completing the square")
    .equals(before * half * after, by=by_one)
    .equals(end)
)

# 1: whole, in other steps or from the other end
right_fewer_steps
right_from_the_target

# 1: whole, but for the product of the exponentials, which is algebra and needs no step
(
    Derivation(start)
    .equals(integrated, by=by_density)
    .equals(completed, by="completing the square")
    .equals(before * half * after, by=by_one)
)

# 1: whole, and a further true step
(
    Derivation(start)
    .equals(integrated, by=by_density)
    .equals(completed, by="completing the square")
    .equals(before * half * after, by=by_one)
    .equals(end)
    .equals(end * integral(density, x), by=by_one)
)

# 2: both facts in one step, both cited, and algebra
Derivation(start).equals(before * half * after, by=(by_density, by_one)).equals(end)

# 2: every expression, with one of the two facts not cited
(
    Derivation(start)
    .equals(integrated)
    .equals(completed, by="completing the square")
    .equals(before * half * after, by=by_one)
    .equals(end)
)

# 2: whole, and then a false step
(
    Derivation(start)
    .equals(integrated, by=by_density)
    .equals(completed, by="completing the square")
    .equals(before * half * after, by=by_one)
    .equals(end)
    .equals(end + 1)
)

# 3: the first half
Derivation(start).equals(integrated, by=by_density).equals(completed)

# 3: all that is between the prefactors, and these are forgotten
(
    Derivation(E(product, x))
    .equals(integral(product * density, x), by=by_density)
    .equals(half * integral(shifted, x), by="completing the square")
    .equals(half, by=by_one)
)

# 4: the first step
Derivation(start).equals(integrated, by=by_density)

# 4: the whole in one step that cites both facts
Derivation(start).equals(end, by=(by_density, by_one))

# 5: as if the two factors were independent
wrong_independence

# 5: the whole in one step that cites one fact
wrong_whole_in_one_step

# 6: the start alone
Derivation(start)

# 6: unanswered
raise NotImplementedError

# ===== 3.4.feature

# 1: right
exp(w[r].T * u - norm(u) ** 2 / 2) / sqrt(m)

# 1: reflected, or as a quotient
right_reflected
right_quotient

# 2: the factor for the mean is forgotten
exp(w[r].T * u - norm(u) ** 2 / 2)

# 2: its root is forgotten
exp(w[r].T * u - norm(u) ** 2 / 2) / m

# 2: the half is forgotten
exp(w[r].T * u - norm(u) ** 2) / sqrt(m)

# 2: a sign
exp(w[r].T * u + norm(u) ** 2 / 2) / sqrt(m)

# 3: the norm is forgotten
exp(w[r].T * u) / sqrt(m)

# 4: the norm and the factor are forgotten
exp(w[r].T * u)

# 4: no exponential
wrong_relu
wrong_softplus

# 5: no random draw
norm(u)

# 5: unanswered
raise NotImplementedError

# ===== 3.5.variance

# 1: right
exp(2 * q.T * k) * (exp(norm(q + k) ** 2) - 1) / m

# 1: as a difference
right_difference

# 2: the mean is not taken, or its factor squared
wrong_one_draw
wrong_m_squared

# 2: the root of it
wrong_standard_error

# 2: a sign
wrong_sign

# 2: the square of the mean is not subtracted
wrong_second_moment

# 3: how it falls with m, and nothing else
1 / m

# 4: the mean
exp(q.T * k)

# 4: unanswered
raise NotImplementedError

# ===== 3.5.halving

# 1: right
4

# 1: written otherwise
2**2

# 2: the new number in the place of the factor
4 * m

# 2: the standard error taken for the variance
2

# 2: upside down
Rational(1, 4)

# 2: squared once more
16

# 3: unanswered
raise NotImplementedError

# ===== 3.5.samples

# 1: right
(exp(norm(q + k) ** 2) - 1) / tau**2

# 1: from the variance
right_from_the_variance

# 2: the square is forgotten, or the root of all is taken
wrong_not_squared
wrong_root

# 2: the square of the mean is not subtracted
exp(norm(q + k) ** 2) / tau**2

# 2: not relative
wrong_absolute

# 3: how it grows with τ, and nothing else
1 / tau**2

# 4: upside down, and without a square
tau

# 4: unanswered
raise NotImplementedError

# ===== 3.5.crossover

# 1: right
n

# 1: with a constant factor
n / 2

# 2: with a dimension too many
n / d

# 2: the other way
n * d

# 2: the matrix's entries
n**2

# 3: the dimension
d

# 3: unanswered
raise NotImplementedError

# ===== 3.2.code

# 1: right
Q.softmax(dim=-1) @ (K.softmax(dim=-2).mT @ V)

# 1: written otherwise
right_einsum
right_by_hand

# 2: computed in float32 on the way
wrong_float32

# 3: right but for the n×n matrix
wrong_quadratic_order

# 3: right but for gradients
wrong_detached

# 3: right but for large entries
wrong_no_maximum

# 3: right but for what is passed in
wrong_in_place

# 3: right but for sides of length one, or for how tensors lie in memory
wrong_squeeze
wrong_view

# 3: right but for a constant in the denominators
wrong_epsilon

# 4: a softmax along the wrong side
wrong_rows_twice
wrong_columns_twice
wrong_swapped

# 4: another attention
wrong_standard

# 5: no attention
V

# 5: unanswered
raise NotImplementedError

# ===== 3.3.standard_code

# 1: right
(Q @ K.mT).softmax(dim=-1) @ V

# 1: written otherwise
right_einsum
right_row_by_row

# 2: the softmax in float32
wrong_float32

# 3: right but for large logits
wrong_no_maximum

# 4: right but for gradients
wrong_detached
wrong_no_grad

# 4: right but for what is passed in
wrong_in_place

# 4: right but for the scale, which is left out here
wrong_scaled
wrong_scaled_queries
wrong_library_default

# 5: the scale, and large logits besides
wrong_scaled_no_maximum

# 5: the softmax over the queries
wrong_over_queries

# 5: no softmax
wrong_linear

# 5: tensors exchanged
wrong_swapped
wrong_values_for_keys

# 6: no attention
V

# 6: unanswered
raise NotImplementedError

# ===== 3.3.code

# 1: right
right_ones
right_einsum
right_normalised_features

# 2: right but for the n×n matrix
wrong_all_pairs
wrong_pairs_for_the_normaliser

# 2: right but for the memory that it takes
wrong_cumulative_sum
wrong_outer_products

# 2: right but for gradients
wrong_detached_normaliser

# 2: right but for a constant in the denominator
wrong_small_epsilon

# 3: the normaliser is forgotten, or another
wrong_not_normalised
wrong_averaged
wrong_normaliser_of_keys

# 3: tensors exchanged
wrong_swapped
wrong_values_for_keys

# 4: no attention
V

# 4: unanswered
raise NotImplementedError

# ===== 3.4.code

# 1: right
torch.exp(u @ w.mT - (u**2).sum(dim=-1, keepdim=True) / 2) / math.sqrt(w.shape[0])

# 1: written otherwise
right_logarithm
right_distance

# 2: right but for long vectors
wrong_product

# 3: right but for the factor of the mean
wrong_without_root
wrong_over_m

# 3: right but for gradients
wrong_detached

# 3: right but for what is passed in
wrong_in_place

# 3: the half is forgotten, or a sign
wrong_whole_norm
wrong_growing

# 4: the norm is forgotten
wrong_without_norm

# 5: the norm and the factor are forgotten
torch.exp(u @ w.mT)

# 5: no exponential
wrong_relu

# 6: the projections alone
u @ w.mT

# 6: unanswered
raise NotImplementedError
