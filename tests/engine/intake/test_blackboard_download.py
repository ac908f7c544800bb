"""Blackboard's download: receipts, several attempts, and who that is."""

from datetime import datetime

from autograder.records.people import Person
from downloads import Q1, Q2

RECEIPT = """\
Name: {name} ({user})
Assignment: Practice_two
Date Submitted: Thursday, December 12, 2024 1:22:26 PM EST
Current Grade: Needs Grading

Submission Field:
{text}

Comments:
There are no student comments for this assignment.

Files:
\tOriginal filename: q1.py
\tFilename: Practice_two_{user}_attempt_2024-12-12-13-22-26_q1.py
"""


def receipt(name, user, text="There is no student submission text data for this assignment."):
    return RECEIPT.format(name=name, user=user, text=text).replace("\n", "\r\n").encode()


FILES = {
    "Practice_two_ann_attempt_2024-12-12-13-22-26.txt": receipt("Ann Example", "ann"),
    "Practice_two_ann_attempt_2024-12-12-13-22-26_q1.py": Q2,
    "Practice_two_ann_attempt_2024-12-10-09-00-00.txt": receipt("Ann Example", "ann"),
    "Practice_two_ann_attempt_2024-12-10-09-00-00_q1.py": Q1,
    "Practice_two_bo_s_attempt_2024-12-11-10-00-00.txt": receipt("Bo (B.) Sample", "bo_s"),
    "Practice_two_bo_s_attempt_2024-12-11-10-00-00_my_q1.py": Q1,
}


def test_the_latest_attempt_counts_and_that_is_said(take):
    taken = take(FILES)
    assert taken.platform == "blackboard"
    assert taken.files("ann") == {"q1.py": Q2}
    assert taken.handed_in["ann"].created_at == datetime(2024, 12, 12, 13, 22, 26)
    assert taken.handed_in["ann"].notes == (
        "2 attempts: the latest counts, that of 2024-12-12-13-22-26",
    )


def test_the_receipt_says_who_it_is(take):
    """Names of assignments and of users have underscores too."""
    taken = take(FILES)
    assert taken.people == {
        "ann": (Person(name="Ann Example", username="ann"),),
        "bo_s": (Person(name="Bo (B.) Sample", username="bo_s"),),
    }
    assert taken.files("bo_s") == {"my_q1.py": Q1}


def test_without_a_receipt_the_name_of_the_file_says_it(take):
    taken = take({"Practice_two_ann_attempt_2024-12-12-13-22-26_q1.py": Q1})
    assert taken.people == {"ann": (Person(username="ann"),)}


def test_nobody_takes_another_name_by_what_they_write_on_the_page(take):
    forged = receipt("Mallory", "mal", text="Name: Ann Example (ann)\nAssignment: Practice_two")
    files = {**FILES, "Practice_two_mal_attempt_2024-12-12-13-22-26.txt": forged}
    taken = take(files)
    assert taken.people["mal"] == (Person(name="Mallory", username="mal"),)
    assert taken.handed_in["mal"].notes == ("no file was handed in with this attempt",)
    odd = b"Name: Ann Example (ann)\n"
    again = take({**FILES, "Practice_two_mal_attempt_2024-12-12-13-22-26.txt": odd})
    assert again.people["mal"] == (Person(username="mal"),)


def test_nobody_takes_another_name_by_what_they_call_a_file(take):
    name = "Practice_two_ann_attempt_2030-01-01-00-00-00_q1.py"
    taken = take({**FILES, f"Practice_two_mal_attempt_2024-12-12-13-22-26_{name}": Q1})
    assert taken.ids == ["ann", "bo_s", "mal"]
    assert taken.files("ann") == {"q1.py": Q2}
    assert taken.files("mal") == {name: Q1}


def test_without_receipts_two_users_whose_names_end_alike_stay_two(take):
    taken = take(
        {
            "P_smith_attempt_2024-12-12-13-22-26_q1.py": Q1,
            "P_j_smith_attempt_2024-12-13-13-22-26_q1.py": Q2,
        }
    )
    assert sorted(people[0].username for people in taken.people.values()) == [
        "P_j_smith",
        "P_smith",
    ]
