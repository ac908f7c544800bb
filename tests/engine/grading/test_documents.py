r"""Which documents in LaTeX answer a submission's lines, wherever they lie."""

import itertools

import pytest

from autograder.grading.documents import answered_numbers, answers_nothing
from autograder.grading.submission import read_submission

QUESTIONS = ("q1_a.py", "q2_b.py")
DOCUMENTS = ("hw.tex", "q1_a.tex", "q2_b.tex")


def answers(*numbers, body="$x$"):
    inside = "\n".join(f"\\begin{{answer}}{{{n}}} {body} \\end{{answer}}" for n in numbers)
    return f"\\begin{{document}}\n{inside}\n\\end{{document}}\n"


ONE, OTHER = answers("1.a"), answers("1.a", body="$y$")
PYTHON = "def a():\n    return 1\n"


@pytest.fixture
def read(hand_in):
    """Read a folder of some files."""
    folders = map(str, itertools.count())

    def read(files):
        return read_submission(hand_in(files, next(folders)), QUESTIONS, {}, DOCUMENTS)

    return read


def paths(submission):
    return {name: document.path for name, document in submission.documents.items()}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("hw.tex", "hw.tex"),
        ("HW.tex", "hw.tex"),
        ("hw (1).tex", "hw.tex"),
        ("hw.tex.txt", "hw.tex"),
        ("12345_doe_hw.tex", "hw.tex"),
        ("my/folder/hw.tex", "hw.tex"),
        ("q2_b.tex", "q2_b.tex"),
        ("q2_b copy.tex", "q2_b.tex"),
        ("main.tex", "hw.tex"),
        ("a/b/solution.tex", "hw.tex"),
        ("Main.TEX", "hw.tex"),
    ],
)
def test_a_document_is_found_under_its_name_a_copys_or_alone(read, path, name):
    found = read({path: ONE})
    assert paths(found) == {name: path}
    assert found.sources == {}
    assert found.documents[name].source == ONE.encode()


def test_what_was_guessed_is_told(read):
    assert read({"hw.tex": ONE}).notes == ()
    found = read({"main.tex": ONE, "hw.tex": "nothing"})
    assert found.notes == ("`main.tex` is graded as `hw.tex`: answers in LaTeX stand in it.",)
    assert read({"hw (1).tex": ONE}).notes == (
        "`hw (1).tex` is graded as `hw.tex`: the next time, give it that name.",
    )


def test_a_document_lies_in_an_archive_as_well(read):
    found = read({"all.zip": {"hw/hw.tex": ONE, "hw/macros.sty": "hw", "hw/q1_a.py": PYTHON}})
    assert paths(found) == {"hw.tex": "all.zip/hw/hw.tex"}
    assert found.answered == {"q1_a.py": "all.zip/hw/q1_a.py"}


def test_a_project_in_an_archive_is_read_whatever_its_document_is_called(read):
    project = {"main.tex": f"\\usepackage{{mine}} {ONE}", "mine.sty": "1", "figure.pdf": "x"}
    found = read({"Project.zip": project})
    assert paths(found) == {"hw.tex": "Project.zip/main.tex"}
    assert found.documents["hw.tex"].companions == {"mine.sty": b"1"}


def test_an_archive_of_code_beside_a_document_is_opened(read):
    found = read({"hw.tex": ONE, "code.zip": {"q1_a.py": PYTHON}})
    assert paths(found) == {"hw.tex": "hw.tex"}
    assert found.answered == {"q1_a.py": "code.zip/q1_a.py"}


def test_several_that_differ_are_none_and_the_student_is_told(read):
    found = read({"one.tex": ONE, "two.tex": OTHER})
    assert paths(found) == {}
    assert "`one.tex` and `two.tex`. Hand in one of them, as `hw.tex`." in found.notes[0]
    found = read({"hw (1).tex": ONE, "hw (2).tex": OTHER})
    assert paths(found) == {}
    assert "several files for `hw.tex` that differ, so none is graded" in found.notes[0]


def test_the_nearest_of_a_name_is_taken_and_the_other_told(read):
    found = read({"hw.tex": ONE, "old/hw.tex": OTHER})
    assert paths(found) == {"hw.tex": "hw.tex"}
    assert "`hw.tex` is graded, not `old/hw.tex`" in found.notes[0]


def test_a_second_document_of_another_name_is_told(read):
    found = read({"hw.tex": ONE, "chapter.tex": OTHER})
    assert paths(found) == {"hw.tex": "hw.tex"}
    assert found.notes == ("Answers in LaTeX stand in `chapter.tex` too, which is not graded.",)


def test_a_document_without_an_answer_gives_way(read):
    empty = answers("1.a", body="% write here\n")
    found = read({"hw.tex": empty, "copy/hw.tex": ONE})
    assert paths(found) == {"hw.tex": "copy/hw.tex"}
    assert read({"hw.tex": empty}).documents["hw.tex"].is_blank


def test_files_beside_a_document_that_it_names_are_its_companions(read):
    source = f"\\usepackage{{macros}}\n\\input{{more.tex}}\n{ONE}"
    found = read({
        "hw/hw.tex": source, "hw/macros.sty": "1", "hw/more.tex": "2", "hw/unnamed.tex": "3",
        "macros.sty": "4", "hw/deep/macros.sty": "5",
    })  # fmt: skip
    assert found.documents["hw.tex"].companions == {"macros.sty": b"1", "more.tex": b"2"}


def test_a_byte_of_a_document_or_of_a_companion_changes_the_digest(read):
    files = {"q1_a.py": PYTHON, "hw.tex": f"\\input{{more}} {ONE}", "more.tex": "a"}
    digests = {
        read(files).digest,
        read({**files, "hw.tex": f"\\input{{more}} {OTHER}"}).digest,
        read({**files, "more.tex": "b"}).digest,
    }
    assert len(digests) == 3


def test_without_a_document_the_digest_is_what_it_was(read):
    """A thesis beside the answers is nobody's input."""
    assert read({"q1_a.py": PYTHON}).digest == read({"q1_a.py": PYTHON, "t.tex": "x"}).digest


def test_a_submission_in_latex_alone_answers_something(read):
    assert not read({"hw.tex": ONE}).answers_nothing
    assert read({"hw.tex": answers("1.a", body="")}).answers_nothing


def test_the_numbers_are_those_of_answers_that_say_something():
    source = answers("1.a", "2.b.c") + answers("3", body="% $x$\n")
    assert answered_numbers(source.encode()) == {"1.a", "2.b.c"}
    assert answers_nothing(b"\\begin{answer}{1.a}\n\\end{answer}")


def test_a_megabyte_of_beginnings_is_looked_through_at_once():
    """Each is looked at once: what has no end is no reason to look for it again."""
    source = b"\\begin{answer}{1}" * 60_000
    assert answered_numbers(source) == frozenset()
    assert answered_numbers(b"\\begin{answer}{" * 60_000) == frozenset()
