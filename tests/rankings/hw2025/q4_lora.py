# ===== 4.1.difference

# 1: right
X * (delta * codes - W)

# 1: both outputs
(X * delta * codes + X * A * B.T) - (X * W + X * A * B.T)

# 2: a sign
X * (W - delta * codes)

# 3: the codes are not dequantised
X * (codes - W)

# 3: of the weights, not of the outputs
delta * codes - W

# 4: one of the two outputs
X * W

# 4: unanswered
raise NotImplementedError

# ===== 4.1.update

# 1: right
A * B.T

# 1: transposed twice
(B * A.T).T

# 2: its transpose
B * A.T

# 2: the transpose is forgotten
A * B

# 2: with what is frozen
W + A * B.T

# 2: of the output
X * A * B.T

# 3: one of the two
A

# 3: unanswered
raise NotImplementedError

# ===== 4.2.parameters

# 1: right
2 * d * r

# 1: as a sum
d * r + r * d

# 2: one adapter
d * r

# 2: with what is frozen
2 * d * r + d**2

# 3: what is frozen
d**2

# 3: sides in the place of matrices
2 * (d + r)

# 4: the rank
r

# 4: unanswered
raise NotImplementedError

# ===== 4.2.rank

# 1: right
r

# 1: with what r ≤ d makes superfluous
Min(d, r)

# 2: the ranks of both added up
2 * r

# 2: the same, with what a d×d matrix allows
Min(d, 2 * r)

# 2: that of any matrix
d

# 3: a number of entries
d * r

# 3: unanswered
raise NotImplementedError

# ===== 4.2.bits_lora

# 1: right
32 * d**2 + 64 * d * r

# 1: factored
32 * d * (d + 2 * r)

# 2: one adapter
32 * d**2 + 32 * d * r

# 2: numbers in the place of bits
d**2 + 2 * d * r

# 2: bytes in the place of bits
4 * (d**2 + 2 * d * r)

# 3: the adapters are forgotten
32 * d**2

# 3: what is frozen is forgotten
64 * d * r

# 4: a side
32 * d

# 4: unanswered
raise NotImplementedError

# ===== 4.2.bits_qlora

# 1: right
m * d**2 + 64 * d * r

# 1: with the step
m * d**2 + 64 * d * r + 32

# 2: one adapter
m * d**2 + 32 * d * r

# 2: adapters in m bits
m * (d**2 + 2 * d * r)

# 2: the matrix beside its codes
(32 + m) * d**2 + 64 * d * r

# 3: the adapters are forgotten
m * d**2

# 3: what is frozen is forgotten
64 * d * r

# 4: the bits of one code
m

# 4: unanswered
raise NotImplementedError

# ===== 4.3.merged

# 1: right
W + A * B.T

# 1: transposed twice
(W.T + B * A.T).T

# 2: a sign
W - A * B.T

# 2: the transpose of the update
W + B * A.T

# 2: the transpose is forgotten
W + A * B

# 2: the output
X * (W + A * B.T)

# 3: what is frozen is forgotten
A * B.T

# 3: the other method's matrix
delta * codes + A * B.T

# 4: the update is forgotten
W

# 4: unanswered
raise NotImplementedError

# ===== 4.3.overhead

# 1: right
d**2

# 1: with a constant factor
Theta(2 * d**2)

# 2: for every row
n * d**2

# 2: of all heads
h * d**2

# 3: of the adapters
n * d * r

# 3: of a side
d

# 4: nothing that grows
1

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.lora_ffn_time

# 1: right
n * d**2 + n * d * r

# 1: without what is outgrown
n * d**2

# 2: the adapters multiplied first
n * d**2 + d**2 * r

# 2: of one row
d**2 + d * r

# 3: of the adapters alone
n * d * r

# 3: as if rows met
n**2 * d + n * d**2

# 4: the sides of the input
n * d

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.lora_ffn_space

# 1: right
d * r

# 1: counted
2 * d * r

# 2: with what is frozen
d**2 + d * r

# 2: with the input
n * d + d * r

# 3: what is frozen alone
d**2

# 3: a side
d

# 3: the rank alone
r**2

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.lora_mha_time

# 1: right
h * (n * d**2 + n * d * r + n**2 * d)

# 1: without what is outgrown
h * (n * d**2 + n**2 * d)

# 2: the adapters multiplied first
h * (n * d**2 + d**2 * r + n**2 * d)

# 2: of one head
n * d**2 + n**2 * d

# 2: the scores are forgotten
h * n * d**2

# 2: the projections are forgotten
h * n**2 * d

# 3: of one head, and the scores are forgotten
n * d**2

# 3: the sides of the input
n * d

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.lora_mha_space

# 1: right
h * d * r

# 1: counted
6 * h * d * r

# 2: of one head
d * r

# 2: with what is frozen
h * d**2 + h * d * r

# 2: with the scores
h * d * r + h * n**2

# 3: what is frozen alone
h * d**2

# 3: a side
d

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.qlora_ffn_time

# 1: right
n * d**2 + n * d * r + d**2

# 1: without what is outgrown
n * d**2

# 2: the adapters multiplied first
n * d**2 + d**2 * r

# 2: of one row
d**2 + d * r

# 3: of the adapters alone
n * d * r

# 3: as if rows met
n**2 * d + n * d**2

# 4: the sides of the input
n * d

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.qlora_ffn_dequantisation

# 1: right
d**2

# 1: with a constant factor
Theta(2 * d**2)

# 2: for every row
n * d**2

# 2: with the adapters
d**2 + n * d * r

# 3: of a side
d

# 4: nothing that grows
1

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.qlora_ffn_space

# 1: right
d * r

# 1: counted
2 * d * r

# 2: with what is frozen
d**2 + d * r

# 2: with the input
n * d + d * r

# 3: what is frozen alone
d**2

# 3: a side
d

# 3: the rank alone
r**2

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.qlora_mha_time

# 1: right
h * (n * d**2 + n * d * r + n**2 * d + d**2)

# 1: without what is outgrown
h * (n * d**2 + n**2 * d)

# 2: the adapters multiplied first
h * (n * d**2 + d**2 * r + n**2 * d)

# 2: of one head
n * d**2 + n**2 * d

# 2: the scores are forgotten
h * n * d**2

# 2: the projections are forgotten
h * n**2 * d

# 3: of one head, and the scores are forgotten
n * d**2

# 3: the sides of the input
n * d

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.qlora_mha_dequantisation

# 1: right
h * d**2

# 1: counted
4 * h * d**2

# 2: of one matrix
d**2

# 2: for every row
h * n * d**2

# 2: the output matrix is taken to be wider
h**2 * d**2

# 3: of a side
h * d

# 4: nothing that grows
1

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.qlora_mha_space

# 1: right
h * d * r

# 1: counted
6 * h * d * r

# 2: of one head
d * r

# 2: with what is frozen
h * d**2 + h * d * r

# 2: with the scores
h * d * r + h * n**2

# 3: what is frozen alone
h * d**2

# 3: a side
d

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.quantize

# 1: right
right_where
right_any
right_clamp

# 2: rounded in another way
wrong_nearest
wrong_half_up
wrong_truncated

# 2: right but for a constant beside the step
wrong_epsilon

# 2: right but for what is passed in
wrong_in_place

# 2: right but for the dtype of the codes
wrong_float_codes

# 2: right but for matrices with some zeros
wrong_guard_any_zero

# 2: right but for dequantising
wrong_dequantize_missing

# 3: another step
wrong_steps
wrong_max_without_abs
wrong_mean

# 3: not rounded
wrong_not_rounded

# 4: nothing is quantised
torch.zeros_like(W, dtype=torch.int8), W.abs().max()

# 4: unanswered
raise NotImplementedError

# ===== 4.4a.linear

# 1: right
right_two_weights
right_parameters_only

# 2: right but for merging
wrong_merge_does_nothing
wrong_merge_unguarded
wrong_merge_counts_twice
wrong_unmerge_only_a_flag

# 2: right but for the start
wrong_b_random
wrong_both_zero

# 2: right but for what is trained
wrong_w_trained
wrong_frozen_adapter

# 2: right but for what is passed in
wrong_weight_shared

# 3: another function
wrong_subtracted
wrong_averaged

# 3: without adapters
wrong_no_adapters

# 4: no layer
class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        super().__init__()
        self.A = nn.Parameter(weight.new_zeros(1))

    def forward(self, X):
        return X

    def merge(self):
        pass

    def unmerge(self):
        pass

# 4: unanswered
class LoRALinear(nn.Module):
    def __init__(self, weight, rank):
        raise NotImplementedError

    def forward(self, X):
        raise NotImplementedError

    def merge(self):
        raise NotImplementedError

    def unmerge(self):
        raise NotImplementedError

# ===== 4.4a.attention

# 1: right
right_stacked
right_head_modules

# 1: right, with the root of d in a tensor of its own
class LoRAMultiHeadAttention(LoRAMultiHeadAttention):
    def forward(self, H):
        heads = []
        root = torch.sqrt(torch.tensor(H.shape[-1]))
        for query, key, value in zip(self.Q, self.K, self.V):
            scores = query(H) @ key(H).transpose(-1, -2) / root
            heads.append(scores.softmax(dim=-1) @ value(H))
        return torch.cat(heads, dim=-1) @ self.Wo

# 2: the softmax in float32
class LoRAMultiHeadAttention(LoRAMultiHeadAttention):
    def forward(self, H):
        heads = []
        for query, key, value in zip(self.Q, self.K, self.V):
            scores = query(H) @ key(H).transpose(-1, -2) / H.shape[-1] ** 0.5
            weights = scores.softmax(dim=-1, dtype=torch.float32).type_as(scores)
            heads.append(weights @ value(H))
        return torch.cat(heads, dim=-1) @ self.Wo

# 3: the scale is forgotten, or another
wrong_no_scale
wrong_scale_d
wrong_scaled_twice

# 3: right but for gradients
wrong_scores_detached
wrong_no_grad

# 3: right but for sides of length one, or for how tensors lie in memory
wrong_squeezes_a_batch_of_one
wrong_view

# 3: right but for the start
wrong_b_random

# 3: without adapters of V
wrong_adapter_missing_on_v

# 4: the softmax is forgotten, or over the queries
wrong_no_softmax
wrong_softmax_over_queries

# 4: the heads are added up
wrong_heads_added

# 5: no attention
class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        self.A = nn.Parameter(Wo.new_zeros(1))

    def forward(self, H):
        return H

# 5: unanswered
class LoRAMultiHeadAttention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        raise NotImplementedError

    def forward(self, H):
        raise NotImplementedError

# ===== 4.4b.saving_ffn

# 1: right
(32 - m) * d**2

# 1: with the step
(32 - m) * d**2 - 32

# 2: a sign
(m - 32) * d**2

# 2: of the adapters too
(32 - m) * (d**2 + 2 * d * r)

# 3: what is held before
32 * d**2

# 3: what is held afterwards
m * d**2

# 3: of one number
32 - m

# 4: unanswered
raise NotImplementedError

# ===== 4.4b.saving_mha

# 1: right
(32 - m) * 4 * h * d**2

# 1: as a sum
(32 - m) * 3 * h * d**2 + (32 - m) * h * d * d

# 2: the output matrix is forgotten
(32 - m) * 3 * h * d**2

# 2: of one head
(32 - m) * 4 * d**2

# 2: a sign
(m - 32) * 4 * h * d**2

# 3: of one matrix
(32 - m) * d**2

# 3: what is held afterwards
m * 4 * h * d**2

# 4: unanswered
raise NotImplementedError

# ===== 4.4b.inference_mha

# 1: right
"LoRA"

# 2: the other one
"QLoRA"

# 2: both
"LoRA and QLoRA"

# 2: unanswered
raise NotImplementedError

# ===== 4.4b.inference_ffn

# 1: right
"LoRA"

# 2: the other one
"QLoRA"

# 2: both
"LoRA and QLoRA"

# 2: unanswered
raise NotImplementedError

# ===== 4.4b.memory_mha

# 1: right
"QLoRA"

# 2: the other one
"LoRA"

# 2: both
"LoRA and QLoRA"

# 2: unanswered
raise NotImplementedError

# ===== 4.4b.memory_ffn

# 1: either is right
"LoRA"

# 1: and so is the other
"QLoRA"

# 2: neither
"either"

# 2: unanswered
raise NotImplementedError

# ===== 4.4b.both_mha

# 1: right
"QLoRA"

# 2: the other one
"LoRA"

# 2: both
"LoRA and QLoRA"

# 2: unanswered
raise NotImplementedError

# ===== 4.4b.both_ffn

# 1: right
"LoRA"

# 2: the other one
"QLoRA"

# 2: both
"LoRA and QLoRA"

# 2: unanswered
raise NotImplementedError
