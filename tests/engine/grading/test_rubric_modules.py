"""A rubric's modules import the checkers that lie beside them, whatever other rubrics do."""

import sys

import pytest

from autograder.checkers.common.ref import ref
from autograder.grading.rubric import RubricError, read_rubric
from autograder.grading.rubric_modules import RubricPackage

NORMS = """
from dataclasses import dataclass

from autograder.verdict import earned


@dataclass(frozen=True)
class Norms:
    order: int = {order}

    def check(self, line):
        return earned()
"""
USES = '''
from autograder.rubric import number, ref, weight

from .norms import Norms


@number("1")
@weight(1)
def test_norm(grade):
    """A norm."""
    grade(ref.norm, Norms())
'''


@pytest.fixture
def write(tmp_path):
    """Write files into the folder of a rubric, and return it."""

    def write(files, name="hw1"):
        folder = tmp_path / "tests" / "grading" / name
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        return folder

    return write


def checked(folder):
    """Return what the only line of a rubric is graded by."""
    (line,) = read_rubric(folder).lines
    return RubricPackage(folder).check(line)


def refused(folder):
    with pytest.raises(RubricError) as told:
        checked(folder)
    return str(told.value)


def test_a_checker_beside_the_rubric_is_imported_with_a_dot(write):
    target, checker = checked(write({"test_q1.py": USES, "norms.py": NORMS.format(order=2)}))
    assert target == ref.norm
    assert (type(checker).__name__, checker.order) == ("Norms", 2)


def test_checkers_may_use_each_other_and_lie_in_packages(write):
    uses = USES.replace("from .norms", "from .shapes.norms")
    files = {
        "test_q1.py": uses,
        "shapes/__init__.py": "",
        "shapes/norms.py": f"from ..orders import ORDER\n{NORMS.format(order='ORDER')}",
        "orders.py": "ORDER = 3",
    }
    assert checked(write(files))[1].order == 3


def test_two_rubrics_have_a_checker_of_one_name_each(write):
    """Both are in use at the same time."""
    packages = {}
    for order, name in ((1, "hw1"), (2, "hw2")):
        folder = write({"test_q1.py": USES, "norms.py": NORMS.format(order=order)}, name)
        packages[name] = (RubricPackage(folder), *read_rubric(folder).lines)
    orders = [package.check(line)[1].order for package, line in packages.values()]
    assert orders == [1, 2]
    assert [package.check(line)[1].order for package, line in packages.values()] == orders
    assert "norms" not in sys.modules
    assert "test_q1" not in sys.modules


def test_a_module_is_imported_once(write):
    counting = "import builtins\nbuiltins.imported = getattr(builtins, 'imported', 0) + 1\n"
    folder = write({"test_q1.py": USES, "norms.py": counting + NORMS.format(order=2)})
    package = RubricPackage(folder)
    line = read_rubric(folder).lines[0]
    try:
        for _ in range(3):
            package.check(line)
        import builtins

        assert builtins.imported == 1
    finally:
        del builtins.imported


def test_what_was_changed_is_read_again_by_a_new_one(write):
    folder = write({"test_q1.py": USES, "norms.py": NORMS.format(order=2)})
    assert checked(folder)[1].order == 2
    write({"norms.py": f"# longer, so that byte-code is not taken for it\n{NORMS.format(order=7)}"})
    assert checked(folder)[1].order == 7


def test_a_folder_has_one_name_by_whatever_way_it_is_reached(write, tmp_path):
    """What was imported through a link is forgotten by one that is made without."""
    folder = write({"test_q1.py": USES, "norms.py": NORMS.format(order=2)})
    (tmp_path / "link").symlink_to(folder)
    before = set(sys.modules)
    RubricPackage(folder).load(folder / "test_q1.py")
    made = set(sys.modules) - before
    RubricPackage(tmp_path / "link").load(tmp_path / "link" / "test_q1.py")
    assert set(sys.modules) - before == made
    assert len(made) == 3


def test_a_test_that_does_without_grade_has_no_checker(write):
    text = USES.replace("(grade)", "()").replace("grade(ref.norm, Norms())", "assert True")
    assert checked(write({"test_q1.py": text, "norms.py": NORMS.format(order=2)})) is None


# ------------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    "statement", ["from norms import Norms", "import norms.l2", "import norms"]
)
def test_a_plain_import_of_what_lies_beside_it_is_told_the_remedy(write, statement):
    text = USES.replace("from .norms import Norms", statement)
    folder = write({"test_q1.py": text, "norms.py": NORMS.format(order=2)})
    line = 1 + text.splitlines().index(statement)
    assert refused(folder) == (
        f"{folder}/test_q1.py:{line}: `norms` lies beside the rubric: import from it with a dot, "
        "as in `from .norms import …`"
    )


@pytest.mark.parametrize(
    ("norms", "told"),
    [
        ("x = 1\nraise ValueError('no such norm')", "norms.py:2: ValueError: no such norm"),
        ("x = 1\n\ndef check(:", "norms.py:3: SyntaxError: invalid syntax"),
        ("import sys\nsys.exit('enough')", "norms.py:2: SystemExit: enough"),
        ("import no_such_package", "norms.py:1: ModuleNotFoundError: No module named 'no_such_p"),
        ("def f():\n    return 1 / 0\nf()", "norms.py:2: ZeroDivisionError: division by zero"),
        ("from .others import x", "norms.py:1: ModuleNotFoundError: No module named '.others'"),
        ("y = 1", "test_q1.py:4: ImportError: cannot import name 'Norms' from '.norms'"),
        ("import torch.no_such_module", "norms.py:1: ModuleNotFoundError: No module named 'torch."),
    ],
)
def test_a_checker_that_cannot_be_imported_is_told_with_its_file_and_line(write, norms, told):
    folder = write({"test_q1.py": USES, "norms.py": norms})
    message = refused(folder)
    assert message.startswith(f"{folder}/{told}")
    assert "\n" not in message


def test_what_goes_wrong_elsewhere_is_told_where_the_course_has_to_do_with_it(write):
    """The line of ours that raised would tell its author nothing."""
    text = USES.replace("Norms())", "Norms(), 3)")
    folder = write({"test_q1.py": text, "norms.py": NORMS.format(order=2)})
    assert "test_q1.py:11: TypeError: " in refused(folder)
    text = USES.replace("grade(ref.norm, Norms())", "Equal(tolerance=1)")
    text = text.replace("import number", "import Equal, number")
    assert f"{folder}/test_q1.py:11: TypeError: " in refused(write({"test_q1.py": text}))


@pytest.mark.parametrize(("body", "times"), [("pass", 0), ("grade(1, 2)\n    grade(1, 2)", 2)])
def test_a_test_calls_grade_once(write, body, times):
    text = USES.replace("grade(ref.norm, Norms())", body)
    folder = write({"test_q1.py": text, "norms.py": NORMS.format(order=2)})
    assert f"test_norm calls grade {times} times, not once" in refused(folder)
