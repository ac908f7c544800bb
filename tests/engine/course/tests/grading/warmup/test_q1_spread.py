"""Q1 of warmup."""

from fractions import Fraction

from autograder.rubric import Choice, Entries, Misreading, number, ref, visibility, weight

TOLERANCE = "0.001"


@number("1.mean")
@weight(1)
def test_mean(grade):
    """Means of the rows."""
    grade(ref.mean, Entries(tolerance=TOLERANCE))


@number("1.variance")
@weight(1)
def test_variance(grade):
    """Variances of the rows."""
    unbiased = Misreading(
        answer=ref.variance_unbiased,
        share=Fraction(1, 2),
        message="Nearly: these are divided by n − 1, and the question asks for n.",
    )
    grade(ref.variance, Entries(tolerance=TOLERANCE, misreadings={"unbiased": unbiased}))


@number("1.width")
@weight(1)
def test_width(grade):
    """Widths of the rows."""
    grade(ref.width, Entries(tolerance=TOLERANCE))


@number("1.shifted")
@weight(1)
@visibility("after_published")
def test_shifted(grade):
    """Whether a shift changes the variance."""
    grade(ref.shifted, Choice())
