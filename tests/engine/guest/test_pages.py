"""Memory in huge pages holds what it held, and forks see it."""

import mmap
import os
import re
from pathlib import Path

import numpy as np

from autograder.guest.pages import collapse

MEBI = 1 << 20


def huge_pages_of(address):
    """Return the KiB of huge pages in the mapping that an address lies in."""
    mappings = re.split(
        r"^(?=[0-9a-f]+-[0-9a-f]+ )", Path("/proc/self/smaps").read_text(), flags=re.M
    )
    for mapping in filter(None, mappings):
        start, end = (int(part, 16) for part in mapping.split(maxsplit=1)[0].split("-"))
        if start <= address < end:
            return int(re.search(r"^AnonHugePages: +(\d+) kB", mapping, re.M)[1])
    raise LookupError(hex(address))


def test_memory_is_in_huge_pages_and_holds_what_it_held(record_property):
    memory = mmap.mmap(-1, 16 * MEBI, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    array = np.frombuffer(memory, dtype=np.uint32)
    array[:] = np.arange(len(array))
    collapsed = collapse()
    assert np.array_equal(array, np.arange(len(array)))
    if not collapsed:
        record_property("not run", "memory in huge pages: this kernel gives none")
        return
    assert huge_pages_of(array.ctypes.data + 8 * MEBI) >= 8 << 10
    pid = os.fork()
    if pid == 0:
        array[0] = 7  # a page of its own from now on
        os._exit(0 if array[0] == 7 and array[1] == 1 else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert array[0] == 0
