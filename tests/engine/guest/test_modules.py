"""A submission is imported from the bytes that were read, and from nowhere else."""

import py_compile
import sys

import pytest

from autograder.sandbox.worker_replies import Answer, TraceFrame

ONE = "def f(): return 1\n"


# ------------------------------------------------------------------------- the student's files


def test_files_of_a_submission_import_each_other(run_code):
    code = run_code({"q1.py": "from helper import two\ndef f(): return two()",
                     "helper.py": "import other\ndef two(): return other.n",
                     "other.py": "n = 2"})  # fmt: skip
    assert code.call("f") == Answer(2)


@pytest.mark.parametrize(
    "statement",
    [
        "import lib.deep.tools as t",
        "from lib.deep import tools as t",
        "import lib.deep.tools\nt = lib.deep.tools",
        "import importlib\nt = importlib.import_module('lib.deep.tools')",
        "names = {}\nexec('from lib.deep import tools', names)\nt = names['tools']",
    ],
)
@pytest.mark.parametrize("packaged", [True, False], ids=["packages", "folders"])
def test_packages_and_plain_folders_are_imported(run_code, statement, packaged):
    files = {"q1.py": f"{statement}\ndef f(): return t.n", "lib/deep/tools.py": "n = 3"}
    if packaged:
        files |= {"lib/__init__.py": "", "lib/deep/__init__.py": ""}
    assert run_code(files).call("f") == Answer(3)


def test_relative_imports_work_within_a_package(run_code):
    code = run_code({"q1.py": "from lib.a import n\ndef f(): return n",
                     "lib/__init__.py": "from .b import m", "lib/b.py": "m = 4",
                     "lib/a.py": "from . import m as k\nfrom .b import m\nn = [k, m]"})  # fmt: skip
    assert code.call("f") == Answer([4, 4])


def test_a_relative_import_without_a_package_is_the_usual_error(run_code):
    code = run_code({"q1.py": "from .helper import n", "helper.py": "n = 1"})
    assert code.loaded.type_name == "ImportError"
    assert "no known parent package" in code.loaded.text


def test_a_file_is_imported_once(run_code):
    first, second = "log = []\nlog.append(1)", "import a\na.log.append(2)"
    question = "import a\nimport b\ndef f(): return a.log"
    code = run_code({"q1.py": question, "a.py": first, "b.py": second})
    assert code.call("f") == Answer([1, 2])


def test_files_that_import_each_other_in_a_circle_work_as_in_python(run_code):
    code = run_code({"q1.py": "import helper\ndef g(): return 5\ndef f(): return helper.h()",
                     "helper.py": "import q1\ndef h(): return q1.g()"})  # fmt: skip
    assert code.call("f") == Answer(5)


def test_a_module_knows_its_name_and_file(run_code):
    code = run_code("def f(): return __name__, __file__, __spec__.origin")
    assert code.call("f") == Answer(("answer", "answer.py", "answer.py"))


def test_annotations_of_the_graders_own_future_do_not_apply(run_code):
    code = run_code("def f(x: 1 + 1): pass\ndef g(): return f.__annotations__['x']")
    assert code.call("g") == Answer(2)


# ------------------------------------------------------------------------- what is installed


@pytest.mark.parametrize(
    "package", ["numpy", "sympy", "torch", "random", "sched", "types", "mpmath"]
)
def test_what_is_installed_wins_over_a_file_of_its_name_and_the_student_is_told(run_code, package):
    own = f"raise RuntimeError('the student{chr(39)}s')".replace("'", '"')
    code = run_code({"q1.py": f"import {package}\ndef f(): return {package}.__file__",
                     f"{package}.py": own})  # fmt: skip
    file = code.call("f").value
    assert file.startswith("/")
    assert code.opened == Answer([f"{package}.py"])


def test_a_file_with_the_name_of_something_the_worker_needs_is_told_too(run_code):
    code = run_code({"q1.py": ONE, "guest.py": "n = 1", "typing_extensions.py": ""})
    assert code.opened == Answer(["guest.py", "typing_extensions.py"])


def test_the_copy_of_notation_that_students_are_given_is_no_surprise(run_code):
    code = run_code({"q1.py": "import notation\ndef f(): return hasattr(notation, 'question')",
                     "notation.py": "raise RuntimeError"})  # fmt: skip
    assert code.call("f") == Answer(True)
    assert code.opened == Answer([])


def test_files_in_folders_hide_nothing(run_code):
    code = run_code({"q1.py": "from lib import random\ndef f(): return random.n",
                     "lib/random.py": "n = 6"})  # fmt: skip
    assert code.call("f") == Answer(6)
    assert code.opened == Answer([])


def test_a_library_does_not_find_the_students_files(run_code):
    """`unittest.mock` imports by name, and torch and others look for packages in the same way."""
    code = run_code({"q1.py": "import pkgutil\ndef f(): return pkgutil.resolve_name('triton_x')",
                     "triton_x.py": "raise RuntimeError"})  # fmt: skip
    assert code.call("f").type_name == "ModuleNotFoundError"


@pytest.mark.parametrize(
    "statement",
    [
        "import torch.optim\ntorch.optim.SGD([torch.ones(1, requires_grad=True)], 0.1).step()",
        "import torch.nn.functional, torch.utils.data, torch.distributions, torch.linalg",
        "import numpy.linalg, numpy.testing, numpy.random, numpy.fft",
        "import sympy.stats, sympy.physics.quantum, sympy.plotting, sympy.parsing.sympy_parser",
        "import asyncio, ctypes, decimal, multiprocessing, pickle, unittest.mock",
    ],
    ids=["optim", "torch", "numpy", "sympy", "stdlib"],
)
def test_all_of_what_is_offered_can_be_imported(run_code, statement):
    assert isinstance(run_code(f"{statement}\ndef f(): return 1").loaded, Answer)


# ------------------------------------------------------------------------------ the source


def test_source_in_another_encoding_is_read_as_it_declares(run_code):
    text = "# -*- coding: latin-1 -*-\ndef f(): return 'né'\ndef g():\n    raise ValueError('né')"
    code = run_code(text.encode("latin-1"))
    assert code.call("f") == Answer("né")
    assert code.call("g").frames == (TraceFrame("answer.py", 4, "g", "raise ValueError('né')"),)


def test_source_with_a_byte_order_mark_is_read(run_code):
    code = run_code(b"\xef\xbb\xbfdef f(): return '\xce\xa3'\r\ndef g():\r\n    return 1 / 0\r\n")
    assert code.call("f") == Answer("Σ")
    assert code.call("g").frames == (TraceFrame("answer.py", 3, "g", "return 1 / 0"),)


@pytest.mark.parametrize(
    ("source", "kind", "line", "text"),
    [
        ("x = 1\ndef f(:\n", "SyntaxError", 2, "def f(:"),
        ("def f():\nreturn 1\n", "IndentationError", 2, "return 1"),
        ("if True:\n\tx = 1\n        y = 2\n", "TabError", 3, "y = 2"),
    ],
)
def test_source_that_does_not_parse_names_the_line(run_code, source, kind, line, text):
    loaded = run_code(source).loaded
    assert loaded.type_name == kind
    assert loaded.text
    assert [(f.file, f.line, f.source) for f in loaded.frames] == [("answer.py", line, text)]


def test_a_helper_that_does_not_parse_names_its_own_line(run_code):
    loaded = run_code({"q1.py": "import helper", "helper.py": "\n\nx = = 1"}).loaded
    assert [(f.file, f.line) for f in loaded.frames] == [("q1.py", 1), ("helper.py", 3)]


@pytest.mark.parametrize("source", [b"x = '\xff'", b"x\x00 = 1", "x = 1".encode("utf-16-le")])
def test_source_that_is_no_text_is_an_error_with_a_reason(run_code, source):
    loaded = run_code(source).loaded
    assert loaded.type_name == "SyntaxError"
    assert loaded.text.endswith("Save the file as UTF-8")
    assert [(f.file, f.line) for f in loaded.frames] == [("answer.py", 1)]


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_source_with_any_mark_is_read_whatever_it_declares(run_code, mark):
    text = "# coding: latin-1\nimport helper\ndef f(): return helper.s\ndef g():\n    return 1 / 0"
    code = run_code({"q1.py": text.encode(mark), "helper.py": "s = 'Σ'".encode(mark)})
    assert code.call("f") == Answer("Σ")
    assert code.call("g").frames == (TraceFrame("q1.py", 5, "g", "return 1 / 0"),)


@pytest.mark.parametrize("codec", ["rot13", "zlib", "undefined", "punycode", "no_such_codec"])
def test_a_codec_that_no_file_is_written_in_costs_its_own_file_only(run_code, codec):
    helper = f"# coding: {codec}\n".encode() + b"ab" * 900_000
    unused = run_code({"q1.py": ONE, "helper.py": helper})
    assert unused.call("f") == Answer(1)
    loaded = run_code({"q1.py": "import helper", "helper.py": helper}).loaded
    assert loaded.type_name == "SyntaxError"
    assert [(f.file, f.line) for f in loaded.frames] == [("q1.py", 1), ("helper.py", 1)]


@pytest.mark.parametrize("sign", ["\f", "\v", "\x1c", "\x85", "\u2028"])
def test_a_sign_that_ends_a_line_elsewhere_does_not_shift_the_lines(run_code, sign):
    code = run_code(f"s = '{sign}'\n{chr(12)}\ndef f():\n    return 1 / 0\n# after\n")
    assert code.call("f").frames == (TraceFrame("answer.py", 4, "f", "return 1 / 0"),)


def test_nesting_that_breaks_the_compiler_costs_its_own_file_only(run_code):
    loaded = run_code("x = " + "(" * 5000 + ")" * 5000).loaded
    assert loaded.type_name in ("MemoryError", "RecursionError", "SyntaxError")


# ------------------------------------------------------------------------ nothing from disk


def test_nothing_is_looked_for_on_disk(run_code, tmp_path):
    """The folder that a worker starts in holds other code under the same and other names."""
    evil = tmp_path / "evil.py"
    evil.write_text("n = 'disk'\ndef f(): return 'disk'")
    for name in ("answer.py", "helper.py", "sitecustomize.py", "usercustomize.py", "random.py"):
        (tmp_path / name).write_text(evil.read_text())
    cache = tmp_path / "__pycache__"
    for name in ("answer", "helper"):
        py_compile.compile(
            str(evil),
            cfile=str(cache / f"{name}.{sys.implementation.cache_tag}.pyc"),
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        py_compile.compile(str(evil), cfile=str(tmp_path / f"{name}.pyc"))
    question = "import helper, random\ndef f(): return helper.n, random.__file__"
    code = run_code({"answer.py": question, "helper.py": "n = 'sent'"})
    value, path = code.call("f").value
    assert value == "sent"
    assert not path.startswith(str(tmp_path))
    assert run_code("import evil\nn = evil.n + 1").loaded.type_name == "ModuleNotFoundError"
    code = run_code({"q1.py": "from lib import evil\nn = evil.n + 1", "lib/a.py": ""})
    assert code.loaded.type_name == "ImportError"


def test_nothing_is_opened_when_a_submission_is_imported(run_code, tmp_path):
    """What Python asks the operating system for is seen by an audit hook."""
    watcher = (
        "import sys\nopened = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))\n"
        "import helper, lib.tools\ndef f(): return opened"
    )
    code = run_code({"q1.py": watcher, "helper.py": "n = 1", "lib/tools.py": "n = 2"})
    assert code.call("f") == Answer([])
    assert list(tmp_path.iterdir()) == []
