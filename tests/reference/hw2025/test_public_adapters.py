"""The public tests of adapters see what a rank of 1 hides."""

from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[3]
ASSIGNMENT = "hw2025"
ONE = "test_a_layer_adds_what_its_adapters_say"
MORE = "test_adapters_may_have_any_rank"
HEADS = "test_adapters_of_heads_may_have_any_rank"

FIRST_COLUMN = """
class LoRALinear(LoRALinear):
    def forward(self, X):
        return X @ self.weight + (X @ self.A[:, :1]) @ self.B[:, :1].T
"""
RANK_ONE = """
class LoRAMultiHeadAttention(LoRAMultiHeadAttention):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__(Wq, Wk, Wv, Wo, 1)
"""


@pytest.fixture
def passes(student_folder):
    """Say whether a public test passes for the reference with something defined anew."""
    with student_folder(ASSIGNMENT) as load:
        tests = load("test_q4_lora")

        def passes(name, source):
            answers = ModuleType("q4_lora")
            reference = (PROJECT / "reference" / ASSIGNMENT / "q4_lora.py").read_text()
            exec(reference + source, answers.__dict__)

            def ask(function, *values):
                return function(*values)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(tests, "q4", answers)
                arguments = [ask]
                if name == ONE:
                    arguments.append(answers.LoRALinear(tests.WEIGHT, 1))
                try:
                    getattr(tests, name)(*arguments)
                except (AssertionError, RuntimeError):
                    return False
            return True

        yield passes


@pytest.mark.parametrize("name", [ONE, MORE, HEADS])
def test_the_reference_passes(passes, name):
    assert passes(name, "")


def test_a_layer_that_uses_the_first_column_alone_fails_where_there_are_more(passes):
    assert passes(ONE, FIRST_COLUMN)
    assert not passes(MORE, FIRST_COLUMN)


def test_heads_that_have_rank_one_always_fail(passes):
    assert not passes(HEADS, RANK_ONE)
