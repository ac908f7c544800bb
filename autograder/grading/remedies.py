"""What helps with code that the grader cannot run: what it does not allow, and what to do instead.

    >>> remedy("EOFError", "EOF when reading a line")
    'Nobody answers `input`: write the value into the code.'

An exception is recognised by its type and text, which are those of Python and its libraries, by the
libraries that it came through, and by the student's line; what is not recognised has no remedy.
"""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["LIMITS_OF_AN_IMPORT", "remedy"]

#: Beside a limit that was exceeded while a file was imported.
LIMITS_OF_AN_IMPORT = (
    "A file is imported before its functions are called: what is no part of an answer, such as "
    'training, plots and tests, belongs beneath `if __name__ == "__main__":`.'
)

_PROCESSES = (
    "The grader lets no code start further processes: compute in one, without `multiprocessing`, "
    "and with `num_workers=0` in a `DataLoader`."
)
_PROGRAMS = "The grader lets no code start programs: compute in Python what they would."
_NETWORK = (
    "The grader lets no code open connections, so nothing can be downloaded: write what the code "
    "needs into a Python file."
)
_DATA = (
    "The grader hands your code its Python files and no data files beside them: write the values "
    "into a Python file, or compute them."
)
_PLACES = (
    "The grader lets code read and write in the folder that it starts in, which is empty: leave "
    "other paths out; nobody looks at what is written."
)
_FORBIDDEN = (
    "The grader does not allow this to any code: compute in one process, without programs, "
    "connections or other files."
)
_INPUT = "Nobody answers `input`: write the value into the code."
_THREADS = "The grader lets code have few threads at once: compute in one."
_EXIT = (
    "`exit()`, `quit()` and `sys.exit()` end everything, the grading of this file too: take them "
    'away, or put them beneath `if __name__ == "__main__":`.'
)
_NOTEBOOK = (
    "Commands of a notebook or a terminal (`!pip`, `pip install`, `%matplotlib`, `?`) are no "
    "Python: take them away; what they install or draw is not needed."
)
_NOTEBOOK_NAME = "Only a notebook has `{}`: take the line away."
_RELATIVE = "Your files are no package, and are imported by their names: write `{}`."

_MISSING = (
    "`MissingPackage` stands in for a package that the grader does not have: use your own files, "
    "the standard library, numpy, sympy and torch."
)

_NO_MODULE = (
    "The grader has no such module: use your own files, the standard library, numpy, sympy and "
    "torch."
)

_IN_PROCESSES = frozenset({"concurrent", "multiprocessing"})
_IN_NETWORKS = frozenset(
    {"asyncio", "ftplib", "http", "imaplib", "requests", "smtplib", "socket", "socketserver", "ssl",
     "telnetlib", "urllib", "urllib3", "xmlrpc"}
)  # fmt: skip
_PROGRAM_CALL = re.compile(r"\b(fork\w*|exec[lv]\w*|p?open|posix_spawn\w*|spawn\w*|system|pty)\b")
# It raises nothing: its result says that no program ran, and what the code makes of that may raise.
_SYSTEM_CALL = re.compile(r"\bos\.system\s*\(")
_SOCKET_CALL = re.compile(r"\bsocket|\bconnect\b|\bbind\b|\blisten\b")
_HAS_PATH = re.compile(r"\[Errno \d+\].*: ['\"b]")
_MAGIC = re.compile(r"[!%?]|(pip3?|conda)\s+install\b|.*[\w\])]\?{1,2}$")
_NO_NAME = re.compile(r"name '(get_ipython|display)' is not defined")


def remedy(type_name: str, text: str, *, libraries: Collection[str] = (), source: str = "") -> str:
    """Return what helps with an exception, in a sentence, or nothing.

    Args:
        type_name: The exception's type.
        text: Its text.
        libraries: The packages that it came through.
        source: The student's line.
    """
    if type_name in ("SyntaxError", "IndentationError"):
        return _NOTEBOOK if _MAGIC.match(source.strip()) else ""
    if type_name == "NameError":
        unknown = _NO_NAME.match(text)
        return _NOTEBOOK_NAME.format(unknown.group(1)) if unknown else ""
    if type_name == "ImportError" and text.startswith("attempted relative import"):
        return _RELATIVE.format(_absolute(source))
    if type_name in ("ImportError", "ModuleNotFoundError") and text.startswith("No module named"):
        return "" if "you may use" in text else _NO_MODULE
    if type_name == "SystemExit":
        return _EXIT
    if type_name in ("TypeError", "RuntimeError") and "MissingPackage" in text:
        return _MISSING
    if type_name == "EOFError" and text.startswith("EOF when reading a line"):
        return _INPUT
    if type_name == "RuntimeError" and "start new thread" in text:
        return _THREADS
    refusal = _refusal(type_name, text, frozenset(libraries), source)
    return refusal or (_PROGRAMS if _SYSTEM_CALL.search(source) else "")


def _refusal(type_name: str, text: str, libraries: frozenset[str], source: str) -> str:
    if type_name in ("gaierror", "URLError", "HTTPError") or "internet connection" in text:
        return _NETWORK
    if type_name == "FileNotFoundError":
        return _DATA
    if type_name not in ("PermissionError", "OSError", "ConnectionRefusedError"):
        return ""
    if libraries & _IN_PROCESSES:
        return _PROCESSES
    if "subprocess" in libraries:
        return _PROGRAMS
    if libraries & _IN_NETWORKS:
        return _NETWORK
    if type_name != "PermissionError":
        return ""
    if _HAS_PATH.match(text):
        return _PLACES
    if _SOCKET_CALL.search(source):
        return _NETWORK
    return _PROGRAMS if _PROGRAM_CALL.search(source) else _FORBIDDEN


def _absolute(source: str) -> str:
    """Return a relative import as it is written where there is no package."""
    match = re.match(r"from\s+\.+\s*([\w.]*)\s+import\s+(.*)", source.strip())
    if match is None:
        return "from helper import …"
    module, names = match.groups()
    return f"from {module} import {names}" if module else f"import {names}"
