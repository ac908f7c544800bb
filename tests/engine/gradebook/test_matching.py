"""Who is in which row: by number, by address, by name; and when nobody can say."""

import pytest

from autograder.gradebook.matching import match_people
from autograder.records.people import Person

KNOWN = [
    Person(name="Doe, Jane", platform_id="1", sid="00124", username="jdoe"),
    Person(name="Sample, Bo", platform_id="2", sid="201", username="bo@x.edu"),
    Person(name="Lee, Ann", platform_id="3", username="ann1"),
    Person(name="Lee, Ann", platform_id="4", username="ann2"),
    Person(name="Ellis, Cy", platform_id="5", sid="300", email="cy@x.edu"),
]


@pytest.mark.parametrize(
    ("person", "row", "how"),
    [
        (Person(name="doejane", platform_id="1"), 0, "the platform's number"),
        (Person(platform_id="2"), 1, "the platform's number"),
        (Person(name="Participant 5", platform_id="5"), 4, "the platform's number"),
        (Person(name="J. D.", platform_id="1", sid="00124"), 0, "the platform's number"),
        (Person(name="J. D.", sid="00124"), 0, "student number"),
        (Person(name="B. S.", email="BO@x.edu"), 1, "login or e-mail"),
        (Person(name="A. L.", username="ann2"), 3, "login or e-mail"),
        (Person(name="Cy", email="cy@x.edu"), 4, "login or e-mail"),
        (Person(name="Jane  Doe", email="other@x.edu"), 0, "name"),
    ],
)
def test_a_person_is_found(person, row, how):
    matches = match_people([person], KNOWN)
    assert (matches.rows, matches.how) == ({0: row}, {0: how})


@pytest.mark.parametrize(
    "person",
    [
        Person(name="Nobody"),
        Person(sid="124"),
        Person(),
        # The number of another platform, with another name beside it.
        Person(name="Zed Zero", platform_id="1"),
        Person(name="Zed", platform_id="5", email="zed@x.edu"),
    ],
)
def test_a_person_who_is_in_no_row(person):
    matches = match_people([person], KNOWN)
    assert matches.unmatched == (0,)
    assert matches.rows == {}


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([Person(name="Ann Lee")], "name fits 2 rows"),
        ([Person(name="Jane Doe", sid="999")], "Doe, Jane has another student number there"),
        ([Person(name="Jane Doe", sid="999", platform_id="1")], "has another student number there"),
        ([Person(name="Jane Doe"), Person(name="Doe, Jane")], "several people here are called"),
        ([Person(sid="00124"), Person(username="jdoe")], "2 people here fit the row of Doe, Jane"),
    ],
)
def test_where_nobody_can_say_it_is_ambiguous(people, why):
    matches = match_people(people, KNOWN)
    assert matches.rows == {}
    assert set(matches.ambiguous) == set(range(len(people)))
    assert all(why in text for text in matches.ambiguous.values())
