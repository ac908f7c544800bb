"""How many names of the project each checker imports: what a reader has to keep in mind for it."""

import ast

__all__ = ["MOST_NAMES", "checkers_in"]

#: How many a checker may import: more is more than a reader keeps in mind.
MOST_NAMES = 10


def checkers_in(folder):
    """Return the names of the project that each file below a folder with a checker imports.

    A module of ours counts as one name, and so does one beside the checker.
    """
    modules = {path: ast.parse(path.read_text()) for path in sorted(folder.rglob("*.py"))}
    return {
        str(path.relative_to(folder)): sorted(_names_of_ours(module))
        for path, module in modules.items()
        if any(map(_is_checker, module.body))
    }


def _is_checker(node):
    is_class = isinstance(node, ast.ClassDef) and "Protocol" not in map(ast.unparse, node.bases)
    return is_class and any(getattr(part, "name", "") == "check" for part in node.body)


def _names_of_ours(module):
    return [
        alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        and (node.level or (node.module or "").partition(".")[0] == "autograder")
        for alias in node.names
    ]
