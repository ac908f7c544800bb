"""Numbers that are not finite are seen on their way into integers, and nowhere else."""

import pytest
import torch

from autograder.guest.casts import NonFiniteCasts
from autograder.sandbox.values import Tensor

NOT_FINITE = torch.tensor([0.0, 1.0, -1.0]) / 0  # nan, inf, -inf


def copied(values):
    codes = torch.zeros(3, dtype=torch.int64)
    codes[:] = values
    return codes


@pytest.mark.parametrize(
    "cast",
    [lambda x: x.to(torch.int8), lambda x: x.long(), lambda x: x.type(torch.int32), copied],
    ids=["to", "long", "type", "copy"],
)
def test_every_way_into_integers_is_seen(cast):
    with NonFiniteCasts() as seen:
        cast(NOT_FINITE)
        cast(torch.ones(3))
    assert seen.count == 3


def test_what_is_masked_before_it_is_cast_is_no_cast():
    with NonFiniteCasts() as seen:
        NOT_FINITE.double().nan_to_num(0).to(torch.int8)
        torch.where(torch.isfinite(NOT_FINITE), NOT_FINITE, torch.zeros(())).to(torch.int8)
        torch.ones(2, dtype=torch.int8).to(torch.int64)
    assert seen.count == 0


def test_a_worker_counts_for_the_grader(run_code):
    code = run_code("import torch\ndef f(x): return (x / x).to(torch.int8)")
    target = {"module": code.module, "name": "f"}
    call = {"target": target, "arguments": [Tensor.of([0.0, 2.0, 0.0])], "named": {}}
    assert code.ask("casts", **call).value == 2
