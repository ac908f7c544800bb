"""Q1 of hw2025: means and variances that three kinds of normalisation use."""

from fractions import Fraction

from autograder.rubric import Entries, Misreading, number, ref, weight

TOLERANCE = "0.001"  # three places, cut or rounded


def unbiased(values):
    """Name the variance that is divided by n − 1."""
    return Misreading(
        answer=values,
        share=Fraction(1, 2),
        message="Nearly: these are the unbiased variances, divided by n − 1; the question asks for "
        "the biased ones, divided by n, as normalisation layers use.",
    )


def root(values):
    """Name the standard deviation."""
    return Misreading(
        answer=values,
        share=Fraction(1, 2),
        message="Nearly: these are standard deviations; the question asks for variances.",
    )


def instance(values):
    """Name instance statistics where layer statistics are asked for."""
    return Misreading(
        answer=values,
        message="These are the statistics of instance normalisation, per example and channel; "
        "layer normalisation goes over channels and features together.",
    )


@number("1.batch_mean")
@weight(1)
def test_batch_mean(grade):
    """Means under batch normalisation."""
    grade(ref.batch_mean, Entries(tolerance=TOLERANCE))


@number("1.batch_variance")
@weight(1)
def test_batch_variance(grade):
    """Variances under batch normalisation."""
    misreadings = {
        "unbiased": unbiased(ref.batch_variance_unbiased),
        "standard deviation": root(ref.batch_standard_deviation),
    }
    grade(ref.batch_variance, Entries(tolerance=TOLERANCE, misreadings=misreadings))


@number("1.layer_mean")
@weight(1)
def test_layer_mean(grade):
    """Means under layer normalisation."""
    misreadings = {"instance": instance(ref.instance_mean)}
    grade(ref.layer_mean, Entries(tolerance=TOLERANCE, misreadings=misreadings))


@number("1.layer_variance")
@weight(1)
def test_layer_variance(grade):
    """Variances under layer normalisation."""
    misreadings = {
        "unbiased": unbiased(ref.layer_variance_unbiased),
        "standard deviation": root(ref.layer_standard_deviation),
        "instance": instance(ref.instance_variance),
    }
    grade(ref.layer_variance, Entries(tolerance=TOLERANCE, misreadings=misreadings))


@number("1.instance_mean")
@weight(1)
def test_instance_mean(grade):
    """Means under instance normalisation."""
    grade(ref.instance_mean, Entries(tolerance=TOLERANCE))


@number("1.instance_variance")
@weight(1)
def test_instance_variance(grade):
    """Variances under instance normalisation."""
    misreadings = {
        "unbiased": unbiased(ref.instance_variance_unbiased),
        "standard deviation": root(ref.instance_standard_deviation),
    }
    grade(ref.instance_variance, Entries(tolerance=TOLERANCE, misreadings=misreadings))
