"""Moodle's grading worksheet, in any language."""

from decimal import Decimal

import pytest

from autograder.gradebook.moodle_worksheet import read_moodle_worksheet
from autograder.records.people import Person
from autograder.spreadsheet import Table

TEXT = """\
Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum grade",\
"Grade can be changed","Last modified (grade)","Feedback comments"
"Participant 101","Ann Example",00124,ann@x.edu,"Submitted",,100.00,Yes,-,
"Participant 102","Bo Sample",,bo@x.edu,"No submission",50.00,100.00,No,-,"<p>a, b</p>"
"""
GERMAN = """\
ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Zuletzt geändert (Bewertung)
Teilnehmer/in 101,Ann Example,ann@x.edu,Abgegeben,,"100,00",-
"""


def book(text=TEXT):
    return read_moodle_worksheet(Table(text.encode()))


def test_people_are_known_by_the_number_behind_the_word():
    assert [row.person for row in book().rows] == [
        Person(name="Ann Example", sid="00124", email="ann@x.edu", platform_id="101"),
        Person(name="Bo Sample", email="bo@x.edu", platform_id="102"),
    ]
    assert [row.points for row in book().rows] == [Decimal(100), Decimal(100)]


def test_a_grade_that_cannot_be_changed_is_refused():
    assert [bool(row.refusal) for row in book().rows] == [False, True]


def test_the_grades_column_is_called_so():
    assert [column.header for column in book().columns] == ["Grade"]


def test_in_another_language_the_columns_are_there_to_be_named():
    german = book(GERMAN)
    assert german.rows[0].person.platform_id == "101"
    assert "Bewertung" in [column.header for column in german.columns]


def test_a_comma_before_the_decimals_is_seen():
    text = 'Identifier,Grade,Maximum grade\nParticipant 1,"3,50","100,00"\n'
    assert book(text).has_decimal_comma
    assert not book().has_decimal_comma


@pytest.mark.parametrize("text", ["name,email,x\nAnn,a@x.edu,1\n", "", "Identifier,Grade,x\n"])
def test_another_table_is_none(text):
    assert book(text) is None
