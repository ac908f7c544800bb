"""Q4 of hw2025: low-rank adaptation."""

from fractions import Fraction

from autograder.rubric import (
    Choice,
    Clauses,
    DrivenModule,
    Equal,
    Growth,
    Misreading,
    cancels,
    code,
    follows,
    number,
    ref,
    visibility,
    weight,
)

from .adapted_attention import AdaptedAttention
from .adapted_layer import LAYERS
from .quantiser import Quantiser

# What an answer with one slip earns: docs/marks.md says what slips are.
HALF = Fraction(1, 2)

REGIME = ("r <= d",)
METHODS = ("LoRA", "QLoRA")

ADAPTERS_ALONE = Misreading(
    answer="n*d*r", message="These are the products with the adapters alone; the layer does more."
)
FROZEN_COUNTED = (
    "Frozen numbers are counted here too; the question is about those that are trained."
)
EACH_ROW = "A matrix is dequantised once in a forward pass, not for each row of the input."
ONE_ADAPTER = "Nearly: one matrix has two adapters."
STILL_HELD = "These are the bits that are still held."
RATIO = Misreading(
    answer="32/m", message="This is a ratio; the question asks for a number of bits."
)
PROJECTIONS_ALONE = Misreading(
    answer="h*n*d**2",
    message="These are the products with weights alone; the queries meet the keys as well.",
)


def product_first(order):
    """Name the time of forming the adapters' d × d product."""
    return Misreading(
        answer=order,
        message="Here the product of the two adapters is formed first; the question takes products "
        "from the left.",
    )


@number("4.1.difference")
@weight(1)
def test_difference(grade):
    """QLoRA's output minus LoRA's, with the same adapters."""
    grade(ref.difference, Equal())


@number("4.1.update")
@weight(1)
def test_update(grade):
    """What training can change of the effective weight."""
    grade(ref.update, Equal())


@number("4.2.parameters")
@weight(0.5)
def test_parameters(grade):
    """How many numbers are trained for one matrix."""
    misreadings = {
        "one adapter": Misreading(answer="d*r", share=HALF, message=ONE_ADAPTER),
        "frozen counted": Misreading(answer="d**2 + 2*d*r", message=FROZEN_COUNTED),
        "all of the matrix": Misreading(
            answer="d**2", message="That is what training the whole matrix takes, without adapters."
        ),
    }
    grade(ref.parameters, Equal(misreadings=misreadings))


@number("4.2.rank")
@weight(0.5)
def test_rank(grade):
    """The largest rank of what training adds to the weight."""
    added = "Nearly: ranks add up in a sum at most, and this is a product."
    misreadings = {
        "any matrix": Misreading(
            answer="d",
            message="Any d×d matrix has at most this rank; training cannot add just any.",
        ),
        "twice": Misreading(answer="2*r", share=HALF, message=added),
        "twice or any matrix": Misreading(answer="Min(d, 2*r)", share=HALF, message=added),
    }
    grade(ref.rank, Equal(misreadings=misreadings))


@number("4.2.bits_lora")
@weight(0.5)
@follows("4.2.parameters")
def test_bits_lora(grade):
    """How many bits LoRA holds for one matrix."""
    misreadings = {
        "numbers": Misreading(
            answer="d**2 + 2*d*r", message="This counts numbers; the question asks for bits."
        ),
        "one adapter": Misreading(answer="32*d**2 + 32*d*r", share=HALF, message=ONE_ADAPTER),
        "frozen left out": Misreading(
            answer="64*d*r", message="These are the adapters alone; the frozen matrix is held too."
        ),
        "adapters left out": Misreading(
            answer="32*d**2", message="This is the frozen matrix alone; adapters are held too."
        ),
    }
    following = "32*d**2 + 32*({4.2.parameters})"
    grade(ref.bits_lora, Equal(misreadings=misreadings, following=following))


@number("4.2.bits_qlora")
@weight(0.5)
@follows("4.2.parameters")
def test_bits_qlora(grade):
    """How many bits QLoRA holds for one matrix."""
    accepted = {"with the bits of Δ": "m*d**2 + 32*({4.2.parameters}) + 32"}
    misreadings = {
        "adapters quantised": Misreading(
            answer="m*d**2 + 2*m*d*r",
            message="Only frozen matrices are kept in m bits: adapters are trained.",
        ),
        "one adapter": Misreading(answer="m*d**2 + 32*d*r", share=HALF, message=ONE_ADAPTER),
        "frozen left out": Misreading(
            answer="64*d*r", message="These are the adapters alone; the frozen matrix is held too."
        ),
        "adapters left out": Misreading(
            answer="m*d**2", message="This is the frozen matrix alone; adapters are held too."
        ),
    }
    following = "m*d**2 + 32*({4.2.parameters})"
    checker = Equal(accepted=accepted, misreadings=misreadings, following=following)
    grade(ref.bits_qlora, checker)


@number("4.3.merged")
@weight(1)
@follows("4.1.update")
def test_merged(grade):
    """The matrix that LoRA is merged into for inference."""
    misreadings = {
        "update alone": Misreading(
            answer="A*B.T",
            message="This alone loses what the layer computed before it was adapted.",
        ),
        "transpose": Misreading(
            answer="W + B*A.T",
            share=HALF,
            message="Nearly: what is added is the transpose of what training adds.",
        ),
        "quantised": Misreading(
            answer="delta*codes + A*B.T",
            message="This has the quantised matrix in it, which is another one than LoRA's.",
        ),
        "output": Misreading(
            answer="X*W + X*A*B.T", message="This is the layer's output, not a matrix of weights."
        ),
    }
    grade(ref.merged, Equal(misreadings=misreadings, following="W + {4.1.update}"))


@number("4.3.overhead")
@weight(1)
def test_overhead(grade):
    """QLoRA's extra work at inference for one matrix."""
    accepted = {"adapters counted as well": "d**2 + n*d*r"}
    misreadings = {
        "for each row": Misreading(
            answer="n*d**2",
            message="This is the order of the product with the whole matrix, which any of the "
            "layers takes.",
            then={"4.4a.qlora_ffn_dequantisation": "n*d**2"},
        ),
        "adapters alone": Misreading(
            answer="n*d*r",
            message="These are the products with the adapters; the question is about the frozen "
            "matrix.",
        ),
    }
    checker = Growth(regime=REGIME, accepted=accepted, misreadings=misreadings)
    grade(ref.overhead, checker)


@number("4.4a.lora_ffn_time")
@weight(0.75)
def test_lora_ffn_time(grade):
    """Time of LFFN under LoRA."""
    misreadings = {
        "product formed first": product_first("n*d**2 + d**2*r"),
        "adapters alone": ADAPTERS_ALONE,
    }
    grade(ref.lora_ffn_time, Growth(regime=REGIME, misreadings=misreadings))


@number("4.4a.lora_ffn_space")
@weight(0.75)
@follows("4.2.parameters")
def test_lora_ffn_space(grade):
    """Numbers that LFFN trains under LoRA."""
    misreadings = {"frozen counted": Misreading(answer="d**2 + d*r", message=FROZEN_COUNTED)}
    following = "{4.2.parameters}"
    grade(ref.lora_ffn_space, Growth(regime=REGIME, misreadings=misreadings, following=following))


@number("4.4a.lora_mha_time")
@weight(0.75)
@follows("4.4a.lora_ffn_time")
def test_lora_mha_time(grade):
    """Time of MHA under LoRA."""
    misreadings = {
        "product formed first": product_first("h*(n*d**2 + d**2*r + n**2*d)"),
        "projections alone": PROJECTIONS_ALONE,
    }
    following = "h*({4.4a.lora_ffn_time} + n**2*d)"
    grade(ref.lora_mha_time, Growth(regime=REGIME, misreadings=misreadings, following=following))


@number("4.4a.lora_mha_space")
@weight(0.75)
@follows("4.4a.lora_ffn_space")
def test_lora_mha_space(grade):
    """Numbers that MHA trains under LoRA."""
    misreadings = {"frozen counted": Misreading(answer="h*d**2 + h*d*r", message=FROZEN_COUNTED)}
    following = "h*({4.4a.lora_ffn_space})"
    grade(ref.lora_mha_space, Growth(regime=REGIME, misreadings=misreadings, following=following))


@number("4.4a.qlora_ffn_time")
@weight(0.25)
@follows("4.4a.lora_ffn_time")
def test_qlora_ffn_time(grade):
    """Time of LFFN under QLoRA."""
    misreadings = {
        "product formed first": product_first("n*d**2 + d**2*r"),
        "adapters alone": ADAPTERS_ALONE,
    }
    following = "{4.4a.lora_ffn_time} + d**2"
    grade(ref.qlora_ffn_time, Growth(regime=REGIME, misreadings=misreadings, following=following))


@number("4.4a.qlora_ffn_dequantisation")
@weight(0.5)
@follows("4.3.overhead")
def test_qlora_ffn_dequantisation(grade):
    """Time of dequantisation alone in LFFN."""
    misreadings = {
        "for each row": Misreading(
            answer="n*d**2",
            message=EACH_ROW,
            then={"4.4a.qlora_mha_dequantisation": "h*n*d**2"},
        )
    }
    following = "{4.3.overhead}"
    grade(
        ref.qlora_ffn_dequantisation,
        Growth(regime=REGIME, misreadings=misreadings, following=following),
    )


@number("4.4a.qlora_ffn_space")
@weight(0.75)
@follows("4.4a.lora_ffn_space")
def test_qlora_ffn_space(grade):
    """Numbers that LFFN trains under QLoRA."""
    misreadings = {"frozen counted": Misreading(answer="d**2 + d*r", message=FROZEN_COUNTED)}
    following = "{4.4a.lora_ffn_space}"
    grade(ref.qlora_ffn_space, Growth(regime=REGIME, misreadings=misreadings, following=following))


@number("4.4a.qlora_mha_time")
@weight(0.25)
@follows("4.4a.lora_mha_time")
def test_qlora_mha_time(grade):
    """Time of MHA under QLoRA."""
    misreadings = {
        "product formed first": product_first("h*(n*d**2 + d**2*r + n**2*d)"),
        "projections alone": PROJECTIONS_ALONE,
    }
    following = "{4.4a.lora_mha_time} + h*d**2"
    grade(ref.qlora_mha_time, Growth(regime=REGIME, misreadings=misreadings, following=following))


@number("4.4a.qlora_mha_dequantisation")
@weight(0.5)
@follows("4.4a.qlora_ffn_dequantisation")
def test_qlora_mha_dequantisation(grade):
    """Time of dequantisation alone in MHA."""
    misreadings = {"for each row": Misreading(answer="h*n*d**2", message=EACH_ROW)}
    following = "h*({4.4a.qlora_ffn_dequantisation})"
    grade(
        ref.qlora_mha_dequantisation,
        Growth(regime=REGIME, misreadings=misreadings, following=following),
    )


@number("4.4a.qlora_mha_space")
@weight(0.75)
@follows("4.4a.lora_mha_space")
def test_qlora_mha_space(grade):
    """Numbers that MHA trains under QLoRA."""
    misreadings = {"frozen counted": Misreading(answer="h*d**2 + h*d*r", message=FROZEN_COUNTED)}
    following = "{4.4a.lora_mha_space}"
    grade(ref.qlora_mha_space, Growth(regime=REGIME, misreadings=misreadings, following=following))


@number("4.4a.quantize")
@weight(1)
@code
def test_quantize(grade):
    """Code for quantising and dequantising a matrix."""
    grade(ref.quantize, Quantiser())


@number("4.4a.linear")
@weight(1)
@code
def test_linear(grade):
    """Code for a linear layer under LoRA."""
    clauses = Clauses({"output": 3, "training": 2, "merging": 2, "arguments": 1})
    grade(ref.LoRALinear, DrivenModule(cases=LAYERS, clauses=clauses))


@number("4.4a.attention")
@weight(1)
@code
def test_attention(grade):
    """Code for multi-head attention under LoRA."""
    clauses = Clauses({"output": 5, "training": 2, "arguments": 1})
    grade(ref.LoRAMultiHeadAttention, AdaptedAttention(clauses=clauses))


@number("4.4b.saving_ffn")
@weight(0.5)
@follows("4.2.bits_lora", "4.2.bits_qlora")
def test_saving_ffn(grade):
    """Bits that quantising saves in LFFN."""
    following = "{4.2.bits_lora} - ({4.2.bits_qlora})"
    accepted = {"less the bits of Δ": f"{following} - 32"}
    misreadings = {
        "what is left": Misreading(answer="m*d**2", message=STILL_HELD),
        "ratio": RATIO,
    }
    checker = Equal(accepted=accepted, misreadings=misreadings, following=following)
    grade(ref.saving_ffn, checker)


@number("4.4b.saving_mha")
@weight(0.5)
@follows("4.4b.saving_ffn")
def test_saving_mha(grade):
    """Bits that quantising saves in MHA."""
    accepted = {
        "less the bits of each Δ": "(32 - m)*4*h*d**2 - 32*(3*h + 1)",
        "less the bits of one Δ for each square matrix": "(32 - m)*4*h*d**2 - 32*4*h",
    }
    misreadings = {
        "what is left": Misreading(answer="m*4*h*d**2", message=STILL_HELD),
        "without the output matrix": Misreading(
            answer="(32 - m)*3*h*d**2", message="A frozen matrix of the module is left out."
        ),
        "one head": Misreading(answer="(32 - m)*4*d**2", message="This is what one head saves."),
        "one matrix": Misreading(
            answer="(32 - m)*h*d**2", message="A head has more than one frozen matrix."
        ),
        "ratio": RATIO,
    }
    following = "4*h*({4.4b.saving_ffn})"
    checker = Equal(accepted=accepted, misreadings=misreadings, following=following)
    grade(ref.saving_mha, checker)


@number("4.4b.inference_mha")
@weight(0.4)
@visibility("after_published")
@cancels("4.4b")
def test_inference_mha(grade):
    """MHA, for fast inference."""
    grade(ref.inference_mha, Choice(options=METHODS))


@number("4.4b.inference_ffn")
@weight(0.4)
@visibility("after_published")
@cancels("4.4b")
def test_inference_ffn(grade):
    """LFFN, for fast inference."""
    grade(ref.inference_ffn, Choice(options=METHODS))


@number("4.4b.memory_mha")
@weight(0.4)
@visibility("after_published")
@cancels("4.4b")
def test_memory_mha(grade):
    """MHA, under a limit on memory."""
    grade(ref.memory_mha, Choice(options=METHODS))


@number("4.4b.memory_ffn")
@weight(0)
@visibility("after_published")
def test_memory_ffn(grade):
    """LFFN, under a limit on memory: no points, either is right."""
    grade(ref.memory_ffn, Choice(options=METHODS, accepted=METHODS))


@number("4.4b.both_mha")
@weight(0.4)
@visibility("after_published")
@cancels("4.4b")
def test_both_mha(grade):
    """MHA, for fast inference under a limit on memory."""
    grade(ref.both_mha, Choice(options=METHODS))


@number("4.4b.both_ffn")
@weight(0.4)
@visibility("after_published")
@cancels("4.4b")
def test_both_ffn(grade):
    """LFFN, for fast inference under a limit on memory."""
    grade(ref.both_ffn, Choice(options=METHODS))
