"""Property tests draw the same examples each time, so that a failure is a change's.

``HYPOTHESIS_PROFILE=default pytest tests/engine/expression`` draws new ones.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
