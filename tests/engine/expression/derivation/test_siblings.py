"""What a chain may speak of that other questions declare."""

from autograder.expression.derivation.facts import Fact
from autograder.expression.derivation.siblings import foreign, with_siblings
from autograder.expression.derivation.theory import Theory
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse

OWN = {"a": parse_domain("real"), "v": parse_domain("vector[d]")}
FACTS = {"law": Fact(kind="theorem", values={"v[t]": "delta*v[t]"}, means={"g[i]": "mu"})}
THEORY = Theory(symbols=OWN, facts=FACTS)


def symbols(siblings, *texts):
    """Return what is declared where a chain of these expressions is read."""
    declared = {name: parse_domain(text) for name, text in siblings.items()}
    return with_siblings(THEORY, declared, [parse(text) for text in texts]).symbols


def test_a_dimension_is_a_lines_own():
    assert foreign([parse("a + zeta*d")], OWN) == {"zeta"}


def test_only_what_occurs_is_read():
    assert symbols({"zeta": "real", "eta": "positive"}, "a", "a + zeta") == {
        **OWN,
        "zeta": parse_domain("real"),
    }


def test_a_symbol_of_the_line_stays_what_it_is():
    assert symbols({"a": "positive"}, "a + 1") == OWN


def test_a_letter_that_the_facts_use_stays_unknown():
    """Their indices too: t in v[t] is any time, and no symbol."""
    taken = dict.fromkeys(("t", "delta", "mu", "i"), "real")
    assert symbols(taken, "t + delta + mu + i") == OWN


def test_one_whose_dimension_is_a_number_here_stays_unknown():
    assert symbols({"w": "vector[a]", "u": "vector[d]"}, "w", "u").keys() == {*OWN, "u"}


def test_a_letter_that_counts_in_another_step_stays_unknown():
    """Else a slip in one step would spoil the sums of all."""
    assert symbols({"k": "vector[d]"}, "Sum(k*a, (k, 1, 3))", "a*k") == OWN
