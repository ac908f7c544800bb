"""What a rubric module needs, and what a checker of a course's own needs, in one place.

    from autograder.rubric import Equal, number, ref, weight

    @number("2.3.debiased")
    @weight(3)
    def test_debiased(grade):
        \"\"\"A running average rescaled to be unbiased.\"\"\"
        grade(ref.debiased, Equal())

The decorators `number`, `weight`, `visibility`, `tags`, `hide_errors`, `leaderboard` and
`partial_credit` are gradescope-utils'. ``docs/writing-questions.md`` shows a question from its
reference to its variants; ``docs/checkers.md`` has every name of this module, and shows how a
checker is written.
"""

from __future__ import annotations

from gradescope_utils.autograder_utils.decorators import (
    hide_errors,
    leaderboard,
    number,
    partial_credit,
    tags,
    visibility,
    weight,
)

from .checkers.answers.choice import Choice
from .checkers.answers.claims import Claims
from .checkers.answers.entries import Entries
from .checkers.answers.graph import Graph
from .checkers.answers.numbers import NotNumbers, Numbers, read_number, read_numbers
from .checkers.answers.sequences import Decoded, Frontier
from .checkers.answers.witness import LanguageModelWitness
from .checkers.code.adapted_attention import AdaptedAttention
from .checkers.code.adapted_layer import AdaptedLayer
from .checkers.code.close import Close
from .checkers.code.cost import Cost
from .checkers.code.decoding import BeamSearch, Greedy
from .checkers.code.inputs import (
    Case,
    FeatureMap,
    Inputs,
    Integer,
    Integers,
    Normal,
    Number,
    Uniform,
)
from .checkers.code.measured_cost import Formed
from .checkers.code.quantiser import Quantiser
from .checkers.code.rounding import rounding_bound
from .checkers.code.snippet import found_with
from .checkers.code.tensors import (
    draw_inputs,
    first_lost,
    judge_gradients,
    judge_values,
    reference_result,
)
from .checkers.common.clauses import Clauses
from .checkers.common.known_answers import Misreading
from .checkers.common.line import (
    Checker,
    Gradients,
    Line,
    Oracle,
    Question,
    Remote,
    Result,
    Submitted,
    Trial,
    Unanswered,
)
from .checkers.common.setting import Setting
from .checkers.common.target import Target, ref
from .checkers.following.earlier import Following
from .checkers.symbolic.derivation import Derivation, Part
from .checkers.symbolic.equal import Equal
from .checkers.symbolic.equations import require_shape, same
from .checkers.symbolic.growth import Growth
from .checkers.symbolic.linear import Linear
from .checkers.symbolic.misstated import Misstated
from .checkers.symbolic.property import Property
from .checkers.symbolic.symbolic import (
    read_answer,
    read_expression,
    reference_answer,
    stated,
    understood,
)
from .expression.derivation.facts import Curve, Fact, Meaning, Weighted
from .expression.tree import Node, free_symbols, postorder, substitute
from .grading.marks import cancels, code, counts_with, follows
from .sandbox.values import Tensor, type_name
from .verdict import State, Understood, Verdict, earned, lost, partial, pending

__all__ = [
    "AdaptedAttention",
    "AdaptedLayer",
    "BeamSearch",
    "Case",
    "Checker",
    "Choice",
    "Claims",
    "Clauses",
    "Close",
    "Cost",
    "Curve",
    "Decoded",
    "Derivation",
    "Entries",
    "Equal",
    "Fact",
    "FeatureMap",
    "Following",
    "Formed",
    "Frontier",
    "Gradients",
    "Graph",
    "Greedy",
    "Growth",
    "Inputs",
    "Integer",
    "Integers",
    "LanguageModelWitness",
    "Line",
    "Linear",
    "Meaning",
    "Misreading",
    "Misstated",
    "Node",
    "Normal",
    "NotNumbers",
    "Number",
    "Numbers",
    "Oracle",
    "Part",
    "Property",
    "Quantiser",
    "Question",
    "Remote",
    "Result",
    "Setting",
    "State",
    "Submitted",
    "Target",
    "Tensor",
    "Trial",
    "Unanswered",
    "Understood",
    "Uniform",
    "Verdict",
    "Weighted",
    "cancels",
    "code",
    "counts_with",
    "draw_inputs",
    "earned",
    "first_lost",
    "follows",
    "found_with",
    "free_symbols",
    "hide_errors",
    "judge_gradients",
    "judge_values",
    "leaderboard",
    "lost",
    "number",
    "partial",
    "partial_credit",
    "pending",
    "postorder",
    "read_answer",
    "read_expression",
    "read_number",
    "read_numbers",
    "ref",
    "reference_answer",
    "reference_result",
    "require_shape",
    "rounding_bound",
    "same",
    "stated",
    "substitute",
    "tags",
    "type_name",
    "understood",
    "visibility",
    "weight",
]
