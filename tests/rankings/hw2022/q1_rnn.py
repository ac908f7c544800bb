# ===== 1.1.relation

# 1: right
sigma(h)

# 1: by the definition of h
sigma(W * sigma(h_prev) + U * x + b)

# 2: a row in the place of a column
sigma(h).T

# 3: the state of the step before
sigma(h_prev)

# 3: the derivative, or the activation twice
D(sigma)(h)

# 3: no activation
h

# 4: no vector at all
0

# 4: unanswered
raise NotImplementedError

# ===== 1.1.induction

# given
start = sigma(W * g_prev + U * x + b)
middle = sigma(W * sigma(h_prev) + U * x + b)

# 1: whole
Derivation(start).equals(middle, by="hypothesis").equals(sigma(h), by="definition")

# 1: whole, in another order or from the other end
right_definition_first
right_from_the_target

# 1: whole, and a further true step
(
    Derivation(start)
    .equals(middle, by="hypothesis")
    .equals(sigma(h), by="definition")
    .equals(sigma(h + W * (g_prev - sigma(h_prev))), by="hypothesis")
)

# 2: every expression, with one of the two facts not cited
wrong_hypothesis_skipped

# 2: whole, and then a false step
(
    Derivation(start)
    .equals(middle, by="hypothesis")
    .equals(sigma(h), by="definition")
    .equals(sigma(h) + ones(d), by="definition")
)

# 3: one half of it
wrong_first_half
wrong_second_half

# 4: the whole in one step that cites both facts
Derivation(start).equals(sigma(h), by=("hypothesis", "definition"))

# 4: every expression, and wrong facts or none
wrong_facts_exchanged
wrong_no_facts

# 5: the hypothesis without its activation
wrong_without_sigma
wrong_two_errors_cancel

# 6: the whole in one step that cites one fact
wrong_whole_in_one_step

# 6: the start alone
Derivation(start)

# 6: unanswered
raise NotImplementedError

# ===== 1.2.jacobian

# 1: right
W * diag(D(sigma)(h[t - 1]))

# 1: by its columns
right_columns_scaled

# 2: its transpose
diag(D(sigma)(h[t - 1])) * W.T

# 3: the factors exchanged
diag(D(sigma)(h[t - 1])) * W

# 3: at the state of this step
W * diag(D(sigma)(h[t]))

# 4: exchanged, and at the state of this step
diag(D(sigma)(h[t])) * W

# 4: the activation is forgotten
W

# 5: no matrix
0

# 5: unanswered
raise NotImplementedError

# ===== 1.2.one_step

# given
slope = diag(D(sigma)(h))
root = sqrt(lambda_max(W.T * W))

# 1: whole
(
    Derivation(norm2(W * slope))
    .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
    .equals(root * norm2(slope), by="norm-eigenvalue identity")
    .at_most(root * gamma, by="bounded derivative")
    .at_most(delta, by="eigenvalue assumption")
)

# 1: whole, in another order
right_derivative_first

# 1: whole, and a further true step
(
    Derivation(norm2(W * slope))
    .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
    .equals(root * norm2(slope), by="norm-eigenvalue identity")
    .at_most(root * gamma, by="bounded derivative")
    .at_most(delta, by="eigenvalue assumption")
    .at_most(delta + gamma)
)

# 2: two of the facts in one step, both cited
(
    Derivation(norm2(W * slope))
    .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
    .at_most(root * gamma, by=("norm-eigenvalue identity", "bounded derivative"))
    .at_most(delta, by="eigenvalue assumption")
)

# 3: the last step is missing
(
    Derivation(norm2(W * slope))
    .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
    .equals(root * norm2(slope), by="norm-eigenvalue identity")
    .at_most(root * gamma, by="bounded derivative")
)

# 3: every expression, with a slip in one step
wrong_submultiplicativity_not_cited
wrong_equality

# 3: whole, and then a false step
(
    Derivation(norm2(W * slope))
    .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
    .equals(root * norm2(slope), by="norm-eigenvalue identity")
    .at_most(root * gamma, by="bounded derivative")
    .at_most(delta, by="eigenvalue assumption")
    .equals(delta / 2)
)

# 4: the first half
(
    Derivation(norm2(W * slope))
    .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
    .equals(root * norm2(slope), by="norm-eigenvalue identity")
)

# 5: the first step
Derivation(norm2(W * slope)).at_most(norm2(W) * norm2(slope), by="submultiplicativity")

# 5: the whole in one step that cites every fact
wrong_all_facts_in_one_step

# 6: the whole in one step that cites one fact
wrong_whole_in_one_step

# 6: a false step, and no other
Derivation(norm2(W * slope)).equals(norm2(W), by="bounded derivative")

# 7: the start alone
Derivation(norm2(W * slope))

# 7: unanswered
raise NotImplementedError

# ===== 1.2.many_steps

# given
t = Symbol("t")
product = Product(step[t], (t, T, 1))
norms = Product(norm2(step[t]), (t, 1, T))

# 1: whole
(
    Derivation(norm2(total))
    .equals(norm2(product), by="chain rule")
    .at_most(norms, by="submultiplicativity")
    .at_most(delta**T, by="one-step bound")
)

# 1: whole, by induction
right_by_induction

# 1: whole, and a further true step
(
    Derivation(norm2(total))
    .equals(norm2(product), by="chain rule")
    .at_most(norms, by="submultiplicativity")
    .at_most(delta**T, by="one-step bound")
    .at_most(delta**T + delta)
)

# 1: whole, and then its limit
(
    Derivation(norm2(total))
    .equals(norm2(product), by="chain rule")
    .at_most(norms, by="submultiplicativity")
    .at_most(delta**T, by="one-step bound")
    .tends_to(0, T)
)

# 2: two of the facts in one step, both cited
(
    Derivation(norm2(total))
    .at_most(norms, by=("chain rule", "submultiplicativity"))
    .at_most(delta**T, by="one-step bound")
)

# 3: the last step is missing
(
    Derivation(norm2(total))
    .equals(norm2(product), by="chain rule")
    .at_most(norms, by="submultiplicativity")
)

# 3: every expression, with = for ≤ in one step
wrong_equality
wrong_equality_in_the_bound

# 4: the first step
Derivation(norm2(total)).equals(norm2(product), by="chain rule")

# 4: what total is does not occur
wrong_chain_rule_skipped

# 4: the first step, and then a sum for the product
wrong_sum

# 4: the whole in one step that cites every fact
wrong_all_facts_in_one_step

# 5: the whole in one step that cites one fact
wrong_whole_in_one_step
wrong_hypothesis_says_it

# 6: the start alone
Derivation(norm2(total))

# 6: unanswered
raise NotImplementedError

# ===== 1.2.limit

# 1: right
0

# 1: as sympy finds it
right_sympy

# 2: another limit
1

# 2: the bound as it was
delta**T

# 2: the wrong way
oo

# 3: unanswered
raise NotImplementedError

# ===== 1.3.necessary

# 1: right
True

# 2: wrong
False

# 2: no answer to the question
"perhaps"

# 2: unanswered
raise NotImplementedError

# ===== 1.3.sufficient

# 1: right
False

# 2: wrong
True

# 2: no answer to the question
"perhaps"

# 2: unanswered
raise NotImplementedError

# ===== 1.3.witness

# 1: the condition holds, and the gradient does not explode
right_nilpotent_three
right_dead_relu
right_tuple_of_numpy

# 2: a network to which the condition and its opposite were applied, though no such example
wrong_both_hold
wrong_neither_holds
wrong_equality
wrong_gamma

# 3: no network
wrong_nan
wrong_words

# 3: unanswered
raise NotImplementedError
