"""Where tables of a TOML file stand, whatever their values hold."""

from autograder.rulings.places import tables

TEXT = '''# head ]
by = "x # no comment ["
[remarks.sign]
share = "1/2"   # half ]

[[ruling]]  # first
line = "a"
text = """
[[ruling]]
line = 7
\\""" # still text"""
given_for = [
  "a", # ]
  'b[',
]

[[ same ]]
line="x"
  [[ruling]]
"line" = 'b#'
on.day = 2026-11-30'''


def test_tables_and_keys_are_found_beside_strings_comments_and_lists():
    found = [(table.name, table.line, table.is_item, table.last) for table in tables(TEXT)]
    assert found == [
        ("", 1, False, 2), ("remarks.sign", 3, False, 4), ("ruling", 6, True, 15),
        ("same", 17, True, 18), ("ruling", 19, True, 21),
    ]  # fmt: skip
    assert tables(TEXT)[2].keys == {"line": 7, "text": 8, "given_for": 12}
    assert tables(TEXT)[-1].keys == {"line": 20, "on": 21}


def test_lines_that_end_as_on_windows_count_once():
    found = tables(TEXT.replace("\n", "\r\n"))
    assert [table.line for table in found] == [table.line for table in tables(TEXT)]
