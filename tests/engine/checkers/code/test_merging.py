"""What `merge` and `unmerge` promise: each mistake is named, and costs nothing but its clause."""

from fractions import Fraction

import pytest

from autograder.checkers.common.clauses import Clauses

CLAUSES = Clauses({"output": 2, "training": 1, "merging": 1})
MERGED = "self.merged = (self.weight * (1 + self.gain) ** self.power).detach()"
UNMERGE = "    def unmerge(self):\n        self.merged = None"


def test_a_module_that_merges_earns_everything(judge):
    verdict = judge(merges=True, clauses=CLAUSES)
    assert (verdict.share, verdict.message) == (1, "")


BROKEN = {
    "values": ({MERGED: "self.merged = self.weight"}, "In the output after merge(), "),
    "not merged": ({MERGED: "pass"}, "still depends on gain: merged, a gate is a product."),
    "merged in the graph": (
        {".power).detach()": ".power)"},
        "After merge() a gradient of the output still reaches `gain`",
    ),
    "several products": (
        {"return X @ self.merged": "return X @ self.merged + 0 * (X @ self.merged)"},
        "a product takes 48.",
    ),
    "exception": ({"    def unmerge": "    def undo"}, "unmerge"),
}


@pytest.mark.parametrize("note", BROKEN)
def test_what_breaks_a_promise_is_told_so_and_loses_the_clause(judge, note):
    edits, text = BROKEN[note]
    verdict = judge(edits, merges=True, clauses=CLAUSES)
    assert verdict.share == Fraction(3, 4), verdict.message
    assert note in verdict.notes
    assert text in verdict.message
    assert "Found with side 2 in float64" in verdict.message


def test_what_is_merged_for_good_is_found_when_others_are_merged(judge):
    """The first merge is kept for later ones."""
    edits = {
        MERGED: (
            "self.kept = getattr(self, 'kept', None)\n        if self.kept is None:\n"
            f"            {MERGED.replace('self.merged', 'self.kept')}\n"
            "        self.merged = self.kept"
        )
    }
    verdict = judge(edits, merges=True, clauses=CLAUSES)
    assert verdict.share == Fraction(3, 4), verdict.message
    assert "the output after merge(), unmerge() and merge() of other gains" in verdict.message


def test_a_module_that_cannot_merge_loses_nothing_where_it_does_not_have_to(judge):
    assert judge({UNMERGE: "", "    def merge(self)": "    def other(self)"}).share == 1
