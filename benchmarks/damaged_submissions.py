"""Hundreds of submissions with damages drawn at random: each ends with complete results, in time.

    python benchmarks/damaged_submissions.py [--count 200] [--seed SEED] [--course DIR]
                                             [--assignment NAME]

Each begins as the bundled submission that earns everything. What somebody may do to the content of
a file (cutting it off, another encoding, another file's name) costs that file at most; what happens
to names, folders, line ends and archives costs nothing. Printed is every submission that ends
otherwise, with its damages, and how long the gradings took. Exit code 1 if there is any.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.grading.rubric import read_rubric
from autograder.run import DEADLINE_SECONDS
from autograder.verdict import State

PROJECT = Path(__file__).resolve().parents[1]
#: A submission: its files by their paths.
Files = dict[str, bytes]
#: Changes a submission of these question files, and returns those that may lose by it.
Damage = Callable[[Files, list[str], random.Random], Collection[str]]


def cut_off(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """End a file somewhere in the middle."""
    name = rng.choice(questions)
    files[name] = files[name][: rng.randint(0, len(files[name]))]
    return [name]


def emptied(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Leave nothing of a file but its name, or zeros."""
    name = rng.choice(questions)
    files[name] = rng.choice([b"", b"\n", bytes(4096)])
    return [name]


def binary(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Put random bytes in the place of a file, or into it."""
    name = rng.choice(questions)
    at = rng.randint(0, len(files[name]))
    noise = rng.randbytes(rng.choice([1, 100, 10_000]))
    files[name] = rng.choice([noise, files[name][:at] + noise + files[name][at:]])
    return [name]


def huge(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Make a file larger than anybody writes, by comments or by a table."""
    name = rng.choice(questions)
    padding = rng.choice([b"# more\n", b"x = [0, 0, 0, 0]\n", b"(" * 50])
    files[name] += padding * (rng.choice([1 << 18, 1 << 20, 3 << 20]) // len(padding))
    return [name]


def encoded(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Save a file in another encoding, or say that it is in one."""
    name = rng.choice(questions)
    text = files[name].decode(errors="replace")
    codec = rng.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "cp037"])
    claimed = rng.choice(["rot13", "hex", "zlib", "punycode", "utf-16", "nothing", "utf-7"])
    files[name] = rng.choice(
        [text.encode(codec, "replace"), f"# coding: {claimed}\n{text}".encode()]
    )
    return [name]


def swapped(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Give two files each other's name."""
    first, second = rng.sample(questions, 2)
    files[first], files[second] = files[second], files[first]
    return [first, second]


def removed(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Forget a file, or give it a name of one's own."""
    name = rng.choice(questions)
    content = files.pop(name)
    if rng.random() < 0.5:
        files[f"{name[:-3]}_final.py"] = content
    return [name]


def contradicted(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Hand in two versions of a file, of which none is nearer the top."""
    name = rng.choice(questions)
    content = files.pop(name)
    files |= {f"a/{name}": content, f"b/{name}": content + b"\nx = 1\n"}
    return [name]


CONTENT: tuple[Damage, ...] = (
    cut_off, emptied, binary, huge, encoded, swapped, removed, contradicted,
)  # fmt: skip


def other_line_ends(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Save files on another system, with a mark at the beginning."""
    for name in rng.sample(questions, rng.randint(1, len(questions))):
        if name in files and _is_text(files[name]):
            files[name] = b"\xef\xbb\xbf" + files[name].replace(b"\n", b"\r\n")
    return []


def copied(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Let a browser or a course system name files."""
    for name in rng.sample(questions, rng.randint(1, len(questions))):
        form = rng.choice(["{} (1).py", "{}-2.py", "Copy of {}.py", "12345_doe_{}.py", "{}.py.txt",
                           "{} copy.py"])  # fmt: skip
        stem = rng.choice([name[:-3], name[:-3].upper(), name[:-3].replace("_", " ")])
        if name in files:
            files[form.format(stem)] = files.pop(name)
    return []


def in_notebooks(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Answer in notebooks, with cells for IPython in between."""
    lost = []
    for name in rng.sample(questions, rng.randint(1, len(questions))):
        if name in files and _is_text(files[name]) and len(files[name]) < 1 << 20:
            cells = ["%matplotlib inline\n", *files.pop(name).decode().split("\n\n\n"), "!ls"]
            made = [{"cell_type": "code", "source": cell, "outputs": []} for cell in cells]
            content = json.dumps({"cells": made, "metadata": {}, "nbformat": 4}).encode()
            if rng.random() < 0.1:
                content = content[: rng.randrange(len(content))]
                lost.append(name)
            files[f"{name[:-3]}.ipynb"] = content
    return lost


def in_folders(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Lay everything into folders, or the files one by one."""
    folder = rng.choice(["hw", "homework/final/hw", "My Homework"])
    for name in questions if rng.random() < 0.3 else list(files):
        own = f"{folder}/{name[:-3]}" if rng.random() < 0.1 else folder
        if name in files and name in questions:
            files[f"{own}/{name}"] = files.pop(name)
    for name in [name for name in files if "/" not in name and name not in questions]:
        files[f"{folder}/{name}"] = files.pop(name)
    return []


def beside_others(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Leave what tools make, and what nobody asked for, beside the answers."""
    files |= {"main.py": b"print('hello')\n", "README.md": b"# Homework", "report.pdf": bytes(99)}
    for name in questions:
        files[f"__MACOSX/._{name}"] = rng.randbytes(50)
        files[f".ipynb_checkpoints/{name}"] = b"x = 1"
    return []


def zipped(files: Files, questions: list[str], rng: random.Random) -> Collection[str]:
    """Hand in one archive; now and then it is cut off."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    content = archive.getvalue()
    broken = rng.random() < 0.2
    files.clear()
    files["homework.zip"] = content[: rng.randrange(len(content))] if broken else content
    return questions if broken else []


PLACES: tuple[Damage, ...] = (
    other_line_ends, copied, in_notebooks, in_folders, beside_others, zipped,
)  # fmt: skip


def damaged(
    files: Files, questions: list[str], rng: random.Random
) -> tuple[Files, set[str], list[str]]:
    """Return a submission with damages, the question files that may lose, and what was done."""
    content = rng.sample(CONTENT, rng.choice([0, 1, 1, 2]))
    # A file has its own name until it gets another, and an archive has everything.
    places = [damage for damage in PLACES if rng.random() < 0.3]
    files, lost = dict(files), set[str]()
    for damage in content:
        lost |= set(damage(files, [name for name in questions if name in files], rng))
    for damage in places:
        lost |= set(damage(files, questions, rng))
    return files, lost, [damage.__name__ for damage in (*content, *places)]


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


# ------------------------------------------------------------------------------ grading them


def grade(files: Files, assignment: Assignment) -> tuple[dict[str, float], list[str], float]:
    """Grade a submission; return its points by line, what is wrong with the run, and its time."""
    with tempfile.TemporaryDirectory() as base:
        for path, content in files.items():
            target = Path(base, "submission", path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        Path(base, "submission").mkdir(exist_ok=True)
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-I", "-m", "autograder", "grade", f"{base}/submission", "--out",
             f"{base}/out", "--course", str(assignment.course), "--assignment", assignment.name,
             "--device", "cpu", "--quiet"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        seconds = time.monotonic() - begun
        content = json.loads(Path(base, "out", "results.json").read_bytes())
    wrong = [] if done.returncode == 0 else [f"exit code {done.returncode}: {done.stderr}"]
    lines = {line.number for line in read_rubric(assignment.rubric).lines}
    if {test["number"] for test in content["tests"]} != lines:
        wrong.append("lines are missing")
    for test in content["tests"]:
        # What a damage has made of an answer may be undecided; it is never the grader's fault.
        if "status" not in test and test["extra_data"]["state"] != State.UNDECIDED.value:
            extra = test["extra_data"]
            wrong.append(f"{test['number']}: {extra['state']}, {extra['review'][-200:]}")
    if seconds > DEADLINE_SECONDS:
        wrong.append(f"it took {seconds:.0f} s")
    return {test["number"]: test["score"] for test in content["tests"]}, wrong, seconds


def main() -> None:
    """Grade them and print what is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--course", type=Path, default=PROJECT, help="its folder")
    parser.add_argument("--assignment", help="default: the course's last")
    options = parser.parse_args()
    print(f"--seed {options.seed}")
    course = Course(options.course.resolve())
    assignment = course.assignment(options.assignment or course.names[-1])
    rubric = read_rubric(assignment.rubric)
    questions = list(rubric.question_files)
    bundled = sorted((assignment.submissions / "excellent").glob("*.py"))
    whole = {path.name: path.read_bytes() for path in bundled}
    failed, times = 0, []
    for index in range(options.count):
        rng = random.Random(f"{options.seed}/{index}")
        files, may_lose, damages = damaged(whole, questions, rng)
        points, wrong, seconds = grade(files, assignment)
        times.append(seconds)
        for line in rubric.lines:
            if line.question_file not in may_lose and points.get(line.number) != float(line.weight):
                wrong.append(f"{line.number} earned {points.get(line.number)}")
        failed += bool(wrong)
        if wrong or index % 20 == 0:
            print(f"{index} {damages} {sorted(may_lose)} {seconds:.1f} s {wrong[:3]}", flush=True)
    times.sort()
    print(f"{options.count} graded, {failed} not as they should be; "
          f"median {times[len(times) // 2]:.1f} s, longest {times[-1]:.1f} s")  # fmt: skip
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
