"""What docs/rulings.md shows is what is read."""

import re
from fractions import Fraction
from pathlib import Path

from autograder.rulings.reading import RULING_KEYS, parse_rulings

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "rulings.md").read_text()


def test_the_file_on_the_page_can_be_read():
    [text] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    found = parse_rulings(text, "rulings.toml", {"2.2.unrolled"})
    first, second = found.rulings
    assert (first.by, first.share, len(first.people)) == ("Mia", Fraction(1, 2), 2)
    assert (second.by, second.share, second.excluded) == ("Noah", 1, ("bob@x.edu",))
    assert found.equal_answers("2.2.unrolled", second.answers) > {*second.answers}


def test_the_page_has_all_that_a_ruling_can_say():
    rows = re.findall(r"^\| (`.*?`) \|", PAGE, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(RULING_KEYS)
