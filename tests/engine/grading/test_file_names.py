"""A name stands for a question file if systems made it of that name, and not if a person did."""

import pytest

from autograder.grading.file_names import Form, Standing, helper_name, nearest_name, stands_for

EXPECTED = ("q1_norm.py", "q2_beam.py")


def test_a_name_stands_for_itself():
    assert stands_for("q2_beam.py", EXPECTED) == Standing("q2_beam.py", Form.ITSELF)


@pytest.mark.parametrize(
    "name",
    ["q1_norm (1).py", "q1_norm(12).py", "q1_norm[1].py", "q1_norm-1.py", "q1_norm-2.py",
     "q1_norm - 2.py", "Copy of q1_norm.py", "Copy (2) of q1_norm.py", "q1_norm copy.py",
     "q1_norm copy 3.py", "q1_norm - Copy.py", "q1_norm - Copy (2).py", "q1_norm (copy).py",
     "q1_norm (another copy).py", "Kopie von q1_norm.py", "q1_norm - Kopie.py",
     "12345_doe_q1_norm.py", "doe_12345_67890_q1_norm.py", "doejane_LATE_12_34_q1_norm-1.py",
     "Jane Doe_12345_assignsubmission_file_q1_norm.py", "12345-doe-q1_norm (1).py",
     "Q1_Norm.py", "Q1_NORM.PY", "q1 norm.py", "q1-norm.py", "q1_norm .py", " q1_norm.py",
     "q1_norm.py.txt", "q1_norm.py.py", "Q1 Norm (1).py.txt", "q1_norm\N{NO-BREAK SPACE}(1).py",
     "ｑ１_norm.py", "copy_of_q1_norm.py"],
)  # fmt: skip
def test_what_systems_add_is_taken_away(name):
    assert stands_for(name, EXPECTED) == Standing("q1_norm.py", Form.COPY)


@pytest.mark.parametrize(
    ("name", "form"),
    [("q1_norm.ipynb", Form.NOTEBOOK), ("q1_norm (1).ipynb", Form.COPY_OF_NOTEBOOK),
     ("Q1_norm.ipynb", Form.COPY_OF_NOTEBOOK), ("q1_norm.ipynb.json", Form.COPY_OF_NOTEBOOK)],
)  # fmt: skip
def test_a_notebook_stands_for_the_file_of_its_name(name, form):
    assert stands_for(name, EXPECTED) == Standing("q1_norm.py", form)


@pytest.mark.parametrize(
    "name",
    ["q1_norm_final.py", "my_q1_norm.py", "test_q1_norm.py", "test_12_q1_norm.py", "old_q1_norm.py",
     "q1_norm_2.py", "q1_norm2.py", "q1_norm_copyright.py", "q1.py", "norm.py", "xq1_norm.py",
     "q1_norm.pyc", "q1_norm.txt", "q1_norm.zip", "q1_norm", "1q1_norm.py", "", ".py", " (1).py"],
)  # fmt: skip
def test_what_a_person_writes_is_another_name(name):
    assert stands_for(name, EXPECTED) is None


def test_a_name_that_looks_like_a_copy_is_itself_where_it_is_expected():
    known = ("q1.py", "q1-2.py", "12_q1.py")
    assert [stands_for(name, known).file for name in known] == list(known)
    assert stands_for("Q1-2.py", known).file == "q1-2.py"


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("chain (1).py", "chain.py"),
        ("Chain-2.py", "Chain.py"),
        ("Copy of chain.py", "chain.py"),
        ("chain - Copy (3).py", "chain.py"),
        ("chain.py", None),
        ("chain_copy.py", None),
        ("my notes.py", None),
        ("chain (1).txt", None),
        (" (1).py", None),
    ],
)
def test_a_helpers_name_is_what_can_be_imported(name, original):
    assert helper_name(name) == original


def test_long_names_are_read_in_no_time():
    assert stands_for("(" * 10**6 + "1)" * 10**6 + ".py", EXPECTED) is None


# ---------------------------------------------------------------------------- nearest names


def test_the_nearest_name_is_found_among_any_number_of_others():
    others = [f"data/{index}.csv" for index in range(5000)]
    assert nearest_name("q1_norm.py", [*others, "x/q1_normal.py"]) == "x/q1_normal.py"


def test_what_comes_with_the_template_is_never_the_nearest():
    names = ["test_q1_norm.py", "conftest.py", "notation.py", "q1_norm/__init__.py"]
    assert nearest_name("q1_norm.py", names) is None
