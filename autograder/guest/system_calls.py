"""Numbers of the system calls that a worker may not make, or not with all arguments."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AARCH64", "ARCHITECTURES", "COMMON", "X86_64", "Architecture"]

# Calls whose numbers are the same on all architectures since they were added.
COMMON = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426,
    "io_uring_register": 427, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431,
    "fsmount": 432, "fspick": 433, "pidfd_open": 434, "pidfd_getfd": 438,
    "process_madvise": 440, "mount_setattr": 442, "quotactl_fd": 443, "memfd_secret": 447,
    "landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446,
    "openat2": 437, "process_mrelease": 448, "fchmodat2": 452, "statmount": 457, "listmount": 458,
    "setxattrat": 463, "removexattrat": 466, "open_tree_attr": 467, "file_setattr": 469,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Architecture:
    """What the kernel calls it when it asks a filter, and the numbers of its calls."""

    audit: int
    calls: dict[str, int]


X86_64 = Architecture(
    0xC000003E,
    {
        "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "socket": 41,
        "connect": 42, "accept": 43, "bind": 49, "listen": 50, "accept4": 288, "ioctl": 16,
        "prctl": 157, "prlimit64": 302, "tkill": 200, "tgkill": 234, "rt_sigqueueinfo": 129,
        "rt_tgsigqueueinfo": 297, "execveat": 322,
        "chmod": 90, "fchmod": 91, "fchmodat": 268, "chown": 92, "fchown": 93, "lchown": 94,
        "fchownat": 260, "utime": 132, "utimes": 235, "futimesat": 261, "utimensat": 280,
        "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197,
        "lremovexattr": 198, "fremovexattr": 199, "mknod": 133, "mknodat": 259,
        "setuid": 105, "setgid": 106, "setpgid": 109, "setsid": 112, "setreuid": 113,
        "setregid": 114, "setgroups": 116, "setresuid": 117, "setresgid": 119, "setfsuid": 122,
        "setfsgid": 123, "capset": 126, "personality": 135, "modify_ldt": 154, "pivot_root": 155,
        "chroot": 161, "acct": 163, "mount": 165, "umount2": 166, "swapon": 167, "swapoff": 168,
        "reboot": 169, "sethostname": 170, "setdomainname": 171, "iopl": 172, "ioperm": 173,
        "init_module": 175, "delete_module": 176, "quotactl": 179, "setns": 308, "unshare": 272,
        "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
        "finit_module": 313, "kexec_load": 246, "kexec_file_load": 320, "bpf": 321,
        "perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "request_key": 249,
        "keyctl": 250, "syslog": 103, "fanotify_init": 300, "open_by_handle_at": 304,
        "name_to_handle_at": 303, "memfd_create": 319, "shmget": 29, "shmat": 30, "shmctl": 31,
        "semget": 64, "semop": 65, "semctl": 66, "msgget": 68, "msgsnd": 69, "msgrcv": 70,
        "msgctl": 71, "mq_open": 240, "mq_unlink": 241, "settimeofday": 164, "clock_settime": 227,
        "clock_adjtime": 305, "adjtimex": 159, "vhangup": 153, "lookup_dcookie": 212,
        "move_pages": 279, "migrate_pages": 256, "mbind": 237, "set_mempolicy": 238,
        "fcntl": 72, "sendmsg": 46, "sendmmsg": 307, "inotify_init": 253, "inotify_init1": 294,
        "inotify_add_watch": 254, "sched_setparam": 142, "sched_setscheduler": 144,
        "sched_setaffinity": 203, "sched_setattr": 314, "setpriority": 141, "ioprio_set": 251,
        "vmsplice": 278, "splice": 275, "tee": 276, "io_setup": 206, "io_submit": 209,
        "seccomp": 317, "mmap": 9, "timer_create": 222, "mq_notify": 244,
        "fallocate": 285, "sendfile": 40, "setsockopt": 54, "flock": 73, "sync": 162, "syncfs": 306,
        "sync_file_range": 277, "fsync": 74, "fdatasync": 75, "msync": 26, "fadvise64": 221,
        "semtimedop": 220, "truncate": 76, "open": 2, "openat": 257,
    },
)  # fmt: skip
AARCH64 = Architecture(
    0xC00000B7,
    {
        "clone": 220, "execve": 221, "kill": 129, "socket": 198, "connect": 203, "accept": 202,
        "bind": 200, "listen": 201, "accept4": 242, "ioctl": 29, "prctl": 167, "prlimit64": 261,
        "tkill": 130, "tgkill": 131, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240,
        "execveat": 281,
        "fchmod": 52, "fchmodat": 53, "fchownat": 54, "fchown": 55, "utimensat": 88,
        "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15,
        "fremovexattr": 16, "mknodat": 33,
        "setregid": 143, "setgid": 144, "setreuid": 145, "setuid": 146, "setresuid": 147,
        "setresgid": 149, "setfsuid": 151, "setfsgid": 152, "setpgid": 154, "setsid": 157,
        "setgroups": 159, "capset": 91, "personality": 92, "pivot_root": 41, "chroot": 51,
        "acct": 89, "mount": 40, "umount2": 39, "swapon": 224, "swapoff": 225, "reboot": 142,
        "sethostname": 161, "setdomainname": 162, "init_module": 105, "delete_module": 106,
        "quotactl": 60, "setns": 268, "unshare": 97, "ptrace": 117, "process_vm_readv": 270,
        "process_vm_writev": 271, "kcmp": 272, "finit_module": 273, "kexec_load": 104,
        "kexec_file_load": 294, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
        "add_key": 217, "request_key": 218, "keyctl": 219, "syslog": 116, "fanotify_init": 262,
        "open_by_handle_at": 265, "name_to_handle_at": 264, "memfd_create": 279, "shmget": 194,
        "shmctl": 195, "shmat": 196, "semget": 190, "semctl": 191, "semop": 193, "msgget": 186,
        "msgctl": 187, "msgrcv": 188, "msgsnd": 189, "mq_open": 180, "mq_unlink": 181,
        "settimeofday": 170, "clock_settime": 112, "clock_adjtime": 266, "adjtimex": 171,
        "vhangup": 58, "lookup_dcookie": 18, "move_pages": 239, "migrate_pages": 238,
        "mbind": 235, "set_mempolicy": 237,
        "fcntl": 25, "sendmsg": 211, "sendmmsg": 269, "inotify_init1": 26,
        "inotify_add_watch": 27, "sched_setparam": 118, "sched_setscheduler": 119,
        "sched_setaffinity": 122, "sched_setattr": 274, "setpriority": 140, "ioprio_set": 30,
        "vmsplice": 75, "splice": 76, "tee": 77, "io_setup": 0, "io_submit": 2, "seccomp": 277,
        "mmap": 222, "timer_create": 107, "mq_notify": 184, "fallocate": 47, "sendfile": 71,
        "setsockopt": 208, "flock": 32, "sync": 81, "syncfs": 267, "sync_file_range": 84,
        "fsync": 82, "fdatasync": 83, "msync": 227, "fadvise64": 223, "semtimedop": 192,
        "truncate": 45, "openat": 56,
    },
)  # fmt: skip
#: By the names that machines give themselves.
ARCHITECTURES = {"x86_64": X86_64, "aarch64": AARCH64}
