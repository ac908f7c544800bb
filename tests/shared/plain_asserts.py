"""Import this before the engine: its modules are then compiled as they are.

Since it has a plugin pytest takes all of them for a part of that, and rewrites their `assert`s.
That takes seconds in each process of the tests, and what the engine asserts says enough.
"""

import sys

from _pytest.assertion.rewrite import AssertionRewritingHook

for finder in sys.meta_path:
    if isinstance(finder, AssertionRewritingHook):
        finder._must_rewrite.discard("autograder")
