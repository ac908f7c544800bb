"""Products whose middle is left out."""

import pytest

from autograder.latex.echo import plain
from autograder.latex.mathematics import read as read_term
from autograder.latex.setting import Declared, Setting
from autograder.latex.tokens import Problem, tokenize

SETTING = Setting(
    "1",
    symbols=(
        Declared("a", "sequence[matrix[d,d]]", ("a_{i}",)),
        Declared("T", "natural", ("T",)),
        Declared("c", "real", ("c",)),
    ),
)


def read(source):
    return plain(read_term(tokenize(source), SETTING).readings[0].value)


@pytest.mark.parametrize(
    ("source", "meaning"),
    [
        (r"a_T a_{T-1} \cdots a_1", "Product(a[t], (t, T, 1))"),
        (r"a_1 a_2 \dots a_T", "Product(a[t], (t, 1, T))"),
        (r"a_T a_{T-1} a_{T-2} \cdots a_2 a_1", "Product(a[t], (t, T, 1))"),
        (r"\|a_T\|\cdot\|a_{T-1}\| \cdots \|a_1\|", "Product(norm2(a[t]), (t, T, 1))"),
        (r"a_T \cdots a_2 a_1", "Product(a[t], (t, T, 1))"),
    ],
)
def test_the_product_of_all_factors_is_meant(source, meaning):
    assert read(source) == meaning


@pytest.mark.parametrize(
    "source",
    [
        r"a_T \cdots a_1",
        r"a_T a_{T-2} \cdots a_1",
        r"a_1 a_2 \cdots a_3 a_2",
        r"c \cdot c \cdots c",
        r"a_T a_{T-1} \cdots",
        r"a_T a_{T-1} \cdots \|a_1\|",
        r"a_1 + a_2 + \dots + a_T",
        r"a_T a_{T-1} \cdots a_2 a_1 \cdots a_0",
    ],
)
def test_what_could_be_several_things_is_not_guessed(source):
    with pytest.raises(Problem, match="dots leave open"):
        read(source)
