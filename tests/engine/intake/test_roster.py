"""Rosters: columns by name, in the ways that platforms write them; mistakes by their line."""

from datetime import timedelta

import pytest

from autograder.intake.download import IntakeError
from autograder.intake.roster import read_roster
from autograder.records.people import Person

GRADES = """\
First Name,Last Name,SID,Email,Sections,section_name,Total Score,Max Points,Status,Submission ID,\
Submission Time,Lateness (H:M:S),View Count,Submission Count,1.1: A (0.25 pts),1.2 (0.25 pts)
Ann,Example,00124,ann@x.edu,A,Lab 1,12.0,12.0,Graded,11,2022-06-25 13:16:26 -0600,49:00:30,\
0,1,0.25,0.25
Bo,"Sample, Jr.",201,bo@x.edu,,,,12.0,Ungraded,12,2022-06-25 13:16:26 -0600,00:00:00,0,1,,
Cy,Gone,202,cy@x.edu,,,,,Missing
"""


@pytest.fixture
def read(tmp_path):
    def read(text, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
        return read_roster(path)

    return read


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "with a byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_gradescopes_grades(start, end, read):
    ann, bo, cy = read(start + GRADES.replace("\n", end)).rows
    assert ann.person == Person(
        name="Ann Example", sid="00124", email="ann@x.edu", sections=("A", "Lab 1")
    )
    assert (ann.status, ann.submission) == ("Graded", "11")
    assert ann.late == timedelta(hours=49, seconds=30)
    assert bo.person.name == "Bo Sample, Jr."
    assert bo.late == timedelta()
    assert (cy.status, cy.late, cy.submission) == ("Missing", None, "")


def test_columns_are_found_wherever_they_stand(read):
    text = "1.1: A (3.0 pts),Total Score,Email,Name,Status\n3,3,ann@x.edu,Ann Example,Graded\n"
    (row,) = read(text).rows
    assert row.person == Person(name="Ann Example", email="ann@x.edu")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("email\nann@x.edu\n", Person(email="ann@x.edu")),
        ("SID;E-Mail\n007;ann@x.edu\n", Person(sid="007", email="ann@x.edu")),
        ("name\temail\nJörg\tj@x.edu\n", Person(name="Jörg", email="j@x.edu")),
        ('student_id\n"00124"\n', Person(sid="00124")),
        ("id,name\n007,Ann\n", Person(sid="007", name="Ann")),
        ("name,email\n\"'=Ann\",a@x.edu\n", Person(name="=Ann", email="a@x.edu")),
        ('name,email\n"Ann ""A"" Example\nII",a@x.edu\n',
         Person(name='Ann "A" Example II', email="a@x.edu")),
    ],
)  # fmt: skip
def test_any_table_with_people_in_it(text, person, read):
    assert [row.person for row in read(text).rows] == [person]


def test_canvas_gradebook_says_what_its_numbers_are(read):
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,HW (77)\n"
        "    Points Possible,,,,,100.00\n"
        '"Doe, Jane",956227,00124,jdoe,Lab 1,\n'
    )
    roster = read(text)
    assert roster.platform == "canvas"
    assert roster.rows[0].person == Person(
        name="Doe, Jane", platform_id="956227", sid="00124", username="jdoe", sections=("Lab 1",)
    )


def test_moodles_worksheet_says_what_its_numbers_are(read):
    text = (
        "Identifier,Full name,Email address,Status,Group,Grade\n"
        "Participant 123456,Ann Example,ann@x.edu,Submitted,Team Rocket,\n"
    )
    roster = read(text)
    assert roster.platform == "moodle"
    assert roster.rows[0].person.platform_id == "123456"
    assert roster.rows[0].group == "Team Rocket"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no column of this header is called name, email or sid: it is empty"),
        ("a,b\n1,2\n", 1, "called name, email or sid: a, b. Add a header"),
        ("name,email\nExample, Ann,ann@x.edu\n", 2, "it has 3 cells, the header 2: a name with"),
        ("name,email\nAnn,ann.x.edu\n", 2, "`ann.x.edu` is no e-mail address"),
        ("email\nann@x.edu\nANN@x.edu\n", 3, "`ann@x.edu` stands in line 2 too"),
        ("name,sid\nAnn,1\n\nBo,1\n", 4, "`1` stands in line 2 too, for somebody else"),
        ("name,sid\n\"A\nnn\",1\nBo,1\n", 4, "stands in line 2 too"),
        ("name,sid\nAnn,1.08661E+07\n", 2, "a spreadsheet has made `1.08661E+07` of a number"),
        ("name,sid\nAnn,1\n,\n,,\n\"\",\" \"\nBo,\"2\n", 6, "a quotation mark opens here"),
        ("name,Lateness (H:M:S)\nAnn,2 days\n", 2, "`2 days` should be hours:minutes:seconds"),
        ("status,email\nGraded,\n", 2, "neither name, e-mail nor sid: remove the row"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_and_remedy(text, line, said, read, tmp_path):
    with pytest.raises(IntakeError) as caught:
        read(text)
    assert str(caught.value).startswith(f"{tmp_path / 'roster.csv'}:{line}: ")
    assert said in str(caught.value)


def test_a_file_without_people_or_that_is_no_text_is_refused(read, tmp_path):
    with pytest.raises(IntakeError, match="nobody in it"):
        read("name,email\n")
    with pytest.raises(IntakeError, match="save it as CSV in UTF-8"):
        read("name,email\nAnn,a@x.edu\n", "utf-16")
    with pytest.raises(IntakeError, match="save it as CSV in UTF-8"):
        read(b"PK\x03\x04\x00\x00")
    with pytest.raises(IntakeError, match="No such file"):
        read_roster(tmp_path / "nothing.csv")


def test_an_old_encoding_is_read_and_said(read):
    roster = read("name,email\nJörg,j@x.edu\n", "cp1252")
    assert roster.rows[0].person.name == "Jörg"
    assert roster.messages == ("roster.csv is not in UTF-8: it was read as Windows-1252.",)


def test_the_same_row_twice_is_one(read):
    assert len(read("name,email\nAnn,a@x.edu\nAnn,a@x.edu\n").rows) == 1


def test_the_grades_of_a_course_do_not_say_how_late_one_assignment_was(read):
    text = "Name,SID,Email,HW 1,HW 1 - Max Points,HW 1 - Lateness (H:M:S)\nAnn,1,a@x.edu,,,\n"
    assert "has the grades of the course" in read(text).messages[0]
