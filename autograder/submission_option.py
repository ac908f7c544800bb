"""The option ``--submission`` of a pytest that grades, and the refusal to grade in any other."""

from __future__ import annotations

from pathlib import Path

import pytest

__all__: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one option of our own."""
    parser.getgroup("autograder").addoption(
        "--submission",
        metavar="DIR",
        help="grade the submission in DIR (use `autograder grade DIR`, which calls this safely)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to grade where a submission's own files configure pytest."""
    folder = config.getoption("submission")
    if folder is None:
        return
    from .grading_plugin import GradingPlugin

    submission = Path(folder).resolve()
    inside = [
        path
        for path in (config.rootpath, config.inipath)
        if path is not None and Path(path).resolve().is_relative_to(submission)
    ]
    ready = any(isinstance(p, GradingPlugin) for p in config.pluginmanager.get_plugins())
    if inside or not ready:
        reason = f"{inside[0]} configures pytest" if inside else "pytest was started without it"
        raise pytest.UsageError(
            f"--submission is for `autograder grade {folder}`, which keeps the submission's files "
            f"from configuring pytest ({reason})"
        )
