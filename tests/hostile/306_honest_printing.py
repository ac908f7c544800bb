"""Warnings, logging and printing."""

LOST = ()

SOURCE = """
import datetime, decimal, fractions, logging, math, random, statistics, time, traceback, warnings
import torch
def table():
    logging.basicConfig(level=logging.DEBUG)
    logging.getLogger(__name__).warning("σ = %.3f", math.pi)
    warnings.warn("careful")
    print(torch.randn(3, 3), 1e-300, float("nan"), f"{1 / 3:.17g}", decimal.Decimal(1) / 3, "∇θ 😀")
    print(datetime.datetime.now(), time.perf_counter(), statistics.mean([1, 2]), random.random())
    try:
        1 / 0
    except ZeroDivisionError:
        traceback.print_exc()
    print(fractions.Fraction(1, 3), file=sys.stderr, flush=True)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
