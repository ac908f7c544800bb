"""Raises its own limits, and those of others."""

LOST = ()

SOURCE = """
import resource
def table():
    for name in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE", "RLIMIT_MSGQUEUE"):
        kind = getattr(resource, name)
        soft, hard = resource.getrlimit(kind)
        assert hard != resource.RLIM_INFINITY, name
        refused(
            lambda: resource.setrlimit(kind, (hard + 1, hard + 1)),
            lambda: resource.setrlimit(kind, (soft, resource.RLIM_INFINITY)),
            lambda: resource.prlimit(@grader, kind, (0, hard)),
            lambda: resource.prlimit(@zygote, kind),
        )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
