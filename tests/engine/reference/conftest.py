"""The reference's modules, as a student's folder would import them."""

import importlib.util
import sys
from pathlib import Path

import pytest

import autograder.notation

REFERENCE = Path(__file__).resolve().parents[3] / "reference"


@pytest.fixture(scope="module")
def load():
    """Give the function that imports a file such as ``hw2022/q1_rnn.py`` of the reference."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "notation", autograder.notation)

        def load(path):
            spec = importlib.util.spec_from_file_location(Path(path).stem, REFERENCE / path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module

        yield load
