"""A worker sees a question file's own folder first; its lines stand where the student has them."""

from autograder.grading.imports import Imports, imported_names
from autograder.grading.notebook import Notebook
from autograder.sandbox.worker_replies import Raised, TraceFrame


def names(file, sources, **placed):
    """Return what the worker of a file has, as a table from names to paths."""
    placed = {f"{name}.py": path for name, path in placed.items()}
    imports = Imports.around(file, {path: path.encode() for path in sources}, placed, {})
    return {name: content.decode() for name, content in imports.sources.items()}


def test_a_flat_submission_is_seen_as_it_is():
    files = ["q1.py", "q2.py", "lib/x.py"]
    assert names("q1.py", files, q1="q1.py", q2="q2.py") == {path: path for path in files}


def test_a_helper_beside_the_file_comes_before_one_further_up():
    files = ["a/b/q1.py", "a/b/h.py", "a/h.py", "h.py", "a/k.py", "m.py"]
    seen = names("q1.py", files, q1="a/b/q1.py")
    assert {name: seen[name] for name in ("q1.py", "h.py", "k.py", "m.py")} == {
        "q1.py": "a/b/q1.py", "h.py": "a/b/h.py", "k.py": "a/k.py", "m.py": "m.py",
    }  # fmt: skip


def test_each_folder_has_its_own_helper():
    files = ["a/q1.py", "a/h.py", "b/q2.py", "b/h.py"]
    placed = {"q1": "a/q1.py", "q2": "b/q2.py"}
    assert names("q1.py", files, **placed)["h.py"] == "a/h.py"
    assert names("q2.py", files, **placed)["h.py"] == "b/h.py"


def test_what_is_imported_through_the_folder_is_found_too():
    """As an editor writes it that was opened one folder further up."""
    seen = names("q1.py", ["hw/q1.py", "hw/h.py"], q1="hw/q1.py")
    assert (seen["h.py"], seen["hw/h.py"], seen["hw/q1.py"]) == ("hw/h.py", "hw/h.py", "hw/q1.py")


def test_a_renamed_file_is_imported_under_both_names():
    files = ["hw/q1 (1).py", "hw/q2.py"]
    seen = names("q2.py", files, q1="hw/q1 (1).py", q2="hw/q2.py")
    assert seen["q1.py"] == seen["q1 (1).py"] == "hw/q1 (1).py"


def test_a_helper_that_a_system_has_renamed_is_imported_under_its_name_too():
    seen = names("q1.py", ["q1 (1).py", "chain (1).py"], q1="q1 (1).py")
    assert (seen["chain.py"], seen["q1.py"]) == ("chain (1).py", "q1 (1).py")


def test_of_several_copies_of_a_helper_none_has_its_name():
    copies = ["chain (1).py", "Copy of chain.py"]
    assert "chain.py" not in names("q1.py", ["q1.py", *copies], q1="q1.py")
    seen = names("q1.py", ["q1.py", "chain.py", *copies], q1="q1.py")
    assert seen["chain.py"] == "chain.py"


def test_a_question_file_in_another_folder_is_found_behind_everything():
    placed = {"q1": "one/q1.py", "q2": "two/q2.py"}
    assert names("q2.py", ["one/q1.py", "two/q2.py"], **placed)["q1.py"] == "one/q1.py"
    nearer = names("q2.py", ["one/q1.py", "two/q2.py", "two/q1.py"], **placed)
    assert nearer["q1.py"] == "two/q1.py"


def test_a_package_of_a_question_files_name_is_not_in_its_way():
    seen = names("q1.py", ["q1.py", "q1/__init__.py", "q1/part.py"], q1="q1.py")
    assert set(seen) == {"q1.py", "q1/part.py"}


def test_every_file_comes_first_under_its_shortest_name():
    sources = dict.fromkeys(["a/q1.py", "a/h.py", "h.py", "k.py"], b"")
    first, others = imported_names("q1.py", sources, {"q1.py": "a/q1.py"})
    assert first == {"q1.py": "a/q1.py", "h.py": "a/h.py", "k.py": "k.py"}
    assert others == {"a/q1.py": "a/q1.py", "a/h.py": "a/h.py"}


def test_further_names_take_no_more_room_than_there_is():
    """Sixteen megabytes go to a worker once, whatever the number of folders."""
    sources = {"a/b/c/q1.py": b"", **{f"a/b/c/{k}.py": bytes(2 << 20) for k in range(8)}}
    sent = Imports.around("q1.py", sources, {"q1.py": "a/b/c/q1.py"}, {}).sources
    assert {f"{k}.py" for k in range(8)} <= set(sent)
    assert sum(map(len, sent.values())) == 16 << 20


# ------------------------------------------------------------------------------ tracebacks


def raised(file, line, kind="ValueError", text=""):
    return Raised(kind, text, (TraceFrame(file, line, "f", "x"),), False)


BOOK = Notebook(b"", cells=(1, 3), starts=(1, 11))


def test_a_place_is_named_by_the_students_own_path():
    imports = Imports({}, {"q1.py": "hw/q1 (1).py"})
    assert imports.located(raised("q1.py", 7)).frames[0] == TraceFrame("hw/q1 (1).py", 7, "f", "x")
    assert imports.located(raised("h.py", 7)).frames[0].file == "h.py"


def test_a_place_in_a_notebook_has_its_cell():
    imports = Imports({}, {"q1.py": "q1.ipynb"}, {"q1.py": BOOK})
    frame = imports.located(raised("q1.py", 12)).frames[0]
    assert (frame.file, frame.line) == ("q1.ipynb, cell 3", 2)


def test_the_line_in_a_text_about_syntax_is_the_cells_too():
    imports = Imports({}, {"q1.py": "q1.ipynb"}, {"q1.py": BOOK})
    text = "')' does not match '[' on line 11"
    assert imports.located(raised("q1.py", 12, "SyntaxError", text)).text == (
        "')' does not match '[' on line 1 of cell 3"
    )
    assert imports.located(raised("q1.py", 12, "ValueError", text)).text == text


def test_a_line_that_cannot_be_changes_nothing():
    """A worker may claim any."""
    imports = Imports({}, {"q1.py": "q1.ipynb"}, {"q1.py": BOOK, "q2.py": Notebook(b"")})
    assert imports.located(raised("q1.py", -5)).frames[0].file == "q1.ipynb, cell 1"
    assert imports.located(raised("q1.py", 10**30)).frames[0].file == "q1.ipynb, cell 3"
    assert imports.located(raised("q2.py", 1)).frames[0].file == "q2.py"
