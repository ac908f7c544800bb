# ===== 2.1.momentum

# 1: right
alpha * update_prev - epsilon * g

# 1: by way of v
-(alpha * -update_prev + epsilon * g)

# 2: a sign
alpha * update_prev + epsilon * g

# 3: the weights exchanged
epsilon * update_prev - alpha * g

# 3: the momentum is forgotten
-epsilon * g

# 4: no vector
alpha

# 4: unanswered
raise NotImplementedError

# ===== 2.1.average

# 1: right
beta * update_prev - delta * (1 - beta) * g

# 1: multiplied out
beta * update_prev - delta * g + delta * beta * g

# 2: a sign
beta * update_prev + delta * (1 - beta) * g

# 2: one factor is forgotten
beta * update_prev - (1 - beta) * g

# 2: the other factor is forgotten
beta * update_prev - delta * g

# 3: the weights exchanged, and δ forgotten
(1 - beta) * update_prev - beta * g

# 3: the average is forgotten
-delta * g

# 4: no vector
beta

# 4: unanswered
raise NotImplementedError

# ===== 2.1.alpha

# 1: right
beta

# 1: written otherwise
1 - (1 - beta)

# 2: the other weight
1 - beta

# 2: the step size has come in
beta * delta

# 3: the step size alone
delta

# 3: unanswered
raise NotImplementedError

# ===== 2.1.epsilon

# 1: right
delta * (1 - beta)

# 1: multiplied out
delta - beta * delta

# 2: a sign
delta * (beta - 1)

# 2: one factor is forgotten
1 - beta

# 2: the other factor is forgotten
delta

# 3: neither factor
beta

# 3: unanswered
raise NotImplementedError

# ===== 2.2.unrolled

# given
i = Symbol("i")
weighted = Sum(beta ** (t - i) * g[i], (i, 1, t))

# 1: right
(1 - beta) * weighted

# 1: from the last gradient to the first
(1 - beta) * Sum(beta**i * g[t - i], (i, 0, t - 1))

# 2: the right sum, and a factor is forgotten
weighted

# 2: the right sum, and a sign
(beta - 1) * weighted

# 2: the update in the place of the average
-delta * (1 - beta) * weighted

# 2: powers that are one too high, which is a factor β
(1 - beta) * Sum(beta ** (t - i + 1) * g[i], (i, 1, t))

# 3: a factor that t is in
(1 - beta) / (1 - beta**t) * weighted

# 3: the last gradient, or the first, is missing
(1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t - 1))

# 3: there is a gradient too many
(1 - beta) * Sum(beta ** (t - i) * g[i], (i, 0, t))

# 3: the weights the wrong way round
(1 - beta) * Sum(beta**i * g[i], (i, 1, t))

# 4: one gradient alone
(1 - beta) * g[t]

# 5: none
0

# 5: unanswered
raise NotImplementedError

# ===== 2.3.expectation

# 1: right
(1 - beta**t) * mu

# 1: as a sum
right_sum

# 2: a term too many
(1 - beta**t) * mu + zeta

# 2: a sign
(beta**t - 1) * mu

# 3: an exponent off by one
(1 - beta ** (t - 1)) * mu

# 3: the weight of the sum is forgotten
(1 - beta**t) / (1 - beta) * mu

# 3: what is missing of it
beta**t * mu

# 3: its limit, as if there were no bias
mu

# 4: nothing
0

# 4: unanswered
raise NotImplementedError

# ===== 2.3.derivation

# given
i = Symbol("i")
start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
weights = (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))
end = (1 - beta**t) * mu

# 1: whole
Derivation(start).equals(means, by="linearity").equals(weights, by="stationarity").equals(end)

# 1: whole, from the other end or in other steps
right_from_the_target
right_factor_first

# 1: whole, but for the sum of the geometric series, which is algebra and needs no step
Derivation(start).equals(means, by="linearity").equals(weights, by="stationarity")

# 1: whole, and a further true step
(
    Derivation(start)
    .equals(means, by="linearity")
    .equals(weights, by="stationarity")
    .equals(end)
    .equals(E(g[1]) * (1 - beta**t), by="stationarity")
)

# 2: both facts in one step, both cited
Derivation(start).equals(weights, by=("linearity", "stationarity")).equals(end)

# 3: every expression, with one of the two facts not cited
wrong_linearity_not_cited

# 3: whole, and then a false step
(
    Derivation(start)
    .equals(means, by="linearity")
    .equals(weights, by="stationarity")
    .equals(end)
    .equals(end + 1)
)

# 3: whole, and then a false step with another letter in it
(
    Derivation(start)
    .equals(means, by="linearity")
    .equals(weights, by="stationarity")
    .equals(end)
    .equals(end + Symbol("zeta"))
)

# 4: the first step
Derivation(start).equals(means, by="linearity")

# 4: the whole in one step that cites both facts
Derivation(start).equals(end, by=("linearity", "stationarity"))

# 5: a false step, and the rest of it
(
    Derivation(start)
    .equals(Sum(beta ** (t - i) * E(g[i]), (i, 1, t)), by="linearity")
    .equals(mu, by="stationarity")
)

# 5: the whole in one step that cites one fact
wrong_whole_in_one_step

# 6: the start alone
Derivation(start)

# 6: unanswered
raise NotImplementedError

# ===== 2.3.debiased

# 1: right
v / (1 - beta**t)

# 1: two signs
-v / (beta**t - 1)

# 2: a term too many
v / (1 - beta**t) + beta**t * ones(d)

# 2: a sign
v / (beta**t - 1)

# 3: upside down
v * (1 - beta**t)

# 3: an exponent off by one
v / (1 - beta ** (t - 1))

# 3: for the first step alone
v / (1 - beta)

# 4: as it is
v

# 4: unanswered
raise NotImplementedError
