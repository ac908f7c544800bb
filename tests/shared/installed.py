"""The versions that are installed here. Tests import it by its name."""

from __future__ import annotations

import sys
from importlib.metadata import distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.packaging.versions import Versions


def installed_versions():
    """Return the versions that are here of all that the engine needs, for this Python."""
    pins = {}
    waiting = ["autograder"]
    while waiting:
        found = distribution(waiting.pop())
        name = canonicalize_name(found.name)
        if name not in pins:
            pins[name] = found.version.partition("+")[0]
            needs = map(Requirement, found.requires or ())
            waiting += [n.name for n in needs if not n.marker or n.marker.evaluate({"extra": ""})]
    del pins["autograder"]
    return Versions(sys.version_info[:2], pins)
