"""What is not committed is told; what git ignores, or lies in no checkout, is not."""

import subprocess

import pytest

from autograder.packaging.working_tree import uncommitted


def git(folder, *arguments):
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path):
    """A checkout with a committed file in each of two folders, and one that is ignored."""
    root = tmp_path / "a checkout"
    for name in ("one", "two"):
        (root / name).mkdir(parents=True)
        (root / name / "file.py").write_text("x = 1\n")
    (root / ".gitignore").write_text("secret\n")
    (root / "one" / "secret").write_text("s\n")
    git(root.parent, "init", "-q", root)
    git(root, "add", ".")
    git(root, "commit", "-qm", "All")
    return root


def test_what_is_committed_or_ignored_is_not_told(checkout):
    assert uncommitted([checkout / "one", checkout / "two"]) == []


def test_changed_new_and_added_files_are_told_of_these_folders_alone(checkout):
    (checkout / "one" / "file.py").write_text("x = 2\n")
    (checkout / "one" / "new ü.py").write_text("")
    (checkout / "one" / "deep" / "er").mkdir(parents=True)
    (checkout / "one" / "deep" / "er" / "added.py").write_text("")
    git(checkout, "add", "one/deep")
    (checkout / "two" / "file.py").write_text("x = 2\n")
    assert uncommitted([checkout / "one"]) == [
        checkout / "one" / "deep" / "er" / "added.py",
        checkout / "one" / "file.py",
        checkout / "one" / "new ü.py",
    ]


def test_outside_of_a_checkout_nothing_is_told(tmp_path):
    (tmp_path / "file.py").write_text("")
    assert uncommitted([tmp_path, tmp_path / "nowhere"]) == []


def test_without_git_nothing_is_told(checkout, monkeypatch, tmp_path):
    (checkout / "one" / "new.py").write_text("")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert uncommitted([checkout / "one"]) == []
