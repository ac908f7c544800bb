"""Whatever comes back from code, there is a verdict on it, and none is the grader's own fault.

The reference's code is handed in with what it returns replaced: by numbers of any size, by tensors
of other dtypes, shapes and layouts. None of it earns anything, and all of it is told what is wrong.
"""

import pytest

from autograder.course import Course
from rubric_lines import ASSIGNMENTS, PROJECT, check_of, reference_of, rubric_of

#: What takes the place of a real tensor ``t``.
REAL = {
    "huge": "torch.full_like(t, 1e308)",
    "huge and negative": "torch.full_like(t, -1.7e308)",
    "one of them huge": "torch.where(torch.arange(t.numel()).reshape(t.shape) == 0, 1e308, t)",
    "of both signs": "(1 - 2 * (torch.arange(t.numel()).reshape(t.shape) % 2)) * 1e308 + 0 * t",
    "large": "t * 1e160",
    "tiny": "torch.full_like(t, 5e-324)",
    "infinite": "torch.full_like(t, float('inf'))",
    "one of them infinite": "t / (torch.arange(t.numel()).reshape(t.shape) > 0)",
    "nan": "torch.full_like(t, float('nan'))",
    "complex": "t.to(torch.complex128)",
    "complex and huge": "torch.full_like(t, 1e308) * (1 + 1j)",
    "bool": "t > 0",
    "bytes": "t.to(torch.uint8)",
    "smallest integers": "torch.full(t.shape, -(2**63))",
    "coarse": "t.to(torch.bfloat16)",
    "empty": "torch.empty(0, 2**30)",
    "high rank": "t.reshape(*[1] * 20, *t.shape)",
    "sparse": "t.to_sparse()",
    "meta": "t.to('meta')",
    "expanded": "torch.zeros(1, dtype=t.dtype).expand(10**12)",
    "array": "t.detach().numpy()",
    "large number": "1e308",
    "long number": "10**3900",
    "no number": "float('nan')",
    "text": "'x' * 5000",
    "table": "{'a': t, (1, 2): t, 1.5: t}",
}
#: The same for integers.
WHOLE = {
    "smallest integers": "torch.full(t.shape, -(2**63))",
    "bytes": "t.to(torch.uint8) + 200",
    "huge": "torch.full(t.shape, 1e308)",
    "infinite": "torch.full(t.shape, float('inf'))",
    "complex": "t.to(torch.complex128)",
    "bool": "t > 0",
    "empty": "torch.empty(0, 2**30, dtype=t.dtype)",
    "sparse": "t.to_sparse()",
    "meta": "t.to('meta')",
    "expanded": "torch.zeros(1, dtype=t.dtype).expand(10**12)",
    "large number": "10**3900",
}
#: What takes the place of a gradient ``t``.
GRADIENT = {
    name: REAL[name]
    for name in ("huge", "huge and negative", "of both signs", "large", "tiny", "infinite", "nan")
}

REPLACED = """

import functools, torch

def _odd(t):
    return {odd}

class _OddGradient(torch.autograd.Function):
    @staticmethod
    def forward(ctx, t):
        return t.clone()

    @staticmethod
    def backward(ctx, t):
        return _odd(t)

def _replace(value):
    if isinstance(value, (tuple, list)):
        return type(value)(map(_replace, value))
    return {replace} if {when} else value

def _replacing(function):
    @functools.wraps(function)
    def replaced(*arguments):
        return _replace(function(*arguments))
    return replaced

{name} = {replaced}
"""
_FUNCTION = "_replacing({name})"
_MODULE = "type('{name}', ({name},), {{'forward': _replacing({name}.forward)}})"

# The quantiser's step is looked at by `hw2025/test_quantiser.py`.
LINES = [
    (assignment, line)
    for assignment in ASSIGNMENTS
    for line in rubric_of(assignment).lines
    if line.code
]
# Those that return integers.
WHOLE_NUMBERS = ("2.4.greedy_code", "2.4.beam_code", "4.4a.quantize")
# Those whose docstring promises gradients.
DIFFERENTIATED = ("3.2.code", "3.3.standard_code", "3.3.code", "3.4.code", "4.4a.linear",
                  "4.4a.attention")  # fmt: skip


@pytest.fixture
def graded(bench):
    """Grade the reference's code with what it returns replaced; all of a line share its seed."""

    def graded(assignment, line, *, odd, when, replace="_odd(value)"):
        target, checker = check_of(assignment, line.number)
        reference = reference_of(assignment)
        source = reference.sources[line.question_file].decode()
        replaced = _MODULE if f"class {target.name}(" in source else _FUNCTION
        source += REPLACED.format(
            odd=odd, when=when, replace=replace, name=target.name,
            replaced=replaced.format(name=target.name),
        )  # fmt: skip
        sources = {**reference.sources, line.question_file: source.encode()}
        here = bench(Course(PROJECT).assignment(assignment))
        with here.session(sources, line.number) as session:
            return session.grade(line, target, checker)

    return graded


def require_lost(verdict):
    """Nothing is earned, the student is told why, and no person has to look."""
    assert verdict.share == 0, verdict.message
    assert not verdict.state.ours, verdict.review
    assert verdict.message
    assert "Warning" not in verdict.message


def parametrize(lines, kinds):
    """Try every kind at every line."""
    cases = [(assignment, line, kind) for assignment, line in lines for kind in kinds]
    return pytest.mark.parametrize(
        ("assignment", "line", "kind"), cases, ids=[f"{c[1].number}-{c[2]}" for c in cases]
    )


@parametrize(LINES, REAL)
def test_real_numbers_of_any_kind_are_lost(graded, assignment, line, kind):
    when = "isinstance(value, torch.Tensor) and value.is_floating_point()"
    require_lost(graded(assignment, line, odd=REAL[kind], when=when))


@parametrize([case for case in LINES if case[1].number in WHOLE_NUMBERS], WHOLE)
def test_integers_of_any_kind_are_lost(graded, assignment, line, kind):
    when = "isinstance(value, torch.Tensor) and not value.is_floating_point()"
    require_lost(graded(assignment, line, odd=WHOLE[kind], when=when))


@parametrize([case for case in LINES if case[1].number in DIFFERENTIATED], GRADIENT)
def test_gradients_of_any_size_are_lost(graded, assignment, line, kind):
    """But the share of another clause."""
    when, replace = "value.requires_grad", "_OddGradient.apply(value)"
    verdict = graded(assignment, line, odd=GRADIENT[kind], when=when, replace=replace)
    assert verdict.share < 1
    assert not verdict.state.ours, verdict.review


def test_there_is_code_to_be_tried():
    assert len(LINES) >= 10
    assert {line.number for _, line in LINES} >= set(DIFFERENTIATED)
