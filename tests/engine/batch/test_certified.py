"""A ruling on an answer holds for all that are certainly the same, and for no others."""

from fractions import Fraction

from answered import expression, kept, rubric_line, submission

from autograder.batch.certified import certified
from autograder.rulings.applying import apply
from autograder.rulings.ruling import Ruling, Rulings

LINES = (rubric_line("1.a"), rubric_line("1.b"))


def ruled(answers, ruling):
    """Return who is ruled, and what is told."""
    submissions = [submission(name, a=kept(answer)) for name, answer in answers.items()]
    certain, told = certified(Rulings(rulings=(ruling,)), submissions, LINES)
    return sorted(apply(certain, submissions, LINES).verdicts), told


def ruling(answer):
    return Ruling(line="1.a", share=Fraction(1), answers=(answer,), place="rulings.toml:1")


def test_a_rounded_number_is_ruled_with_what_it_was_rounded_from():
    exact, rounded = expression("sqrt(2)*x"), expression("1.4142135623730951*x")
    answers = {"ann": exact, "ben": rounded, "cleo": expression("x")}
    for answer in (exact, rounded):
        assert ruled(answers, ruling(answer.exact)) == (["ann", "ben"], [])


def test_answers_that_share_a_fingerprint_by_chance_are_not_ruled():
    answers = {"ann": expression("x", exact="value:k"), "ben": expression("2*x", exact="value:k")}
    who, told = ruled(answers, ruling("value:k"))
    assert who == []
    assert told == [
        "rulings.toml:1: 1.a: different answers share this fingerprint: not ruled; name the people "
        "in `for`"
    ]


def test_rulings_on_people_need_no_comparisons():
    rulings = Rulings(rulings=(Ruling(line="1.a", share=Fraction(1), people=("ann",)),))
    assert certified(rulings, iter(()), LINES) == (rulings, [])
