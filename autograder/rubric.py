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
from .checkers.answers.witness import NoWitness, Witness
from .checkers.code.algorithm import AlgorithmRun, BlackBox, judge_runs, run_algorithm
from .checkers.code.close import Close
from .checkers.code.closeness import Expected, differs, read_tensor, require_close
from .checkers.code.contract import Contract, Frozen, Merging, ModuleCase, ReferenceForm
from .checkers.code.cost import Cost
from .checkers.code.driven_module import DrivenModule
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
from .checkers.code.module_clauses import Findings
from .checkers.code.precision import Precision, RandomArrays, found_in
from .checkers.code.repeatable import require_copied, require_repeatable
from .checkers.code.rounding import rounding_bound
from .checkers.code.single_precision import forgiven
from .checkers.code.snippet import found_with
from .checkers.code.tensors import (
    draw_inputs,
    first_lost,
    judge_gradients,
    judge_values,
    reference_result,
)
from .checkers.common.clauses import Clauses, without_worth
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
from .checkers.common.promises import Broken
from .checkers.common.ref import Target, ref
from .checkers.common.setting import Setting
from .checkers.following.earlier import Following
from .checkers.symbolic.derivation import Derivation, Part
from .checkers.symbolic.equal import Equal
from .checkers.symbolic.equations import require_shape, same
from .checkers.symbolic.growth import Growth
from .checkers.symbolic.linear import Linear
from .checkers.symbolic.misstated import Misstated
from .checkers.symbolic.property import Property
from .checkers.symbolic.reading import (
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
from .sandbox.worker_replies import Refused
from .verdict import State, Understood, Verdict, earned, lost, partial, pending

__all__ = [
    "AlgorithmRun",
    "BlackBox",
    "Broken",
    "Case",
    "Checker",
    "Choice",
    "Claims",
    "Clauses",
    "Close",
    "Contract",
    "Cost",
    "Curve",
    "Derivation",
    "DrivenModule",
    "Entries",
    "Equal",
    "Expected",
    "Fact",
    "FeatureMap",
    "Findings",
    "Following",
    "Formed",
    "Frozen",
    "Gradients",
    "Graph",
    "Growth",
    "Inputs",
    "Integer",
    "Integers",
    "Line",
    "Linear",
    "Meaning",
    "Merging",
    "Misreading",
    "Misstated",
    "ModuleCase",
    "NoWitness",
    "Node",
    "Normal",
    "NotNumbers",
    "Number",
    "Numbers",
    "Oracle",
    "Part",
    "Precision",
    "Property",
    "Question",
    "RandomArrays",
    "ReferenceForm",
    "Refused",
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
    "Witness",
    "cancels",
    "code",
    "counts_with",
    "differs",
    "draw_inputs",
    "earned",
    "first_lost",
    "follows",
    "forgiven",
    "found_in",
    "found_with",
    "free_symbols",
    "hide_errors",
    "judge_gradients",
    "judge_runs",
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
    "read_tensor",
    "ref",
    "reference_answer",
    "reference_result",
    "require_close",
    "require_copied",
    "require_repeatable",
    "require_shape",
    "rounding_bound",
    "run_algorithm",
    "same",
    "stated",
    "substitute",
    "tags",
    "type_name",
    "understood",
    "visibility",
    "weight",
    "without_worth",
]
