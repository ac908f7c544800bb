"""A notebook is read as the module of its code cells; what is not Python is left out."""

import json
import tracemalloc

import pytest

from autograder.grading.notebook import NotebookError, read_notebook


def notebook(*cells, **more):
    """Return a notebook's bytes: code cells, and text cells where a cell is a list of one text."""
    made = [
        {"cell_type": "markdown", "metadata": {}, "source": cell}
        if isinstance(cell, list)
        else {"cell_type": "code", "metadata": {}, "outputs": [], "source": cell, **more}
        for cell in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def code(*cells):
    return read_notebook(notebook(*cells)).source.decode()


def test_the_code_cells_are_a_module_in_their_order():
    assert code("x = 1\n", ["# Title"], "def f():\n    return x") == (
        "x = 1\n\ndef f():\n    return x\n"
    )


def test_a_source_may_be_a_list_of_lines():
    lines = {"cell_type": "code", "source": ["x = 1\n", "y = 2"]}
    assert read_notebook(json.dumps({"cells": [lines]}).encode()).source == b"x = 1\ny = 2\n"


def test_what_was_pasted_from_another_system_is_read():
    assert code("x = 1\r\ny = 2\r\n", "\ufeffz = 3") == "x = 1\ny = 2\n\nz = 3\n"


def test_a_line_has_its_place_in_a_cell_counted_with_the_text():
    read = read_notebook(notebook("a = 1\nb = 2", ["text"], "c = 3\nd = 4"))
    assert [read.place(line) for line in (1, 2, 3, 4)] == [(1, 1), (1, 2), (3, 1), (3, 2)]


@pytest.mark.parametrize(
    "line",
    ["%matplotlib inline", "!pip install torch", "?len", "len?", "np.dot??", "%timeit f()",
     "files = !ls", "took = %timeit -o f()", "%%capture"],
)  # fmt: skip
def test_lines_that_are_ipythons_are_left_out_and_counted(line):
    read = read_notebook(notebook("x = 1", f"y = 2\n{line}\nz = 3"))
    assert line not in read.source.decode()
    assert read.without_lines == (2,)
    values = {}
    exec(read.source, values)
    assert (values["x"], values["y"], values["z"]) == (1, 2, 3)


@pytest.mark.parametrize(
    "text",
    ["z = (17\n % 5)", "z = 17 \\\n % 5", 'z = """\n%d\n!x\n"""', "z = [\n'a',  # (\n'b' 'c'\n]",
     "z = 'don\\'t ('\nw = 1", "z = 5 != 4", "z = f'{3}?'", "z = 7\nz %= 3", "z = {'a': '\"\"\"'}",
     "z = '''\n\\'''\n%x\n'''"],
)  # fmt: skip
def test_what_only_looks_like_it_is_kept(text):
    assert code(text) == f"{text}\n"


def test_a_line_in_a_block_leaves_the_block_whole():
    assert code("if True:\n    !pip install x \\\n      y\nz = 1") == (
        "if True:\n    pass\n\nz = 1\n"
    )


def test_what_has_to_stand_first_stays_first():
    assert code("%pip install x", "from __future__ import annotations") == (
        "\nfrom __future__ import annotations\n"
    )


def test_a_cell_that_begins_with_two_percents_is_left_out_whole():
    read = read_notebook(notebook("x = 1", "\n%%bash\nrm -rf /\n", "y = 2"))
    assert "rm" not in read.source.decode()
    assert (read.without, read.without_lines) == ((2,), ())
    assert read.place(read.source.decode().splitlines().index("y = 2") + 1) == (3, 1)


def test_outputs_and_metadata_are_not_kept():
    """Of ten megabytes of outputs nothing is built."""
    made = notebook("x = 1", outputs=["x" * 10**7])
    tracemalloc.start()
    read_notebook(made)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10**6


def test_the_last_of_two_keys_counts_as_it_does_for_jupyter():
    text = b'{"cells": [{"cell_type": "code", "source": "x"}], "cells": []}'
    assert read_notebook(text).source == b""
    assert json.loads(text)["cells"] == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\0", b"[]", b"{}", b"{\"cells\": 1}", b'{"cells": [1]}', b'{"cells": [{}]}',
     b'{"cells": []}{"cells": []}', b'{"cells": [], "a": ' + b"[" * 10**5 + b"]" * 10**5 + b"}",
     b'{"cells": [{"cell_type": "code", "source": "\\ud800"}]}', b'\xff\xfe{', notebook("x")[:-9],
     b'{"cells": [{"cell_type": "code", "source": {"a": 1}}]}', b'{"worksheets": []}'],
)  # fmt: skip
def test_what_is_no_notebook_is_refused(content):
    with pytest.raises(NotebookError, match="cannot be read as a Jupyter notebook"):
        read_notebook(content)


@pytest.mark.parametrize("text", ['"' + '\\"' * 500_000, " " * 1_000_000, "'" * 1_000_001,
                                  "a " * 500_000, "\\" * 1_000_000, "(" * 1_000_000])  # fmt: skip
def test_long_lines_are_read_in_a_time_that_grows_with_them(text):
    """The work is counted: quadratic would be 10¹² steps, which end in no test's time."""
    assert code(text, "x = 1").startswith(text[:10])
