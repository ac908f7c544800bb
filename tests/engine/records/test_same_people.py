"""Submissions of two runs are one person's by what nobody else is called."""

from autograder.records.kept import HandedIn
from autograder.records.people import Person
from autograder.records.same_people import same_people


def hand_in(name, *people):
    return HandedIn(id=name, people=people)


def person(name="", **ids):
    return Person(name=name, **ids)


def same(then, now, *, one_platform=True):
    found = same_people(then, now, one_platform=one_platform)
    return [*found.pairs], [*found.doubtful]


def test_an_address_is_the_same_in_capitals_and_a_name_is_none():
    then = [hand_in("a", person("Ann", email="ann@x.edu")), hand_in("b", person("Bob", sid="7"))]
    now = [hand_in("c", person("Bob", sid="8")), hand_in("d", person("A.", email="Ann@X.edu "))]
    assert same(then, now) == ([(0, 1)], [])


def test_a_platforms_number_says_something_within_one_platform_alone():
    then = [hand_in("a", person("Ann", platform_id="12"))]
    now = [hand_in("b", person("Bob", platform_id="12"))]
    assert same(then, now) == ([(0, 0)], [])
    assert same(then, now, one_platform=False) == ([], [])


def test_a_group_that_has_split_is_the_same_as_each_of_its_parts():
    ann, bob = person(email="ann@x.edu"), person(email="bob@x.edu")
    assert same([hand_in("g", ann, bob)], [hand_in("a", ann), hand_in("b", bob)]) == (
        [(0, 0), (0, 1)],
        [],
    )
    assert same([hand_in("g", ann, bob)], [hand_in("h", bob, ann)]) == ([(0, 0)], [])


def test_what_two_are_called_says_nothing_and_is_told():
    then = [hand_in("a", person(sid="7")), hand_in("b", person(sid="7"))]
    now = [hand_in("c", person(sid="7")), hand_in("d", person(sid="9"))]
    assert same(then, now) == ([], [0])
    assert same(now, then) == ([], [0, 1])


def test_another_id_of_the_person_helps_where_the_first_does_not():
    then = [hand_in("a", person(email="ta@x.edu", sid="1")),
            hand_in("b", person(email="ta@x.edu", sid="2"))]  # fmt: skip
    now = [hand_in("c", person(email="ta@x.edu", sid="2"))]
    assert same(then, now) == ([(1, 0)], [])


def test_submissions_of_nobody_who_is_known_are_the_same_by_their_names_alone():
    then = [hand_in("s1"), hand_in("s2", person("Ann")), hand_in("s3", person(sid="3"))]
    now = [hand_in("s2", person("Anna")), hand_in("s3"), hand_in("s1", person(sid="s1"))]
    assert same(then, now) == ([(1, 0)], [])
