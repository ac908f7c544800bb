"""What a variant says of itself, and when a verdict is another."""

from fractions import Fraction

import pytest

from autograder.checking.variants import VariantError, read_variant
from autograder.verdict import earned, lost, partial, pending


@pytest.fixture
def variant(tmp_path):
    """Read a variant with this docstring."""

    def variant(said, code="def f():\n    return 1\n"):
        path = tmp_path / "wrong_one.py"
        path.write_text(f'"""{said}"""\n\n{code}')
        return read_variant(path)

    return variant


@pytest.mark.parametrize(
    ("said", "share", "note", "step"),
    [
        ("earns all", 1, "", 0),
        ("earns half: off by one", Fraction(1, 2), "off by one", 0),
        ("earns 2/3: transpose\n\nMore is said.", Fraction(2, 3), "transpose", 0),
        ("earns nothing: missing fact at step 3", 0, "missing fact", 3),
    ],
)
def test_its_docstring_begins_with_what_it_earns(variant, said, share, note, step):
    found = variant(said)
    assert (found.earns, found.note, found.step) == (share, note, step)
    assert found.says == said.partition("\n")[0].removeprefix("earns ")


def test_it_knows_what_it_defines(variant):
    assert variant("earns all", "def f(): ...\nclass G: ...\nh = 1\n").defines == {"f", "G"}


@pytest.mark.parametrize(
    "said", ["", "half", "earns some", "earns 3/2", "earns 1/0", "earns half:"]
)
def test_one_that_does_not_say_it_is_refused_with_its_place(variant, tmp_path, said):
    with pytest.raises(VariantError, match=rf"^{tmp_path / 'wrong_one.py'}:1: "):
        variant(said)


def test_one_that_does_not_parse_is_refused_with_its_line(variant, tmp_path):
    with pytest.raises(VariantError, match=rf"^{tmp_path / 'wrong_one.py'}:3: "):
        variant("earns all", "def f(:\n")


_STEPS = "✓ a\n✗ b: no\n✗ c"


@pytest.mark.parametrize(
    ("said", "verdict", "contradiction"),
    [
        ("earns all", earned(), ""),
        ("earns all", lost("No.", notes=("wrong",)), "earns nothing"),
        ("earns nothing", earned(), "earns all"),
        ("earns half: sign", partial(Fraction(1, 2), "", notes=("sign", "more")), ""),
        ("earns half: sign", partial(Fraction(1, 2), "", notes=("root",)), "leaves root"),
        ("earns nothing: wrong at step 2", lost(_STEPS, notes=("wrong",)), ""),
        ("earns nothing: wrong", lost(_STEPS, notes=("wrong",)), "has its first bad step at 2"),
        ("earns nothing: wrong at step 1", lost("No.", notes=("wrong",)), "has no bad step"),
        ("earns nothing", pending("too long"), "is left to a person (too long)"),
    ],
)
def test_what_it_says_is_compared_with_the_verdict(variant, said, verdict, contradiction):
    assert variant(said).contradicts(verdict) == contradiction
