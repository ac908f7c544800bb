"""Starts the zygote or one worker: ``python -I …/guest/__main__.py MODULE DESCRIPTOR GRADER``.

The module is ``zygote`` or ``spawned``; the descriptor is the socket to the grader, whose process
id comes last.

The package is loaded under the name ``guest``, and ``notation`` beside it, so that nothing else
of the project can be imported in a worker. What reads LaTeX is a part of it, ``guest.latex``: it
takes no name that a file of a submission can have.
"""

import gc
import importlib.util
import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def _load(name: str, path: Path) -> None:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


def _is_installed(entry: str) -> bool:
    """Whether an entry of the path belongs to the interpreter, or is where packages are installed.

    The project itself is on the path too, as an editable installation is.
    """
    prefixes = (f"{sys.prefix}{os.sep}", f"{sys.base_prefix}{os.sep}")
    return entry.startswith(prefixes) or Path(entry).name in ("dist-packages", "site-packages")


sys.path[:] = filter(_is_installed, sys.path)
_load("guest", _HERE / "__init__.py")
# Before what takes seconds to import: a grader that ends meanwhile leaves nothing behind.
importlib.import_module("guest.confinement").end_with_parent(int(sys.argv[3]))
# What imports make stays: to look for garbage in it only takes time.
gc.disable()
_load("notation", _HERE.parent / "notation.py")
_load("guest.latex", _HERE.parent / "latex" / "__init__.py")
entry = importlib.import_module(f"guest.{sys.argv[1]}")
gc.enable()
entry.main(int(sys.argv[2]))
