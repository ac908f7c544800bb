"""What submissions are called: the same next time, unique, and fit for any system."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.intake.hand_in import HandIn
from autograder.intake.identity import folder_name, with_unique_ids
from autograder.intake.source import SubmissionFiles
from autograder.records.kept import HandedIn
from downloads import Q1, Taken, in_zip

RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(10))}


def submission(name, place="x"):
    source = SubmissionFiles(place=Path(place), scratch=Path("scratch"))
    return HandIn(handed_in=HandedIn(id=name), source=source)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_folders_name_is_fit_for_every_system(text):
    """Windows' rules are the strictest."""
    name = folder_name(text)
    assert re.fullmatch(r"[A-Za-z0-9_.@+-]{1,64}", name)
    assert name[0] not in ".-"
    assert name[-1] not in ". "
    assert name.split(".")[0].lower() not in RESERVED
    assert folder_name(text) == name


@pytest.mark.parametrize("text", ["submission_123", "956227", "ann@x.edu", "j.doe", "a+b", "_x"])
def test_what_is_fit_stays(text):
    assert folder_name(text) == text


@pytest.mark.parametrize(
    "text", ["CON", "nul.txt", "a.", "..", "", "a/b", "a b", "🦊", "李", "-rf"]
)
def test_what_is_not_fit_gets_a_digest(text):
    assert re.fullmatch(r"[\w.@+-]+-[0-9a-f]{8}", folder_name(text))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "A", "b", "ß", "SS", "ss"]), max_size=8))
def test_no_two_ids_are_the_same_to_any_system(names):
    places = [f"{name}{number}" for number, name in enumerate(names)]
    told = with_unique_ids([submission(*pair) for pair in zip(names, places, strict=True)])
    ids = [one.handed_in.id.casefold() for one in told]
    assert len(set(ids)) == len(names)


def test_the_order_in_which_they_are_found_changes_no_id():
    one, other = submission("Ann", "x"), submission("ann", "y")
    ids = {str(s.source.place): s.handed_in.id for s in with_unique_ids([one, other])}
    assert ids == {str(s.source.place): s.handed_in.id for s in with_unique_ids([other, one])}


def test_names_that_are_alike_to_some_systems_are_two_submissions(tmp_path):
    files = {"Zo\u00eb/q1.py": Q1, "Zoe\u0308/q1.py": Q1, "CON/q1.py": Q1, "con/q1.py": Q1}
    taken = Taken(in_zip(tmp_path / "c.zip", files), tmp_path)
    assert len({name.casefold() for name in taken.ids}) == 4
