"""What confines a worker: layers, and limits that the grader or the kernel enforces."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BUSY_FACTOR", "WALL_FACTOR", "Layers", "Limits"]

#: Wall time allowed for each second of CPU time: the smallest container has half a processor.
WALL_FACTOR = 4
#: Times the wall limit that a process is given at the most, where it has to wait for a processor.
BUSY_FACTOR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What a worker is confined by, besides its limits.

    Args:
        private_user: A user of its own for each worker.
        landlock: Files by the kernel's Landlock.
        seccomp: System calls by a filter.
    """

    private_user: bool = False
    landlock: bool = False
    seccomp: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The layers that there are."""
        found = {
            "private user": self.private_user,
            "Landlock": self.landlock,
            "seccomp": self.seccomp,
        }
        return tuple(name for name, there in found.items() if there)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one worker.

    Args:
        memory: Bytes of address space beyond what it has when it starts; 0 for no limit.
        output: Bytes it may print before it is stopped.
        kept_output: Bytes of each of its two outputs that are kept, from the beginning.
        file_size: Bytes that one file in its folder may have.
        folder_size: Bytes that its folder may hold, with the files that it has removed and uses.
        folder_entries: Files and folders that its folder may hold.
        descriptors: Files it may have open.
        threads: Threads it may have, where it has a user of its own.
        questions: How often it may ask the grader something while it answers one request.
    """

    memory: int = 1 << 30
    output: int = 16 << 20
    kept_output: int = 20_000
    file_size: int = 16 << 20
    folder_size: int = 64 << 20
    folder_entries: int = 1_000
    descriptors: int = 256
    threads: int = 256
    questions: int = 10_000

    def resources(self, *, private_user: bool, accelerated: bool = False) -> dict[str, int]:
        """Return the kernel's limits by their names, without their prefix.

        Args:
            private_user: Whether the worker has a user of its own.
            accelerated: Whether it may use a GPU. CUDA reserves more address space than there is
                memory, so what is counted then is private writable memory. Memory that is neither
                private nor a file's is refused by the filter of system calls.
        """
        limits = {
            "CORE": 0,
            "FSIZE": self.file_size,
            "MSGQUEUE": 0,
            "NOFILE": self.descriptors,
        }
        if self.memory:
            limits["DATA" if accelerated else "AS"] = self.memory
        if private_user:
            # The kernel counts threads of a user wherever they are; only here they are all ours.
            limits["NPROC"] = self.threads
        return limits
