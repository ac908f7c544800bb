"""What a variant says of itself, and when a verdict is another."""

from fractions import Fraction

import pytest

from autograder.checking.variants import VariantError, read_variant, variants_of
from autograder.grading.documents import LatexDocument
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


ANSWER = "\\begin{answer}{2.1}\n$x$\n\\end{answer}\n"


@pytest.fixture
def in_latex(tmp_path):
    """Read a variant in LaTeX with this text."""

    def in_latex(text):
        path = tmp_path / "wrong_one.tex"
        path.write_text(text)
        return read_variant(path)

    return in_latex


@pytest.mark.parametrize(
    ("first", "says"),
    [("% earns half: sign", "half: sign"), ("%earns nothing ", "nothing"), ("%% earns all", None)],
)
def test_one_in_latex_begins_with_a_comment(in_latex, first, says):
    if says is None:
        with pytest.raises(VariantError, match="its first line has to be a comment"):
            in_latex(f"{first}\n{ANSWER}")
    else:
        assert in_latex(f"{first}\n{ANSWER}").says == says


def test_one_in_latex_answers_lines_as_a_document(in_latex):
    found = in_latex(f"% earns all\n{ANSWER}{ANSWER.replace('2.1', '1.1')}")
    assert found.in_latex
    assert found.defines == {"1.1", "2.1"}
    assert found.answer == LatexDocument("wrong_one.tex", found.content)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ANSWER, "its first line has to be a comment"),
        ("% earns all\n$x$\n", "there is no answer in it"),
        (f"% earns 3/2\n{ANSWER}", "3/2"),
    ],
)
def test_one_in_latex_that_says_nothing_is_refused_with_its_place(in_latex, tmp_path, text, why):
    with pytest.raises(VariantError, match=rf"^{tmp_path / 'wrong_one.tex'}:1: .*{why}"):
        in_latex(text)


def test_one_in_latex_that_is_not_understood_proves_nothing(in_latex):
    """It would earn nothing whatever stood there."""
    unread = lost("It cannot be read.", notes=("unreadable",))
    assert in_latex(f"% earns nothing\n{ANSWER}").contradicts(unread) == "cannot be read"
    assert in_latex(f"% earns nothing: unreadable\n{ANSWER}").contradicts(unread) == ""


def test_both_kinds_of_files_are_variants(tmp_path):
    for name in ("wrong_b.py", "right_a.tex", "right_a.py", "notes.txt", "README"):
        (tmp_path / name).write_text("")
    names = [path.name for path in variants_of(tmp_path)]
    assert names == ["right_a.py", "right_a.tex", "wrong_b.py"]
