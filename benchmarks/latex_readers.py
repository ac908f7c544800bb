"""How scalar formulas are read: by ours, by sympy's two readers and by latex2sympy2.

    PYTHONPATH=tests/shared python benchmarks/latex_readers.py [--sympy PYTHON]
        [--latex2sympy2 PYTHON] [--count N] [--seed S] [--show]

The first PYTHON is an interpreter with sympy, antlr4-python3-runtime 4.11 and lark, the other one
with latex2sympy2, which takes another antlr; both with numpy. A reader without one is left out, and
that is said. Each formula is read in a process of its own, within a limit.

The formulas are those of the corpora whose symbols are all numbers; those of `public_traps.jsonl`,
where others' readers are known to stumble; and N random ones as sympy writes them. What a reader
makes of a formula is compared with what it means by the engine's own comparison, after its symbols
have been given the names of those declared: whatever it makes of a symbol's notation alone is that
symbol, and ``e`` and ``pi`` that nobody declared are the constants. Of an equation the right side
counts, and of several readings any that is meant.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sympy

from autograder.expression.decide import Different, Equality, compare
from autograder.expression.domain import parse_domain
from autograder.expression.premises import Premises
from autograder.expression.render import plain
from autograder.expression.text import parse
from autograder.expression.tree import Node, TreeError, from_wire, postorder
from autograder.guest.trees import to_wire
from autograder.latex.mathematics import read
from autograder.latex.setting import Declared, Setting
from autograder.latex.tokens import Problem, tokenize
from corpus import FOLDER, Item, items, outcome_of
from random_formulas import SCALARS, random_scalar

ROOT = Path(__file__).parent.parent
NUMBERS = frozenset(
    {"natural", "size", "positive", "nonnegative", "unit", "real", "probability", "integer"}
)
#: Operations of formulas that speak of numbers alone.
SCALAR = frozenset(
    {"rational", "decimal", "symbol", "constant", "add", "neg", "mul", "div", "pow", "call", "sum",
     "product"}
)  # fmt: skip
LIMIT = 10
OUTCOMES = ("as meant", "refused", "something else", "crash", "undecided")

# What runs in the interpreter of another reader: it reads a list, a process for each formula.
CHILD = """\
import contextlib, functools, json, os, signal, sys, time
sys.path.insert(0, {root!r})
import sympy
from autograder.guest.trees import Unreadable, to_wire
{imports}
LIMIT = {limit}
def last_side(found):
    while isinstance(found, sympy.Equality):
        found = found.rhs
    return found
def parsed(tex):
    found = read(tex)
    if type(found).__name__ == "Tree":
        return [last_side(one) for one in found.children]
    return [last_side(found)]
def of_base(one):
    return isinstance(one, sympy.log) and len(one.args) == 2
def wired(one):
    one = one.replace(of_base, lambda log: sympy.log(log.args[0]) / sympy.log(log.args[1]))
    try:
        return to_wire(one)
    except Unreadable:
        return to_wire(one.doit())
def apart(work, given):
    out, into = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        signal.alarm(LIMIT)
        os.write(into, json.dumps(work(given)).encode()[:60000])
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as replies:
        reply = replies.read()
    os.waitpid(child, 0)
    return json.loads(reply) if reply else None
@functools.cache
def symbols_in(tex):
    return apart(lambda tex: [sympy.srepr(one) for one in parsed(tex)], tex) or []
def outcome(task):
    start = time.perf_counter()
    try:
        found = parsed(task["tex"])
    except Exception as error:
        kind = type(error)
        known = kind is Exception or kind.__module__.startswith(("lark", "sympy.parsing"))
        return {{"kind": "refused" if known else "crash", "said": repr(error)[:200]}}
    took = 1000 * (time.perf_counter() - start)
    names = {{}}
    for name, written in task["names"].items():
        for text in written:
            with contextlib.suppress(Exception):
                names[eval(text, dict(vars(sympy)))] = sympy.Symbol(name)
    for name, value in (("e", sympy.E), ("pi", sympy.pi)):
        names.setdefault(sympy.Symbol(name), value)
    rows = []
    for one in found:
        with contextlib.suppress(Exception):
            rows.append(wired(one.xreplace(names)))
    return {{"kind": "read", "said": str(found)[:200], "rows": rows, "ms": took}}
sys.stderr = open(os.devnull, "w")
read({warm!r})
for line in sys.stdin:
    task = json.loads(line)
    task["names"] = {{
        name: [one for tex in notations for one in symbols_in(tex)]
        for name, notations in task["symbols"].items()
    }}
    reply = apart(outcome, task) or {{"kind": "crash", "said": "it ended, or took too long"}}
    print(json.dumps(reply), flush=True)
"""
WARM = r"\frac{a}{b}+\sqrt{c}\cdot d^{2}"
READERS: Mapping[str, str] = {
    "sympy, antlr": (
        "from sympy.parsing.latex import parse_latex\n"
        "def read(tex): return parse_latex(tex, backend='antlr')"
    ),
    "sympy, lark": (
        "from sympy.parsing.latex import parse_latex\n"
        "def read(tex): return parse_latex(tex, backend='lark')"
    ),
    "latex2sympy2": "from latex2sympy2 import latex2sympy as read",
}


@dataclass(frozen=True)
class Result:
    """What became of a formula."""

    outcome: str
    said: str = ""
    milliseconds: float | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    """Read all with each, and print a table for the corpora, the traps and the random ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sympy", help="an interpreter with sympy's readers")
    parser.add_argument("--latex2sympy2", help="an interpreter with latex2sympy2")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print what is not as meant")
    options = parser.parse_args(arguments)
    readers: dict[str, Callable[[list[Item]], Iterator[Result]]] = {"ours": _ours}
    for name in READERS:
        python = options.latex2sympy2 if name == "latex2sympy2" else options.sympy
        if python:
            readers[name] = _Other(python, READERS[name])
        else:
            print(f"{name}: no interpreter was given")
    for title, some in (("random", _random(options.count, options.seed)), *_of_corpora()):
        print(f"\n{title}: {len(some)} formulas")
        print("| |", " | ".join(OUTCOMES), "| ms |")
        print("|---|" + "---|" * (len(OUTCOMES) + 1))
        for name, reads in readers.items():
            _print_row(name, list(zip(some, reads(some), strict=True)), options.show)


def _print_row(name: str, results: list[tuple[Item, Result]], show: bool) -> None:
    counts = Counter(result.outcome for _, result in results)
    times = sorted(one.milliseconds for _, one in results if one.milliseconds is not None)
    mean = sum(times) / len(times) if times else 0
    print(f"| {name} |", " | ".join(str(counts[one]) for one in OUTCOMES), f"| {mean:.1f} |")
    for item, result in results if show else ():
        if result.outcome != "as meant":
            print(f"    {item.id} {item.tex}  ({' or '.join(item.means) or 'to be refused'})")
            print(f"        {result.outcome}: {result.said}")


# ---------------------------------------------------------------------------- formulas


def _of_corpora() -> list[tuple[str, list[Item]]]:
    found = defaultdict(list)
    for path in sorted(FOLDER.glob("*.jsonl")):
        is_trap = path.stem == "public_traps"
        for item in items(path):
            if is_trap or _is_scalar(item):
                found["traps" if is_trap else "corpora"].append(item)
    return sorted(found.items(), reverse=True)


def _is_scalar(item: Item) -> bool:
    if item.kind in ("order", "refused") or not item.means:
        return False
    if any(one.domain not in NUMBERS for one in item.setting.symbols):
        return False
    trees = (parse(text, item.domains) for text in item.means)
    return all(node.operation in SCALAR for tree in trees for node in postorder(tree))


def _random(count: int, seed: int) -> list[Item]:
    rng = random.Random(seed)
    print(f"seed {seed}")
    symbols = tuple(Declared(name, domain, (name,)) for name, domain in SCALARS.items())
    domains = {name: parse_domain(domain) for name, domain in SCALARS.items()}
    some = []
    while len(some) < count:
        expression = random_scalar(rng, 1 + len(some) % 4)
        if expression is not None:
            means = plain(from_wire(to_wire(expression)))
            name = f"r-{len(some)}"
            setting = Setting(name, symbols)
            some.append(Item(name, "plain", sympy.latex(expression), (means,), setting, domains))
    return some


# ----------------------------------------------------------------------------- readers


def _ours(some: list[Item]) -> Iterator[Result]:
    for item in some:
        start = time.perf_counter()
        with suppress(Problem):
            read(tokenize(item.tex), item.setting)
        took = 1000 * (time.perf_counter() - start)
        found = outcome_of(item)
        kind = {"meant": "as meant", "else": "something else"}.get(found.kind, found.kind)
        yield Result(kind, found.said, took)


class _Other:
    """A reader in an interpreter of its own."""

    def __init__(self, python: str, imports: str) -> None:
        self._python = python
        self._program = CHILD.format(root=str(ROOT), imports=imports, limit=LIMIT, warm=WARM)

    def __call__(self, some: list[Item]) -> Iterator[Result]:
        tasks = [
            {"tex": item.tex, "symbols": {one.name: one.tex for one in item.setting.symbols}}
            for item in some
        ]
        done = subprocess.run(
            [self._python, "-c", self._program],
            input="".join(json.dumps(task) + "\n" for task in tasks),
            capture_output=True, text=True, check=False, timeout=LIMIT * (len(some) + 10),
        )  # fmt: skip
        replies = [json.loads(line) for line in done.stdout.splitlines()]
        if len(replies) != len(some):
            raise SystemExit(f"{self._python} ended: {done.stderr[-2000:]}")
        for item, reply in zip(some, replies, strict=True):
            yield _judged(item, reply)


def _judged(item: Item, reply: Mapping[str, object]) -> Result:
    kind, said = str(reply["kind"]), str(reply["said"])
    if kind != "read":
        is_right = item.kind == "refused" and kind == "refused"
        return Result("as meant" if is_right else kind, said)
    took = float(str(reply["ms"]))
    if item.kind == "refused":
        return Result("something else", said, took)
    outcomes = {
        _compared(rows, parse(text, item.domains), item)
        for rows in _wires(reply["rows"])
        for text in item.means
    }
    for outcome in ("as meant", "undecided"):
        if outcome in outcomes:
            return Result(outcome, said, took)
    return Result("something else", said, took)


def _wires(wires: object) -> Iterator[list[object]]:
    yield from wires if isinstance(wires, list) else []


def _compared(rows: list[object], meant: Node, item: Item) -> str:
    try:
        found = from_wire(rows)
    except TreeError:
        return "something else"
    outcome = compare(meant, found, Premises(item.domains))
    if isinstance(outcome, Equality) or plain(meant) == plain(found):
        return "as meant"
    bound = {node.name for node in postorder(found) if node.operation in ("sum", "product")}
    named = {node.name for node in postorder(found) if node.operation == "symbol"}
    is_other = (
        isinstance(outcome, Different)
        or not named <= bound | item.domains.keys()
        or any(node.operation not in SCALAR for node in postorder(found))
    )
    return "something else" if is_other else "undecided"


if __name__ == "__main__":
    main()
