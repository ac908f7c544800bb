"""What a run over a class has written, to be compared with what another one has."""

import re

__all__ = ["run_files"]


def run_files(out):
    """Return the content of all files of a run, without times."""
    found = {}
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name != ".lock":
            text = path.read_text()
            if path.suffix == ".json":
                text = re.sub(r'"(seconds|execution_time)":[\d.e-]+', r'"\1":0', text)
            found[path.relative_to(out).as_posix()] = text
    return found
