"""Answers that are the same come together, and no others."""

import itertools
import random

from answered import PREMISES, SYMBOLS, expression, kept, names, order, rubric_line, submission

from autograder.expression.decide import Equality, compare
from autograder.expression.text import parse
from autograder.grading.answers import Fingerprint
from autograder.grouping import classes
from autograder.grouping.classes import group_lines


def test_forms_of_one_answer_are_a_group_and_the_largest_comes_first(grouped):
    found = grouped(
        ann=expression("x"),
        ben=expression("x**2 - y**2"),
        cleo=expression("(x - y)*(x + y)"),
        dan=expression("2*x"),
        eve=expression("x + x"),
        fay=expression("x*x - y*y"),
    )
    assert names(found) == [["ben", "cleo", "fay"], ["dan", "eve"], ["ann"]]
    assert found.of("fay") == found.groups[0]
    assert found.of("nobody") is None


def test_equal_keys_are_no_proof_of_equality(grouped):
    """Where two expressions share a key by chance, comparing them splits the group."""
    found = grouped(
        ann=expression("x", exact="value:k"),
        ben=expression("x + 1", exact="value:k"),
        cleo=expression("1 + x", exact="value:k"),
    )
    assert names(found) == [["ben", "cleo"], ["ann"]]
    ids = {group.id for group in found.groups}
    assert len(ids) == 2
    assert all(name.startswith("value:k") for name in ids)


def test_what_has_no_key_is_compared_with_everything(grouped):
    """A rounded number is equal to what it was rounded from."""
    root = "1.4142135623730951"
    found = grouped(
        ann=expression(f"x*{root}"),
        ben=expression("sqrt(2)*x"),
        cleo=expression(f"{root}*x"),
        dan=expression("x/2"),
    )
    assert names(found) == [["ann", "ben", "cleo"], ["dan"]]
    assert found.groups[0].id == expression("sqrt(2)*x").exact
    assert len(found.groups[0].exact) == 3


def test_orders_are_the_same_within_the_regime(grouped):
    found = grouped(
        ann=order("n**2"),
        ben=order("n**2 + n*d"),
        cleo=order("n*d"),
        dan=order("1/n + 1/d"),
        eve=order("(n + d)/(n*d)"),
        fay=order("1/d"),
    )
    assert names(found) == [["dan", "eve", "fay"], ["ann", "ben"], ["cleo"]]


def test_other_kinds_go_by_the_fingerprint_alone(grouped):
    one, other = (
        Fingerprint(kind="code", exact=f"code:{c}", near="failed 0: values") for c in "ab"
    )
    found = grouped(ann=one, ben=other, cleo=one, dan=None, eve=None)
    assert sorted(names(found)) == [["ann", "cleo"], ["ben"], ["dan"], ["eve"]]
    assert [[group.id for group in groups] for groups in found.alike.values()] == [
        ["code:a", "code:b"]
    ]


def test_the_order_of_the_hand_ins_changes_nothing_but_the_order_within():
    texts = [
        "x",
        "x + 0*y",
        "2*x/2",
        "x**2",
        "x*x",
        "y",
        "1.4142135623730951*y",
        "sqrt(2)*y",
        "sqrt(x**2)",
    ]
    submissions = [submission(f"s{i}", a=kept(expression(t))) for i, t in enumerate(texts)]

    def grouped(order):
        (found,) = group_lines([rubric_line()], order)
        return {
            (group.id, frozenset(m.submission for m in group.members)) for group in found.groups
        }

    first = grouped(submissions)
    for seed in range(5):
        shuffled = random.Random(seed).sample(submissions, len(submissions))
        assert grouped(shuffled) == first, f"seed {seed}"


def test_groups_are_what_comparing_every_pair_says(grouped):
    seed = 11
    draw = random.Random(seed)
    atoms = ["x", "y", "2", "-1", "x*y", "exp(x)", "1/y"]
    texts = {
        f"s{i}": f"({draw.choice(atoms)})*({draw.choice(atoms)}) + ({draw.choice(atoms)})"
        for i in range(40)
    }
    found = grouped(**{name: expression(text) for name, text in texts.items()})
    home = {m.submission: group.id for group in found.groups for m in group.members}
    for one, other in itertools.combinations(texts, 2):
        roots = (parse(texts[name], SYMBOLS) for name in (one, other))
        equal = isinstance(compare(*roots, PREMISES), Equality)
        assert (home[one] == home[other]) == equal, f"seed {seed}: {texts[one]}, {texts[other]}"


def test_a_line_takes_a_bounded_number_of_comparisons(grouped, monkeypatch):
    monkeypatch.setattr(classes, "MOST_COMPARISONS", 1)
    root = "1.4142135623730951"
    answers = {f"s{i}": expression(f"{root}*x{'/1' * i}") for i in range(4)}
    assert len(grouped(**answers).groups) == 3


def test_a_line_that_a_submission_lacks_is_passed_over():
    one, other = rubric_line("1.a"), rubric_line("1.b")
    submissions = [submission("ann", a=kept(expression("x"))), submission("ben")]
    found = group_lines([one, other], submissions)
    assert [names(line) for line in found] == [[["ann"]], []]


def test_what_takes_too_long_is_tried_once(grouped, monkeypatch):
    asked = []

    def slow(*pair):
        asked.append(pair[1])

    monkeypatch.setattr(classes, "are_certainly_equal", slow)
    root = "1.4142135623730951"
    texts = ("x", "2*x", "3*x", f"{root}*x")
    found = grouped(**{f"s{i}": expression(text) for i, text in enumerate(texts)})
    assert len(found.groups) == 4
    assert asked == [expression(f"{root}*x").content]
