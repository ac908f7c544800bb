"""The page has what a student reads, and nothing else."""

from autograder.authoring.example import page

RESULTS = {
    "score": 1.5,
    "tests": [
        {
            "number": "1.1", "score": 0.3333333, "max_score": 1.0, "name": "One.",
            "output": "Your answer was read as: x\nIn LaTeX: x\n```\nquoted",
            "extra_data": {"review": "SECRET"},
        },
        {"number": "1.2", "score": 2.0, "max_score": 2.0, "name": "Two.", "output": ""},
    ],
}  # fmt: skip


def test_a_page_has_points_and_texts():
    text = page("hw2026", "typical", RESULTS)
    assert "**1.5 of 3 points**" in text
    assert "autograder example typical --assignment hw2026" in text
    assert "## 1.1: 0.333 of 1\n\nOne.\n" in text
    assert "## 1.2: 2 of 2\n\nTwo.\n" in text
    assert "SECRET" not in text
    assert "In LaTeX" not in text


def test_what_is_quoted_does_not_end_the_quotation():
    assert "````text\nYour answer was read as: x\n```\nquoted\n````\n" in page("a", "b", RESULTS)
