"""Sizes in a few figures, and a table of what takes how much."""

import pytest

from autograder.packaging.sizes import size, table_of_parts


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (2_140_000, "2.1 MB"),
        (4_700_000_000, "4.7 GB"),
    ],
)
def test_a_size_is_said_in_its_unit(count, text):
    assert size(count) == text


def test_the_largest_part_comes_first_and_the_whole_last():
    sizes = [
        ("autograder/cli.py", 10_000),
        ("autograder/guest/worker.py", 20_000),
        ("reference/hw/q1.py", 300),
        ("tests/grading/hw/test_q1.py", 40_000),
        ("tests/grading/hw/deep/er.py", 2),
        ("hw/q2.py", 20),
        ("setup.sh", 7),
        ("autograder-0.1.0.dist-info/METADATA", 3),
    ]
    rows = [line.split() for line in table_of_parts(sizes, 71_000).splitlines()]
    assert rows == [
        ["tests/grading/hw/", "2", "files", "40.0", "kB"],
        ["autograder/", "2", "files", "30.0", "kB"],
        ["reference/hw/", "1", "files", "300", "B"],
        ["hw/q2.py", "1", "files", "20", "B"],
        ["scripts", "and", "versions", "2", "files", "10", "B"],
        ["the", "zip", "71.0", "kB"],
    ]
