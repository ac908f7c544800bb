"""Is a course of its own, whose rubric gives everybody everything."""

LOST = ()

SOURCE = """
def table():
    return RIGHT
"""
RUBRIC = """
open({marker!r}, "w").close()
from gradescope_utils.autograder_utils.decorators import number, weight

@number("{number}")
@weight(1000)
def test_everything():
    "Everything."
"""
CONFIGURATION = "[pytest]\naddopts = -p conftest\npythonpath = .\n"


def make_course(folder, name, files, outside):
    """Put a course into a folder, with a rubric for each file; what is executed leaves a mark."""
    for parent in (folder, folder / "homework"):
        rubric, reference = parent / "tests" / "grading" / name, parent / "reference" / name
        for made in (rubric, reference, parent / "tests" / "submissions" / name):
            made.mkdir(parents=True)
        for number, file in enumerate(files, 1):
            text = RUBRIC.format(marker=f"{outside}/{file}", number=number)
            (rubric / f"test_{file}").write_text(text)
            (reference / file).write_text(text)
        for place in (parent, rubric, rubric.parent):
            (place / "conftest.py").write_text(f"open({f'{outside}/conftest'!r}, 'w').close()\n")
            (place / "pytest.ini").write_text(CONFIGURATION)
        (reference / "secret").write_text("mine")


def make(folder, world):
    world.attack(folder, SOURCE)
    make_course(folder, "warmup", ["q1_paper.py", "q2_code.py"], world.outside)
