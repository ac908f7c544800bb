"""The interfaces through which kernels are attacked."""

LOST = ()

SOURCE = """
def table():
    nothing = ctypes.create_string_buffer(256)
    names = ["unshare", "setns", "mount", "chroot", "pivot_root", "io_uring_setup", "bpf", "keyctl",
             "add_key", "userfaultfd", "perf_event_open", "memfd_create", "memfd_secret", "personality",
             "fanotify_init", "open_by_handle_at", "name_to_handle_at", "finit_module", "kexec_load",
             "reboot", "syslog", "quotactl", "vmsplice", "io_setup", "seccomp", "acct",
             "process_madvise", "open_tree", "fsopen", "move_mount", "inotify_init1", "setxattr"]
    refused(*[lambda name=name: call(name, 0, nothing, 0, 0, 0) for name in names])
    refused(lambda: call("unshare", 0x10000000), lambda: call("unshare", 0x20000))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
