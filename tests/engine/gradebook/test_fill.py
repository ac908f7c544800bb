"""Gradebooks filled in: the cells that change, and not one byte else."""

import csv
import io
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.gradebook.fill import fill
from autograder.gradebook.run_grades import PersonGrade
from autograder.gradebook.sheet import FillError
from autograder.records.people import Person

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,HW 1 (77),HW 2 (78),Final Score\n"
    "    Points Possible,,,,,10.00,10.00,(read only)\n"
    '"Doe, Jane",1,00124,jdoe,"Lab ""1""",9.50,"",47.50\n'
    '"\'=Evil, Bo",2,,bo@x.edu,Lab 1,,,\n'
    '"Gone, Cy",3,,cy@x.edu,Lab 1,EX,N/A,\n'
    '"Short, Di",4,,di@x.edu,Lab 1\n'
    '"Else, Ed",5,,ed@x.edu,Lab 1,1.00,,\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Grade,Maximum grade,Grade can be changed,"
    "Last modified (grade),Feedback comments\r\n"
    'Participant 101,Ann Example,ann@x.edu,,10.00,Yes,-,"<p>x, y</p>"\r\n'
    "Participant 102,Bo Sample,bo@x.edu,5.00,10.00,No,-,\r\n"
)


def grade(score, maximum=10, *, assignment="hw1", **person):
    return PersonGrade(
        person=Person(**person),
        score=None if score is None else Fraction(score),
        maximum=Fraction(maximum),
        assignment=assignment,
    )


def filled(text, *grades, **options):
    return fill(text.encode(), grades, **options)


def test_cells_change_and_nothing_else():
    done = filled(
        CANVAS,
        grade("32/3", sid="00124"),
        grade(0, email="bo@x.edu"),
        grade("7.125", username="di@x.edu"),
    )
    assert done.content.decode() == CANVAS.replace(",9.50,", ",10.67,").replace(
        "bo@x.edu,Lab 1,,,", "bo@x.edu,Lab 1,0.00,,"
    ).replace("di@x.edu,Lab 1\n", "di@x.edu,Lab 1,7.13\n")
    assert (done.platform, done.column) == ("Canvas", "HW 1 (77)")
    assert (done.changed, done.same, done.without) == (3, 0, 2)
    assert done.how == {"student number": 1, "login or e-mail": 2}


def test_what_is_right_already_stays_as_it_is_written():
    done = filled(CANVAS.replace("9.50", "9.5"), grade("9.501", sid="00124"))
    assert done.content.decode() == CANVAS.replace("9.50", "9.5")
    assert (done.changed, done.same) == (0, 1)


def test_who_has_no_score_is_not_touched():
    done = filled(CANVAS, grade(None, sid="00124"))
    assert done.content.decode() == CANVAS
    assert done.how == {}


@pytest.mark.parametrize("column", ["HW 1 (77)", "HW 2"])
def test_what_excuses_somebody_is_left_and_said(column):
    done = filled(CANVAS, grade(5, email="cy@x.edu"), column=column)
    assert done.content.decode() == CANVAS
    assert done.kept == (("Gone, Cy", {"HW 1 (77)": "EX", "HW 2": "N/A"}[column]),)


def test_who_is_not_there_is_named():
    done = filled(CANVAS, grade(5, email="zed@x.edu"), grade(5, name="Jane Doe", sid="9"))
    assert done.unmatched == ("zed@x.edu",)
    assert done.ambiguous == (("9", "Doe, Jane has another student number there"),)
    assert done.content.decode() == CANVAS


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("last", ["", "end"])
def test_whatever_the_file_is_like(start, end, delimiter, last):
    text = (
        f"Student;ID;Section;HW 1 (77){end}Points Possible;;;10.00{end}Zoë;1;A;{end}Bo;2;B;"
    ).replace(";", delimiter) + (end if last else "")
    done = filled(start + text, grade(7, platform_id="1"), grade("2.5", platform_id="2"))
    expected = text.replace(f"1{delimiter}A{delimiter}", f"1{delimiter}A{delimiter}7.00")
    expected = expected.replace(f"2{delimiter}B{delimiter}", f"2{delimiter}B{delimiter}2.50")
    assert done.content.decode() == start + expected


def test_a_file_in_an_old_encoding_stays_in_it():
    text = "Student,ID,Section,HW 1 (77)\nZoë,1,A,\n".encode("cp1252")
    done = fill(text, [grade(7, name="Zoë")])
    assert done.content == text.replace(b"1,A,", b"1,A,7.00")


@pytest.mark.parametrize(
    ("options", "column"),
    [
        ({}, "HW 1 (77)"),
        ({"column": "HW 2 (78)"}, "HW 2 (78)"),
        ({"column": "HW 2"}, "HW 2 (78)"),
        ({"column": "78"}, "HW 2 (78)"),
    ],
)
def test_the_column_is_found_by_name_title_or_number(options, column):
    assert filled(CANVAS, grade(5, sid="00124"), **options).column == column


def test_the_only_column_is_it():
    text = CANVAS.replace("HW 2 (78)", "Notes")
    assert filled(text, grade(5, sid="00124", assignment="other")).column == "HW 1 (77)"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"column": "HW 3"},
            "no column is called HW 3; those that can be filled in: HW 1 (77), HW 2",
        ),
        ({"column": "Final Score"}, "Final Score cannot be filled in: Canvas computes it"),
        ({"scale": "percent"}, "HW 1 (77) is out of 10, no percents"),
    ],
)
def test_a_column_that_is_none_says_why(options, said):
    with pytest.raises(FillError, match=re.escape(said)):
        filled(CANVAS, grade(5, sid="00124"), **options)


def test_without_a_name_that_fits_the_column_has_to_be_told():
    with pytest.raises(FillError, match=r"which column is it\? Give --column with one of: HW 1"):
        filled(CANVAS, grade(5, sid="00124", assignment="other"))


def test_points_that_are_not_the_columns_need_a_word():
    with pytest.raises(FillError, match="is out of 10, the assignment out of 40: give --points"):
        filled(CANVAS, grade(30, 40, sid="00124"))
    done = filled(CANVAS, grade(30, 40, sid="00124"), scale="points")
    assert b",30.00," in done.content
    hundred = CANVAS.replace("10.00,10.00", "100.00,10.00")
    done = filled(hundred, grade(30, 40, sid="00124"), scale="percent")
    assert b",75.00," in done.content


def test_moodles_worksheet():
    done = filled(
        MOODLE, grade("7.5", platform_id="101", name="Ann Example"), grade(3, email="bo@x.edu")
    )
    assert done.content.decode() == MOODLE.replace("ann@x.edu,,", "ann@x.edu,7.50,")
    assert done.platform == "Moodle"
    assert done.kept == (("Bo Sample", "Moodle says that this grade cannot be changed"),)


def test_moodles_worksheet_in_another_language():
    text = (
        "Identifikator,Name,Bewertung,Geändert\nTeilnehmer 101,Ann,-,-\nTeilnehmer 102,Bo,-,-\n"
    )  # fmt: skip
    with pytest.raises(FillError, match="Give --column with one of: Name, Bewertung, Geändert"):
        filled(text, grade(7, platform_id="101"))
    done = filled(text, grade(7, platform_id="101"), column="Bewertung")
    assert done.content.decode() == text.replace("Ann,-,", "Ann,7.00,")


def test_a_comma_before_the_decimals_stays_one():
    text = 'Identifier,Grade,Maximum grade\nParticipant 1,"3,50","10,00"\nParticipant 2,,"10,00"\n'
    done = filled(text, grade("3.5", platform_id="1"), grade("2.25", platform_id="2"))
    assert done.content.decode() == text.replace("Participant 2,,", 'Participant 2,"2,25",')
    assert done.same == 1


@pytest.mark.parametrize("text", ["", "name,email\nAnn,a@x.edu\n", 'Student,"ID\n', "a\0b"])
def test_another_file_is_refused(text):
    with pytest.raises(FillError):
        filled(text, grade(5, sid="1"))


NAMES = st.text(
    st.one_of(
        st.sampled_from("\"',;=\n é🦊"), st.characters(codec="utf-8", exclude_characters="\0\r")
    ),
    max_size=8,
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(NAMES, st.sampled_from(["", "1.00", "EX", "3"]), NAMES), min_size=1, max_size=5
    ),
    st.data(),
)
def test_every_other_cell_of_any_gradebook_is_what_it_was(rows, data):
    """Read before and after by another reader."""
    table = [["Student", "ID", "Section", "HW (7)", "Notes"]]
    table += [[f"s{name}", str(at), "A", old, notes] for at, (name, old, notes) in enumerate(rows)]
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=data.draw(st.sampled_from(["\n", "\r\n"]))).writerows(table)
    scores = {at: data.draw(st.sampled_from([None, 3, 4])) for at in range(len(rows))}
    grades = [grade(score, platform_id=str(at)) for at, score in scores.items()]
    done = fill(stream.getvalue().encode(), grades, scale="points")
    expected = [table[0]]
    for row, score in zip(table[1:], scores.values(), strict=True):
        stays = score is None or row[3] == "EX" or (row[3] == "3" and score == 3)
        expected.append([*row[:3], row[3] if stays else f"{score:.2f}", row[4]])
    found = list(csv.reader(io.StringIO(done.content.decode(), newline="")))
    assert found == expected
