"""Which points are looked at: every row of integers, suspicious points, then cheap rows."""

from itertools import islice

import pytest

from autograder.expression.budget import Budget, Meter
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.point_plan import PointPlan
from autograder.expression.evaluation.model import ComparisonSetting
from autograder.expression.evaluation.sampling import READABLE_POINTS


@pytest.fixture
def plan(read, rng):
    def plan_of(expected, submitted, *, steps=1000, meter=None, is_random=False, **texts):
        symbols, expected, submitted = read(texts, expected, submitted)
        pair = Pair(expected, submitted, ComparisonSetting(symbols, (), 0, Budget()))
        return PointPlan(
            pair,
            random=rng,
            meter=meter or Meter(10**6),
            steps=steps,
            is_determined=True,
            is_random=is_random,
        )

    return plan_of


def test_every_row_has_a_turn(plan):
    tour = plan("norm2(A)", "norm2(A.T)", A="matrix[n,m]")
    rows = [row for row, _ in islice(tour, len(tour.rows))]
    assert rows == list(range(len(tour.rows)))
    assert {(row["n"], row["m"]) for row in tour.rows} == {
        (n, m) for n in range(1, 8) for m in range(1, 8)
    }


def test_after_that_those_that_leave_many_points(plan):
    tour = plan("norm2(A)", "norm2(A.T)", A="matrix[n,n]", steps=3200)
    rows = []
    for row, _ in islice(tour, 60):
        tour.note_cost(row, tour.rows[row]["n"] ** 3)
        rows.append(tour.rows[row]["n"])
    # Of 320 points each can take 10 steps on average: (1 + 8 + 27)/3 is more.
    assert set(rows[:7]) == {1, 2, 3, 4, 5, 6, 7}
    assert set(rows[7:]) == {1, 2}
    cheap = plan("norm2(A)", "norm2(A.T)", A="matrix[n,n]", steps=10**6)
    for row, _ in islice(cheap, 7):
        cheap.note_cost(row, cheap.rows[row]["n"] ** 3)
    assert {cheap.rows[row]["n"] for row, _ in islice(cheap, 60)} == {1, 2, 3, 4, 5, 6, 7}


def test_however_dear_sizes_above_one_are_looked_at_throughout(plan):
    """Matrices that are numbers satisfy more: ‖A B‖ = ‖A‖ ‖B‖."""
    tour = plan("norm2(A)", "norm2(A.T)", A="matrix[n,m]", steps=100)
    rows = []
    for row, _ in islice(tour, 80):
        tour.note_cost(row, (tour.rows[row]["n"] * tour.rows[row]["m"]) ** 3)
        rows.append(tuple(sorted(tour.rows[row].items())))
    assert set(rows[49:]) == {(("m", 1), ("n", 1)), (("m", 2), ("n", 2))}


def test_rows_that_too_few_steps_are_left_for_are_left_out(plan):
    meter = Meter(6000)
    tour = plan("norm2(A)", "norm2(A.T)", A="matrix[n,n]", meter=meter)
    sizes = set()
    for row, _ in islice(tour, 20):
        size = tour.rows[row]["n"]
        sizes.add(size)
        steps = 10 * size**3 if len(sizes) > 3 else 1
        meter.spend(steps)
        tour.note_cost(row, steps)
    assert sizes == {1, 2, 3, 4, 5}  # 3*10*5**3 more would leave less than a third


def test_one_large_row_too_much_does_not_keep_the_others_from_their_turn(plan):
    meter = Meter(10_000)
    tour = plan("Sum(x[i], (i, 1, n))", "Sum(x[k], (k, 1, n))", x="sequence[real]", n="natural",
                meter=meter)  # fmt: skip
    sizes = set()
    for row, _ in islice(tour, 30):
        size = tour.rows[row]["n"]
        sizes.add(size)
        meter.spend(size)
        tour.note_cost(row, 300)
    # 300*(20/11)**3 is granted after 11, and 300*(11/7)**3 after 7.
    assert sizes == {1, 2, 3, 4, 5, 6, 7, 11, 20}
    poor = plan("Sum(x[i], (i, 1, n))", "Sum(x[k], (k, 1, n))", x="sequence[real]", n="natural",
                meter=Meter(1600))  # fmt: skip
    sizes.clear()
    for row, _ in islice(poor, 30):
        poor.note_cost(row, 300)
        sizes.add(poor.rows[row]["n"])
    assert sizes == {1, 2, 3, 4, 5, 6, 7}


def test_points_end_when_their_steps_are_spent(plan):
    meter = Meter(10**5)
    tour = plan("norm2(A)", "norm2(A.T)", A="matrix[n,n]", meter=meter)
    tried = 0
    for row, _ in tour:
        meter.spend(50)
        tour.note_cost(row, 50)
        tried += 1
        if tour.is_exhausted(tried):
            break
    assert tried < 320
    assert meter.left > 10**5 - 50 * 60


def test_branches_and_averages_at_random_take_more_points(plan):
    assert plan("x**2*exp(x)", "exp(x)*x**2", x="real").points == 32
    assert plan("abs(x)", "abs(-x)", x="real").points == 320
    random = plan("E(exp(x), x)", "E(exp(x), x)*1", x="gaussian", is_random=True)
    assert not random.is_constant
    assert plan("E(exp(x), x)", "E(exp(x), x)*1", x="gaussian").is_constant


def test_after_the_readable_points_come_those_of_anchors_and_suspicious_ones(plan):
    tour = plan("abs(x)", "abs(x) + Max(0, x - 9)", x="real")
    tour.note_cost(0, 1)
    points = [point for _, point in islice(tour, READABLE_POINTS + 28)]
    assert "x" not in points[READABLE_POINTS - 1].values
    off_plan = [float(point.values["x"]) for point in points if "x" in point.values]
    assert off_plan[:4] == [9.14, 8.86, 18.0, 4.5]
    suspects = off_plan[next(i for i, value in enumerate(off_plan) if value > 19) :]
    assert len(suspects) > 5
    assert all(value > 9 for value in suspects)


def test_after_a_thorough_survey_few_points_are_left(plan):
    tour = plan("abs(x)", "abs(-x)", x="real")
    tour.note_cost(0, 1)
    list(islice(tour, READABLE_POINTS + 1))
    assert tour.points == 32
    assert "2048 others" in tour.surveyed
