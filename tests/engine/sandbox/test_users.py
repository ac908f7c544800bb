"""Private users: nobody else's, and gone with everything they run."""

import os
import pwd
import subprocess

import pytest

from autograder.sandbox import users
from autograder.sandbox.users import end_processes_of, private_user


def test_a_private_user_has_no_account_and_no_process():
    for _ in range(20):
        user = private_user()
        assert 50_000 <= user < 60_000
        with pytest.raises(KeyError):
            pwd.getpwuid(user)


def test_users_differ():
    assert len({private_user() for _ in range(50)}) > 40


def test_processes_are_found_by_their_user():
    assert os.getpid() in users._processes_of(os.getuid())
    assert users._processes_of(59_999) == []


def test_ending_the_processes_of_nobody_ends_at_once():
    end_processes_of(59_999)


if os.geteuid() == 0:

    def test_all_processes_of_a_user_are_ended():
        user = private_user()
        started = [subprocess.Popen(["sleep", "1000000"], user=user, group=user) for _ in range(3)]
        end_processes_of(user)
        assert [process.wait(timeout=30) for process in started] == [-9, -9, -9]
