"""The pictures in the documentation are there, small, described, and made by a command."""

import re
import subprocess
import sys

import pytest

from pages import DOCS

PICTURES = DOCS / "pictures"
SHOWN = [
    (page.name, *found)
    for page in sorted(DOCS.glob("*.md"))
    for found in re.findall(r"!?\[([^\]]*)\]\((pictures/[^)]*)\)", page.read_text())
]
NAMES = sorted(file.name for file in PICTURES.glob("*.png"))
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def test_every_picture_is_shown_and_every_one_shown_is_there():
    assert {path for _, _, path in SHOWN} == {f"pictures/{name}" for name in NAMES}
    assert {page for page, _, _ in SHOWN} == {"review.md", "whole-class.md"}


@pytest.mark.parametrize(("page", "said", "path"), SHOWN)
def test_each_says_in_words_what_it_shows(page, said, path):
    assert len(said.split()) >= 4, f"{page}: {path}"


@pytest.mark.parametrize("name", NAMES)
def test_each_is_small(name):
    content = (PICTURES / name).read_bytes()
    assert content.startswith(SIGNATURE)
    assert len(content) < 150_000


def test_the_command_makes_files_of_these_names(tmp_path):
    subprocess.run([sys.executable, PICTURES / "make.py", tmp_path], check=True)
    made = {file.name: file.read_bytes()[:8] for file in tmp_path.iterdir()}
    assert made == dict.fromkeys(NAMES, SIGNATURE)
