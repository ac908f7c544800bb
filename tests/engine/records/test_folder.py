"""What a run leaves is read again as it was; what is none of it is refused with a sentence."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.grading.answers import Answered, Fingerprint
from autograder.grading.ledger import LeaderboardEntry
from autograder.grading.rubric import RubricLine
from autograder.records.folder import RunFolder, RunFolderError
from autograder.records.kept import Earlier, HandedIn, KeptLine, KeptSubmission
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.verdict import State, Understood, lost, partial

LINE = RubricLine(
    number="1.1",
    name="A line",
    weight=Fraction(5, 2),
    module=Path("test_q1_first.py"),
    test="test_first",
    follows=("1.0",),
    clauses={"values": Fraction(1, 3)},
)
ANN = Person(name="Ann Example", email="ann@x.edu", sid="00124", sections=("A", "B"))
MANIFEST = Manifest(
    assignment="small", course="/course", lines=(LINE,), order=("ann", "bob"), missing=(ANN,)
)
KEPT = KeptSubmission(
    handed_in=HandedIn(
        id="ann",
        people=(ANN,),
        created_at=datetime(2026, 9, 14, 12, 31, tzinfo=timezone(timedelta(hours=-7))),
        late=timedelta(hours=30),
        earlier=Earlier(score=3.5, lines={"1.1": 1.0}, status="processed"),
    ),
    state="graded",
    lines={
        "1.1": KeptLine(
            key="k",
            verdict=partial(Fraction(1, 3), "so", understood=Understood("x", "x")),
            answered=Answered(
                fingerprint=Fingerprint(kind="expression", exact="e"),
                conditional={"1.0": lost("not so", state=State.TIMED_OUT)},
            ),
        )
    },
    details={"printed": {"q1.py": "hello"}, "seed": None},
    leaderboard=(LeaderboardEntry("speed", 2.5, "asc"), LeaderboardEntry("who", "me", "desc")),
)


def test_what_was_written_is_read_again(tmp_path):
    folder = RunFolder(tmp_path)
    folder.write_manifest(MANIFEST)
    folder.keep(KEPT)
    assert folder.manifest() == MANIFEST
    assert list(folder.all_kept(MANIFEST)) == [KEPT]
    assert folder.kept("bob") is None
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["ann.json", "kept", "run.json"]


def test_text_that_is_no_text_is_written_out(tmp_path):
    folder = RunFolder(tmp_path)
    odd = replace(KEPT, messages=("a\udc80b", "\N{GRINNING FACE}"))
    folder.keep(odd)
    assert folder.kept("ann") == replace(KEPT, messages=("a\\udc80b", "\N{GRINNING FACE}"))


def test_half_a_file_is_as_none(tmp_path):
    folder = RunFolder(tmp_path)
    folder.keep(KEPT)
    file = tmp_path / "kept" / "ann.json"
    file.write_bytes(file.read_bytes()[:-100])
    assert folder.kept("ann") is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no run over a class is here"),
        ("{", "not what `autograder batch` has written"),
        ('{"assignment": 3}', "not what `autograder batch` has written"),
        ('{"assignment": "a", "course": "c", "format": 99}', "another version of the grader"),
    ],
)
def test_what_is_no_run_is_told(tmp_path, content, said):
    if content is not None:
        (tmp_path / "run.json").write_text(content)
    with pytest.raises(RunFolderError, match=said):
        RunFolder(tmp_path).manifest()


def test_a_folder_that_cannot_be_written_keeps_what_was_there(tmp_path):
    folder = RunFolder(tmp_path)
    folder.keep(KEPT)
    (tmp_path / "kept" / f".ann.json.{os.getpid()}").mkdir()  # in its way
    with pytest.raises(OSError, match=r"ann\.json"):
        folder.keep(replace(KEPT, state="untouched"))
    assert folder.kept("ann") == KEPT


HOLD = """
import sys
from pathlib import Path
from autograder.records.folder import RunFolder
with RunFolder(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_do_not_write_at_once_and_who_is_killed_lets_go(tmp_path):
    folder = RunFolder(tmp_path)
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout.readline() == b"held\n"
            with pytest.raises(RunFolderError, match=f"process {other.pid} of .* on .*, since"):
                folder.locked().__enter__()
        finally:
            other.kill()
    with folder.locked():
        pass
