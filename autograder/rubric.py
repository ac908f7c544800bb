"""What a rubric module needs, in one place.

    from autograder.rubric import Equal, number, ref, weight

    @number("2.3.debiased")
    @weight(3)
    def test_debiased(grade):
        \"\"\"A running average rescaled to be unbiased.\"\"\"
        grade(ref.debiased, Equal())

The decorators `number`, `weight`, `visibility`, `tags`, `hide_errors`, `leaderboard` and
`partial_credit` are gradescope-utils'. ``docs/writing-questions.md`` shows a question from its
reference to its variants.
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
from .checkers.following import Following
from .checkers.graph import Graph
from .checkers.growth import Growth
from .checkers.inputs import Case, FeatureMap, Integer, Integers, Normal, Number, Uniform
from .checkers.line import Line
from .checkers.linear import Linear
from .checkers.property import Property
from .checkers.quantiser import Quantiser
from .checkers.recurrence_witness import RecurrenceWitness
from .checkers.sequences import Decoded, Frontier
from .checkers.target import Misreading, ref
from .checkers.unbiased import UnbiasedFeatures
from .checkers.witness import LanguageModelWitness
from .expression.derivation.facts import Curve, Fact, Meaning, Weighted
from .grading.marks import cancels, code, counts_with, follows
from .verdict import Verdict, earned, lost

__all__ = [
    "AdaptedAttention",
    "AdaptedLayer",
    "BeamSearch",
    "Case",
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
    "Graph",
    "Greedy",
    "Growth",
    "Integer",
    "Integers",
    "LanguageModelWitness",
    "Line",
    "Linear",
    "Meaning",
    "Misreading",
    "Normal",
    "Number",
    "Part",
    "Property",
    "Quantiser",
    "RecurrenceWitness",
    "UnbiasedFeatures",
    "Uniform",
    "Verdict",
    "Weighted",
    "cancels",
    "code",
    "counts_with",
    "earned",
    "follows",
    "hide_errors",
    "leaderboard",
    "lost",
    "number",
    "partial_credit",
    "ref",
    "tags",
    "visibility",
    "weight",
]
