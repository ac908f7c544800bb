"""The files that the driver of a GPU needs, for a worker that may open no others.

Written from what the open parts of the driver document, and from what gVisor lets pass; see
docs/gpu.md for what has been tried.
"""

from __future__ import annotations

import ctypes
import glob
import os

__all__ = ["paths"]

# Those of the driver itself, and of its libraries' interface to Windows' driver. Not among them:
# nvidia-uvm-tools, which shows the memory of other processes to debuggers.
_DEVICES = ("/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia[0-9]*", "/dev/nvidia-caps/*",
            "/dev/dxg")  # fmt: skip
# What the driver's libraries read about the machine: its hardware and the driver's own settings.
_READ = ("/proc/devices", "/proc/driver/nvidia", "/proc/modules", "/proc/sys/vm", "/proc/version",
         "/sys/bus/pci", "/sys/devices", "/sys/module", "/usr/lib/wsl", "/usr/local/cuda",
         "/usr/share/nvidia")  # fmt: skip


def paths() -> tuple[list[str], list[str]]:
    """Return what a worker on a GPU may read beside the rest, and the devices that it may use."""
    devices = [path for pattern in _DEVICES for path in sorted(glob.glob(pattern))]
    return [*_READ, *_driver_folders()], devices


def _driver_folders() -> list[str]:
    """Return where the driver's libraries lie: wherever the linker finds the first of them.

    Loading it starts nothing. The others are loaded by name later, from the same folder.
    """
    try:
        ctypes.CDLL("libcuda.so.1")
    except OSError:  # no driver
        return []
    with open("/proc/self/maps") as maps:
        files = {line.split(maxsplit=5)[-1].strip() for line in maps if "/libcuda.so" in line}
    return sorted({os.path.dirname(os.path.realpath(file)) for file in files})
