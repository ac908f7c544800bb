"""A run over a class, and a desk over it."""

import pytest

from autograder.review.desk import Desk
from review_run import Asking, make_run


@pytest.fixture
def run(tmp_path):
    """Return the folder of a run."""
    return make_run(tmp_path / "run")


@pytest.fixture
def desk(run):
    """Return a desk over it."""
    return Desk(run, run.rulings, "Mia")


@pytest.fixture
def asking(desk):
    return Asking(desk)
