"""Each question file is answered by one file, wherever it lies, and what was guessed is told."""

import json

import pytest

from autograder.grading.submission import read_submission

QUESTIONS = ("q1_a.py", "q2_b.py")
TEMPLATES = {
    name: f"def {name[:2]}():\n    raise NotImplementedError\n".encode() for name in QUESTIONS
}
UNTOUCHED = TEMPLATES["q1_a.py"]
ANSWER = "def q1():\n    return 1\n"


def notebook(*cells):
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})


@pytest.fixture
def read(hand_in):
    """Read a folder of some files."""
    return lambda files: read_submission(hand_in(files), QUESTIONS, TEMPLATES)


def at_the_top(*files):
    return {file: file for file in files}


@pytest.mark.parametrize(
    ("files", "answered"),
    [
        (["q1_a.py", "q2_b.py"], ["q1_a.py", "q2_b.py"]),
        (["main.py", "hw/q1_a.py", "hw/q2_b.py"], ["hw/q1_a.py", "hw/q2_b.py"]),
        (["README.md", "home/hw/q1_a.py", "home/hw/q2_b.py"], ["home/hw/q1_a.py",
                                                               "home/hw/q2_b.py"]),
        (["one/q1_a.py", "two/q2_b.py"], ["one/q1_a.py", "two/q2_b.py"]),
        (["q1_a/q1_a.py", "q2_b/q2_b.py"], ["q1_a/q1_a.py", "q2_b/q2_b.py"]),
        (["q1_a.py", "part2/q2_b.py", "part2/x.py"], ["q1_a.py", "part2/q2_b.py"]),
        (["q1_a.py", "old/q1_a.py", "older/q1_a.py"], ["q1_a.py"]),
        (["hw/q1_a.py", "old/hw/q1_a.py"], ["hw/q1_a.py"]),
        (["q1_a.py/q1_a.py"], ["q1_a.py/q1_a.py"]),
        (["a/b/c/d/e/f/g/h/q1_a.py"], ["a/b/c/d/e/f/g/h/q1_a.py"]),
    ],
)  # fmt: skip
def test_a_file_is_found_wherever_its_name_is(read, files, answered):
    """Nearest the top, where there are several that differ."""
    found = read({path: f"# {path}\n{ANSWER}" for path in files}).answered
    assert found == {path.rpartition("/")[2]: path for path in answered}


def test_what_is_where_it_should_be_is_not_mentioned(read):
    assert read({"q1_a.py": ANSWER, "q2_b.py": ANSWER, "helper.py": ""}).notes == ()


def test_where_the_files_were_found_is_told_once_for_each_folder(read):
    one = read({"hw/q1_a.py": ANSWER, "hw/q2_b.py": ANSWER, "x.py": ""})
    assert one.notes == ("Your files were found in `hw/`, and graded as if at the top.",)


def test_each_folder_is_named_with_what_was_found_in_it(read):
    assert read({"q1_a.py": ANSWER, "part2/q2_b.py": ANSWER}).notes == (
        "`q2_b.py` was found in `part2/`, and graded as if at the top.",
    )


# ------------------------------------------------------------------ several of the same name


def test_of_two_that_differ_at_one_depth_none_is_graded(read):
    found = read({"a/q1_a.py": ANSWER, "b/q1_a.py": "x", "deep/er/q1_a.py": "y", "q2_b.py": ANSWER})
    assert found.answered == at_the_top("q2_b.py")
    assert found.doubtful == {"q1_a.py": ("a/q1_a.py", "b/q1_a.py", "deep/er/q1_a.py")}


@pytest.mark.parametrize("copy", [ANSWER, ANSWER.replace("\n", "\r\n"), f"\ufeff{ANSWER}\n\n"])
def test_two_that_are_equal_are_one(read, copy):
    """Line ends, marks and spaces at the end are what systems change."""
    found = read({"a/q1_a.py": ANSWER, "b/q1_a.py": copy, "b/q2_b.py": ANSWER})
    assert found.answered == {"q1_a.py": "b/q1_a.py", "q2_b.py": "b/q2_b.py"}
    assert len(found.notes) == 1


def test_what_was_passed_over_is_told(read):
    assert read({"q1_a.py": ANSWER, "old/q1_a.py": "x"}).notes == (
        "Of `q1_a.py` there are several that differ: `q1_a.py` is graded, not `old/q1_a.py`.",
    )


# ---------------------------------------------------------------------------- what gives way


@pytest.mark.parametrize("blank", [UNTOUCHED, b"# Jane\r\n" + UNTOUCHED, b"", b"\0" * 100])
@pytest.mark.parametrize(
    "answer", ["hw/q1_a.py", "b/c/q1_a.py", "q1_a (1).py", "Q1_A.py", "q1_a.ipynb"]
)
def test_what_answers_nothing_gives_way(read, blank, answer):
    content = notebook(ANSWER) if answer.endswith("ipynb") else ANSWER
    found = read({"q1_a.py": blank, answer: content})
    assert found.answered == {"q1_a.py": answer}
    assert found.source("q1_a.py").decode().strip() == ANSWER.strip()
    assert "q1_a.py" not in found.sources
    assert f"`q1_a.py` answers nothing; `{answer}` is graded." in found.notes


def test_a_template_alone_is_graded_as_it_is(read):
    found = read({"q1_a.py": UNTOUCHED, "old/q1_a.py": b"#\n" + UNTOUCHED})
    assert found.answered == at_the_top("q1_a.py")
    assert found.untouched == ("q1_a.py",)


def test_templates_do_not_make_an_answer_doubtful(read):
    found = read({"student_template/q1_a.py": UNTOUCHED, "mine/q1_a.py": ANSWER})
    assert found.answered == {"q1_a.py": "mine/q1_a.py"}


def test_of_two_answers_below_a_template_none_is_graded(read):
    found = read({"q1_a.py": UNTOUCHED, "a/q1_a.py": ANSWER, "b/q1_a.py": "x"})
    assert found.answered == {}
    assert found.doubtful == {"q1_a.py": ("a/q1_a.py", "b/q1_a.py")}


# ------------------------------------------------------------------------------ other names


def test_a_copy_is_taken_where_it_is_the_only_one(read):
    found = read({"12345_doe_q1_a.py": ANSWER, "q2_b.py.txt": ANSWER})
    assert found.answered == {"q1_a.py": "12345_doe_q1_a.py", "q2_b.py": "q2_b.py.txt"}
    assert found.notes == (
        "`12345_doe_q1_a.py` is graded as `q1_a.py`: the next time, give it that name.",
        "`q2_b.py.txt` is graded as `q2_b.py`: the next time, give it that name.",
    )


def test_a_copy_is_not_taken_beside_the_file_itself(read):
    found = read({"q1_a.py": ANSWER, "q1_a (1).py": "x"})
    assert found.answered == at_the_top("q1_a.py")
    assert found.notes == (
        "Of `q1_a.py` there are several that differ: `q1_a.py` is graded, not `q1_a (1).py`.",
    )


def test_of_two_copies_that_differ_none_is_graded_at_any_depth(read):
    found = read({"q1_a (1).py": ANSWER, "old/q1_a (2).py": "x"})
    assert found.answered == {}
    assert found.doubtful == {"q1_a.py": ("q1_a (1).py", "old/q1_a (2).py")}


def test_two_copies_that_are_equal_are_one(read):
    assert read({"q1_a (1).py": ANSWER, "q1_a (2).py": ANSWER}).answered == {
        "q1_a.py": "q1_a (1).py"
    }


@pytest.mark.parametrize("package", ["q1_a/__init__.py", "src/q1_a/__init__.py"])
def test_a_package_of_the_name_is_mentioned_and_not_graded(read, package):
    found = read({"q1_a.py": ANSWER, package: "x"})
    assert found.answered == at_the_top("q1_a.py")
    assert found.notes == (f"`{package}` is not graded: `q1_a.py` is.",)


# --------------------------------------------------------------------- notebooks, archives


def test_a_notebook_is_graded_as_its_code(read):
    found = read({"q1_a.ipynb": notebook("%matplotlib inline\nx = 1", "%%bash\nls", "y = 2")})
    assert found.source("q1_a.py") == b"\nx = 1\n\n\ny = 2\n"
    assert found.notes == (
        "`q1_a.ipynb` is graded as `q1_a.py`: its code cells, in order.",
        "`q1_a.ipynb`: lines for IPython alone, such as %… or !…, are left out (cell 1).",
        "`q1_a.ipynb`: cells that begin with %% are left out (cell 2).",
    )


def test_a_notebook_gives_way_to_a_module_of_the_name(read):
    found = read({"q1_a.ipynb": notebook("x"), "hw/q1_a.py": ANSWER})
    assert found.answered == {"q1_a.py": "hw/q1_a.py"}
    assert found.notes[1:] == (
        "Of `q1_a.py` there are several that differ: `hw/q1_a.py` is graded, not `q1_a.ipynb`.",
    )


def test_a_notebook_of_another_name_is_not_read(read):
    found = read({"hw.ipynb": notebook(ANSWER), "q2_b.py": ANSWER})
    assert (found.answered, found.others) == (at_the_top("q2_b.py"), ("hw.ipynb",))


@pytest.mark.parametrize(
    ("content", "reason"),
    [("{}", "it cannot be read as a Jupyter notebook (version 4)"),
     (notebook("x" * (2 << 20)), "it is larger than 2 MiB; clear its outputs, save it, and hand "
      "it in again")],
)  # fmt: skip
def test_a_notebook_that_cannot_be_read_is_left_out(read, content, reason):
    assert read({"q1_a.ipynb": content}).notes == (f"`q1_a.ipynb` was left out: {reason}",)


def test_files_in_an_archive_are_found(read):
    found = read({"hw.zip": {"hw/q1_a.py": ANSWER, "hw/q2_b.ipynb": notebook("x"), "hw/h.py": ""},
                  "report.pdf": "", "data.zip": {"x.csv": ""}})  # fmt: skip
    assert found.answered == {"q1_a.py": "hw.zip/hw/q1_a.py", "q2_b.py": "hw.zip/hw/q2_b.ipynb"}
    assert found.notes[0] == ("Your files were found in `hw.zip/hw/`, and graded as if at the top.")
    assert set(found.others) == {"report.pdf", "data.zip"}


def test_a_large_archive_beside_answers_to_everything_is_no_concern(read):
    found = read({"q1_a.py": ANSWER, "q2_b.py": ANSWER, "data.zip": bytes(17 << 20)})
    assert found.notes == ()


def test_an_archive_is_read_beside_a_library(read):
    found = read({"hw.zip": {"q1_a.py": ANSWER}, **{f"lib/{k}.py": "" for k in range(510)}})
    assert found.answered == {"q1_a.py": "hw.zip/q1_a.py"}


def test_several_archives_are_read_as_one(read):
    found = read({"one.zip": {"q1_a.py": ANSWER}, "two.zip": {"q2_b.py": ANSWER}})
    assert found.answered == {"q1_a.py": "one.zip/q1_a.py", "q2_b.py": "two.zip/q2_b.py"}


def test_an_archive_beside_templates_is_read(read):
    found = read({"q1_a.py": UNTOUCHED, "hw.zip": {"q1_a.py": ANSWER}})
    assert found.answered == {"q1_a.py": "hw.zip/q1_a.py"}


def test_an_archive_beside_answers_is_not_read_and_named_for_what_is_missing(read):
    found = read({"q1_a.py": ANSWER, "rest.zip": {"q1_a.py": "x", "q2_b.py": ANSWER}})
    assert found.answered == at_the_top("q1_a.py")
    assert found.notes == (
        "`rest.zip/q2_b.py` was left out: archives are read only where no question file lies "
        "beside them; hand in what is in it",
    )


def test_an_archive_in_an_archive_is_not_read(read, hand_in):
    inner = hand_in({"in.zip": {"q1_a.py": ANSWER}}, "inner") / "in.zip"
    found = read({"hw.zip": {"in.zip": inner.read_bytes(), "q2_b.py": ANSWER}})
    assert found.answered == {"q2_b.py": "hw.zip/q2_b.py"}
    assert "hw.zip/in.zip" in found.others


def test_an_archive_that_is_too_large_is_not_read(read):
    found = read({"hw.zip": b"PK\3\4" + bytes(17 << 20)})
    assert found.notes == ("`hw.zip` was left out: it is larger than 16 MiB",)


def test_of_several_notes_on_what_was_left_out_those_on_answers_come_first(read, hand_in):
    folder = hand_in({f"{index}.py": b"#" * (2 << 20) + b"#" for index in range(30)})
    (folder / "zz").mkdir()
    (folder / "zz" / "q1_a.py").symlink_to("nowhere")
    notes = read({}).notes
    assert notes[0] == "`zz/q1_a.py` was left out: it is a link"
    assert notes[-1] == "11 more files were left out"
