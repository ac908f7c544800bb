"""The files of its own process that change it."""

LOST = ()

SOURCE = """
def table():
    refused(*[
        lambda name=name: open(f"/proc/self/{name}", "r+b", buffering=0)
        for name in ("mem", "oom_score_adj", "clear_refs", "coredump_filter", "attr/current", "uid_map",
                     "setgroups", "comm", "fd/3", "autogroup", "timerslack_ns")
    ])
    refused(
        lambda: open("/proc/sys/kernel/core_pattern", "w"), lambda: open("/proc/self/root/etc/passwd"),
        lambda: os.listdir("/proc/self/root"), lambda: open("/proc/self/cwd/../../x", "w"),
        lambda: open("/proc/sysrq-trigger", "w"), lambda: open("/sys/kernel/mm/ksm/run", "w"),
        lambda: open("/dev/mem"), lambda: open("/dev/kmsg"), lambda: open("/dev/vda"),
    )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
