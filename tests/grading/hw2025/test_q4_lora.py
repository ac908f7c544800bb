"""Q4 of hw2025: low-rank adaptation."""

from autograder.rubric import Equal, number, ref, weight


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
