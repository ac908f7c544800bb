"""Growth, shapes and tables as a student reads them."""

from autograder.checkers.code.cost_text import growth_text, shape_text, table


def test_growth_is_written_in_the_names_of_the_sizes():
    assert growth_text([(2, 0, 1), (1, 1, 1)], ("n", "m", "d")) == "n² d + n m d"
    assert growth_text([(0, 0)], ("n", "d")) == "1"


def test_a_shape_is_written_in_the_names_of_the_sizes():
    sizes = {"n": 24, "m": 4, "d": 3}
    assert shape_text((24, 24), sizes) == "n×n"
    assert shape_text((1, 24, 4, 3), sizes) == "n×m×d"
    assert shape_text((12, 24), sizes) == "12×n"
    assert shape_text((1, 1), sizes) == "1"


def test_the_columns_of_a_table_are_aligned():
    assert table(("n", "operations"), [(8, 1_200), (16, 1_234_567)]) == (
        "   n  operations\n   8       1 200\n  16   1 234 567"
    )
