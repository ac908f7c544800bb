# ===== 4.1.lambda

# 1: right
2 * eta * gamma

# 1: as a sum
eta * gamma + gamma * eta

# 2: the factor two is forgotten
eta * gamma

# 2: a sign
-2 * eta * gamma

# 3: the learning rate is forgotten
2 * gamma

# 3: upside down
gamma / (2 * eta)

# 4: one of the two
eta

# 4: unanswered
raise NotImplementedError

# ===== 4.1.derivation

# given
start = theta - eta * grad_reg
middle = theta - eta * (grad + 2 * gamma * theta)
end = theta - eta * grad - lam * theta
by_gradient, by_choice = "gradient of the penalty", "choice of λ"

# 1: whole
Derivation(start).equals(middle, by=by_gradient).equals(end, by=by_choice)

# 1: whole, in another order or from the other end
right_lambda_first
right_from_the_target

# 1: whole, and a further true step
(
    Derivation(start)
    .equals(middle, by=by_gradient)
    .equals(end, by=by_choice)
    .equals((1 - lam) * theta - eta * grad)
)

# 2: one half of it
Derivation(start).equals(middle, by=by_gradient)

# 2: the other half
Derivation(middle).equals(end, by=by_choice)

# 2: every expression, with one of the two facts not cited
Derivation(start).equals(middle, by=by_gradient).equals(end)

# 2: whole, and then a false step
(
    Derivation(start)
    .equals(middle, by=by_gradient)
    .equals(end, by=by_choice)
    .equals((1 + lam) * theta - eta * grad)
)

# 3: the whole in one step that cites both facts
Derivation(start).equals(end, by=(by_gradient, by_choice))

# 3: every expression, and wrong facts or none
wrong_facts_exchanged
wrong_no_facts

# 4: the factor two is forgotten, or a sign
wrong_factor_two
wrong_sign

# 4: the whole in one step that cites one fact
wrong_whole_in_one_step

# 5: the start alone
Derivation(start)

# 5: unanswered
raise NotImplementedError

# ===== 4.2.line

# 1: right
"gradient"

# 1: in other letters
"Gradient"

# 2: another line
"update"

# 2: a line that the change reaches
"first moment"

# 2: no line
"penalty"

# 2: unanswered
raise NotImplementedError

# ===== 4.2.gradient

# 1: right
g + 2 * gamma * theta

# 1: in another order
2 * gamma * theta + g

# 2: the factor two is forgotten
g + gamma * theta

# 2: the penalty is within the mean
g + 2 * gamma * theta / m

# 2: a sign
g - 2 * gamma * theta

# 3: the penalty alone
2 * gamma * theta

# 3: another penalty
wrong_l1

# 4: as it was
g

# 4: unanswered
raise NotImplementedError

# ===== 4.2.code

# 1: right
right_no_grad
right_entry_by_entry
right_torch_optimiser

# 2: the stabiliser inside the root
right_inside_root

# 2: the factor two is forgotten
wrong_penalty_half

# 2: right but for the moments that are returned
wrong_corrected_returned

# 2: right but for what is passed in
wrong_in_place

# 2: right but for the dtype
wrong_double

# 3: the corrections are forgotten
wrong_uncorrected

# 3: another method
wrong_decoupled

# 3: the penalty is forgotten
wrong_without_penalty

# 3: a line of the algorithm is another
wrong_without_root
wrong_rates_swapped

# 4: nothing happens
theta.clone(), s.clone(), r.clone()

# 4: unanswered
raise NotImplementedError

# ===== 4.3.l2_stronger

# 1: right
"small"

# 2: another set
"large"

# 2: the answer to another question
"equal"

# 2: unanswered
raise NotImplementedError

# ===== 4.3.l2_rate

# 1: right
2 * gamma * eps / sqrt(r_hat + delta)

# 1: with the algorithm's denominator
2 * gamma * eps / (sqrt(r_hat) + delta)

# 2: a sign, where a positive number is asked for
-2 * gamma * eps / sqrt(r_hat + delta)

# 3: the factor two is forgotten
gamma * eps / sqrt(r_hat + delta)

# 3: the root is forgotten
2 * gamma * eps / (r_hat + delta)

# 3: the stabiliser is forgotten
2 * gamma * eps / sqrt(r_hat)

# 3: an amount in the place of a rate
2 * gamma * eps * theta / sqrt(r_hat + delta)

# 4: without what Adam does
2 * gamma * eps

# 4: the rate of the other method
lam

# 5: the step size
eps

# 5: unanswered
raise NotImplementedError

# ===== 4.3.decay_stronger

# 1: right
"equal"

# 2: one of the sets
"small"

# 2: the other one
"large"

# 2: unanswered
raise NotImplementedError

# ===== 4.3.decay_rate

# 1: right
lam

# 1: as a complement
1 - (1 - lam)

# 2: a sign, where a positive number is asked for
-lam

# 3: times the step size
eps * lam

# 3: an amount in the place of a rate
lam * theta

# 3: what remains
1 - lam

# 4: the rate of the other method
2 * gamma * eps / sqrt(r_hat + delta)

# 4: unanswered
raise NotImplementedError

# ===== 4.3.code

# 1: right
right_steps_in_order
right_shrunk_first
right_row_by_row

# 2: the stabiliser outside the root
right_algorithm

# 3: the decay of the new weights
wrong_after

# 3: the decay times the step size
wrong_times_step_size

# 3: right but for the moments that are returned
wrong_corrected_returned

# 3: right but for what is passed in
wrong_in_place

# 4: the decay within the gradient
wrong_coupled

# 4: the decay divided with the moment
wrong_adapted

# 4: the decay is forgotten
wrong_without_decay

# 4: no root
wrong_without_root

# 5: nothing happens
theta.clone(), s.clone(), r.clone()

# 5: unanswered
raise NotImplementedError

# ===== 4.4.l2_ratio

# 1: right
sqrt(r_large + delta) / sqrt(r_small + delta)

# 1: with the algorithm's denominators
(sqrt(r_large) + delta) / (sqrt(r_small) + delta)

# 2: upside down
sqrt(r_small + delta) / sqrt(r_large + delta)

# 2: the stabiliser is forgotten
sqrt(r_large) / sqrt(r_small)

# 2: the roots are forgotten
(r_large + delta) / (r_small + delta)

# 3: a rate in the place of their ratio
2 * gamma * eps / sqrt(r_small + delta)

# 3: as if it made no difference
1

# 4: nothing
0

# 4: unanswered
raise NotImplementedError

# ===== 4.4.decay_ratio

# 1: right
1

# 1: of the rates
lam / lam

# 2: of the amounts
theta_small / theta_large

# 2: a rate in the place of the ratio
lam

# 2: the ratio of the other method
sqrt(r_large + delta) / sqrt(r_small + delta)

# 3: nothing
0

# 3: unanswered
raise NotImplementedError

# ===== 4.4.claims

# 1: right
{1: True, 2: False, 3: True, 4: False, 5: True, 6: False}

# 1: as a list
[True, False, True, False, True, False]

# 2: one is left out
{1: True, 2: False, 3: True, 4: False, 5: True}

# 3: one is wrong
{1: True, 2: False, 3: True, 4: False, 5: False, 6: False}

# 4: three are right, the others left out
{1: True, 2: False, 3: True}

# 5: two are wrong
{1: True, 2: True, 3: True, 4: True, 5: True, 6: False}

# 6: half of them are wrong
[True] * 6

# 6: the opposite
[False, True, False, True, False, True]

# 6: a sentence
"The first, the third and the fifth are true, I think."

# 6: unanswered
raise NotImplementedError
