"""Q1 — normalisation statistics ({points} points).

A tensor of shape 4 × 2 × 3 (batch, channels, features):

    X = [[[2, 5, 1], [4, 3, 4]],
         [[1, 2, 4], [1, 2, 2]],
         [[3, 1, 2], [3, 2, 4]],
         [[3, 4, 3], [5, 2, 3]]]

Give the means and the biased variances (divided by n) under batch, layer and instance
normalisation. Fractions (``sympy.Rational(1, 3)``, ``fractions.Fraction(1, 3)``), decimals, lists,
numpy arrays and sympy matrices are all read; a decimal counts within 0.001, so three places, cut
or rounded, are enough. You may also compute the numbers in the function.
"""

from fractions import Fraction

from notation import question

X = (
    ((2, 5, 1), (4, 3, 4)),
    ((1, 2, 4), (1, 2, 2)),
    ((3, 1, 2), (3, 2, 4)),
    ((3, 4, 3), (5, 2, 3)),
)


def mean(numbers):
    return Fraction(sum(numbers), len(numbers))


def variance(numbers, less=0):
    """Return the mean squared deviation; ``less=1`` gives the unbiased estimate."""
    centre = mean(numbers)
    return sum((x - centre) ** 2 for x in numbers) / (len(numbers) - less)


def per_channel():
    return [[x for example in X for x in example[channel]] for channel in range(2)]


def per_example():
    return [[x for channel in example for x in channel] for example in X]


def per_example_and_channel():
    return [[list(channel) for channel in example] for example in X]


@question("1.batch_mean", name=r"\mu_{batch}", asks="numbers")
def batch_mean():
    """Return the means that batch normalisation subtracts: 2 numbers, one per channel."""
    return [mean(group) for group in per_channel()]


@question("1.batch_variance", name=r"\sigma^2_{batch}", asks="numbers")
def batch_variance():
    """Return the biased variances of batch normalisation: 2 numbers, one per channel."""
    return [variance(group) for group in per_channel()]


@question("1.layer_mean", name=r"\mu_{layer}", asks="numbers")
def layer_mean():
    """Return the means of layer normalisation, over channels and features: 4 numbers."""
    return [mean(group) for group in per_example()]


@question("1.layer_variance", name=r"\sigma^2_{layer}", asks="numbers")
def layer_variance():
    """Return the biased variances of layer normalisation, over channels and features: 4 numbers."""
    return [variance(group) for group in per_example()]


@question("1.instance_mean", name=r"\mu_{instance}", asks="numbers")
def instance_mean():
    """Return the means of instance normalisation: 4 rows (examples) of 2 numbers (channels)."""
    return [[mean(group) for group in example] for example in per_example_and_channel()]


@question("1.instance_variance", name=r"\sigma^2_{instance}", asks="numbers")
def instance_variance():
    """Return the biased variances of instance normalisation: 4 rows of 2 numbers."""
    return [[variance(group) for group in example] for example in per_example_and_channel()]


# What some students give in place of an answer.


def batch_variance_unbiased():
    return [variance(group, less=1) for group in per_channel()]


def layer_variance_unbiased():
    return [variance(group, less=1) for group in per_example()]


def instance_variance_unbiased():
    return [[variance(g, less=1) for g in example] for example in per_example_and_channel()]


def batch_standard_deviation():
    return [variance(group) ** 0.5 for group in per_channel()]


def layer_standard_deviation():
    return [variance(group) ** 0.5 for group in per_example()]


def instance_standard_deviation():
    return [[variance(group) ** 0.5 for group in example] for example in per_example_and_channel()]
