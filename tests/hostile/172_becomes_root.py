"""Becomes somebody else."""

LOST = ()

SOURCE = r"""
def table():
    refused(
        lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgid(0),
        lambda: os.setgroups([0]), lambda: os.seteuid(1), lambda: os.setreuid(1, 1),
        lambda: call("capset", None, None), lambda: os.execv("/usr/bin/sudo", ["sudo", "-n", "true"]),
        lambda: os.execv("/usr/bin/su", ["su"]),
    )
    with open("/proc/self/status") as file:
        status = dict(line.split(":\t", 1) for line in file.read().splitlines() if ":\t" in line)
    assert status["NoNewPrivs"] == "1", status["NoNewPrivs"]
    for name in ("CapPrm", "CapEff", "CapAmb", "CapInh"):
        assert int(status[name], 16) == 0, (name, status[name])
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
