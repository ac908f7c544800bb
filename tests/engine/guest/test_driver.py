"""A worker on a GPU may use the driver's devices and read its libraries, wherever they lie."""

import _ctypes
import shutil

from autograder.guest import driver

TELL = "from autograder.guest import driver\ntell(driver.paths())"


def test_only_devices_of_the_driver_are_used():
    _, devices = driver.paths()
    assert [path for path in devices if not path.startswith(("/dev/nvidia", "/dev/dxg"))] == []
    assert "/dev/nvidia-uvm-tools" not in devices


def test_nothing_of_a_person_is_read():
    readable, _ = driver.paths()
    assert [path for path in readable if path.startswith(("/home", "/root", "/tmp", "/etc"))] == []
    assert {"/", "/proc", "/sys", "/dev", "/usr"}.isdisjoint(readable)


def test_the_folder_of_the_drivers_library_is_read(in_child, tmp_path):
    """The linker finds it; another library with its name stands in for it here."""
    real = tmp_path / "versioned"
    real.mkdir()
    shutil.copy(_ctypes.__file__, real / "libcuda.so.9")
    (tmp_path / "libcuda.so.1").symlink_to(real / "libcuda.so.9")
    before = ("env", f"LD_LIBRARY_PATH={tmp_path}")
    readable, _ = in_child(TELL, before=before)
    assert str(real) in readable
    assert str(real) not in in_child(TELL)[0]
