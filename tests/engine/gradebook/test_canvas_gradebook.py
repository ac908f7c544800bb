"""Canvas' gradebook: its people, and which of its columns a grade can stand in."""

from decimal import Decimal

import pytest

from autograder.gradebook.canvas_gradebook import read_canvas_gradebook
from autograder.records.people import Person
from autograder.spreadsheet import Table

TEXT = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,HW 1 (77),Final Score (78),Final Score
,,,,,,Manual Posting,,
    Points Possible,,,,,,10.00,20.00,(read only)
"Doe, Jane",956227,00124,jdoe,Lab 1,"a, b",9.50,,47.50
"O""Hara, Cy",956228,,cy@x.edu,"Lab 1, Lab 2",,EX,,
"Student, Test",956229,,abc,,,,,
"""


def book(text=TEXT):
    return read_canvas_gradebook(Table(text.encode()))


def test_people_are_read_by_header():
    assert [row.person for row in book().rows] == [
        Person(name="Doe, Jane", platform_id="956227", sid="00124", username="jdoe"),
        Person(name='O"Hara, Cy', platform_id="956228", username="cy@x.edu"),
        Person(name="Student, Test", platform_id="956229", username="abc"),
    ]


def test_columns_have_title_number_and_points():
    column = book().columns[1]
    assert (column.index, column.header, column.title, column.id) == (6, "HW 1 (77)", "HW 1", "77")
    assert column.points == Decimal(10)
    assert column.refusal == ""


@pytest.mark.parametrize(
    ("index", "said"),
    [(0, "it is no assignment's"), (2, "rename the assignment"), (3, "(read only)")],
)
def test_what_canvas_would_not_take_is_refused(index, said):
    assert said in book().columns[index].refusal


def test_a_name_in_two_columns():
    text = "LastName,FirstName,ID,SIS Login ID,Section,HW (7)\nDoe,Jane,1,jd,A,\n"
    assert book(text).rows[0].person == Person(
        name="Jane Doe", platform_id="1", username="jd"
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["name,email\nAnn,a@x.edu\n", "Student,Section\na,b\n", "", "Identifier,Grade\n"]
)
def test_another_table_is_none(text):
    assert book(text) is None
