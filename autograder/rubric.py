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

from .checkers.adapted_attention import AdaptedAttention
from .checkers.adapted_layer import AdaptedLayer
from .checkers.choice import Choice
from .checkers.claims import Claims
from .checkers.clauses import Clauses
from .checkers.close import Close
from .checkers.cost import Cost, Formed
from .checkers.decoding import BeamSearch, Greedy
from .checkers.derivation import Derivation, Part
from .checkers.entries import Entries
from .checkers.equal import Equal
from .checkers.equations import require_shape, same
from .checkers.following import Following
from .checkers.graph import Graph
from .checkers.growth import Growth
from .checkers.inputs import (
    Case,
    FeatureMap,
    Inputs,
    Integer,
    Integers,
    Normal,
    Number,
    Uniform,
)
from .checkers.line import (
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
from .checkers.linear import Linear
from .checkers.misstated import Misstated
from .checkers.numbers import NotNumbers, Numbers, read_number, read_numbers
from .checkers.property import Property
from .checkers.quantiser import Quantiser
from .checkers.recurrence_witness import RecurrenceWitness
from .checkers.sequences import Decoded, Frontier
from .checkers.setting import Setting
from .checkers.snippet import found_with
from .checkers.symbolic import read_answer, read_expression, reference_answer, stated, understood
from .checkers.target import Misreading, Target, ref
from .checkers.tensors import (
    draw_inputs,
    first_lost,
    judge_gradients,
    judge_values,
    reference_result,
)
from .checkers.unbiased import UnbiasedFeatures
from .checkers.witness import LanguageModelWitness
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
    "RecurrenceWitness",
    "Remote",
    "Result",
    "Setting",
    "State",
    "Submitted",
    "Target",
    "Tensor",
    "Trial",
    "Unanswered",
    "UnbiasedFeatures",
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
    "same",
    "stated",
    "substitute",
    "tags",
    "type_name",
    "understood",
    "visibility",
    "weight",
]
