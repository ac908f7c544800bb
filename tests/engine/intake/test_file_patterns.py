"""Names of somebody's own, by a pattern: what it has to say, and what it must not leave over."""

import re

import pytest

from autograder.intake.download import IntakeError
from autograder.records.people import Person
from downloads import Q1, Q2

FILES = {"ps3/doe_q1.py": Q1, "ps3/doe_lib/q2.py": Q2, "ps3/roe@x.edu_q1.py": Q1}
NAMES = r"ps3/(?P<student_id>[^_/]+)_(?P<file_id>.+)"


@pytest.fixture
def take(taken):
    def take(files, names):
        return taken(files, names=re.compile(names))

    return take


def test_files_are_gathered_by_student(take):
    taken = take(FILES, NAMES)
    assert taken.platform == "names"
    assert taken.people == {
        "doe": (Person(sid="doe"),), "roe@x.edu": (Person(email="roe@x.edu"),)
    }  # fmt: skip
    assert taken.files("doe") == {"q1.py": Q1, "lib/q2.py": Q2}


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (r"(?P<student_id>.+)/(.+)", "--names has no group file_id: write it such as"),
        (r".*", "no group student_id and no group file_id"),
        (r"(?P<student_id>\d+)_(?P<file_id>.+)", "like none of 3 files, the first of them `ps3/"),
        (r"ps3/(?P<student_id>doe)_(?P<file_id>.+)", "leaves over 1 of 3 files: `ps3/roe@x.edu_"),
    ],
)
def test_a_pattern_that_does_not_do_says_what_it_lacks(names, said, take):
    with pytest.raises(IntakeError, match=re.escape(said)):
        take(FILES, names)


def test_two_files_of_one_name_are_a_fault_of_that_submission(take):
    files = {"doe/a_q1.py": Q1, "doe/b_q1.py": Q2, "roe/a_q1.py": Q1}
    taken = take(files, r"(?P<student_id>\w+)/._(?P<file_id>.+)")
    assert taken.handed_in["doe"].fault == (
        "`doe/a_q1.py`, `doe/b_q1.py` are both called `q1.py`: --names has to tell them apart"
    )
    assert taken.files("roe") == {"q1.py": Q1}


def test_no_name_leads_out_of_the_submission(take):
    """A file that is called so is left out."""
    taken = take({"doe_x/q1.py": Q1}, r"(?P<student_id>doe)_x(?P<file_id>/q1.py)")
    assert taken.files("doe") == {}
    assert taken.handed_in["doe"].notes == (
        "`/q1.py` was left out: its name leads out of the submission",
    )


def test_a_class_may_have_more_files_than_one_submission(take):
    files = {f"{number // 10}_q{number % 10}.py": b"" for number in range(20_010)}
    taken = take(files, r"(?P<student_id>\d+)_(?P<file_id>.+)")
    assert len(taken.ids) == 2001
