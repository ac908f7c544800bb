"""Each operation of torch's costs what the conventions say; those that have none are told."""

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from autograder.guest.operations import work_of

A, B = torch.ones(3, 4), torch.ones(4, 5)
SQUARE, ROW, INDEX = torch.ones(4, 4), torch.ones(4), torch.tensor([0, 2])
BATCH, OTHER = torch.ones(2, 3, 4), torch.ones(2, 4, 5)


class Costs(TorchDispatchMode):
    """Adds up the work of all operations that are no views."""

    def __init__(self):
        super().__init__()
        self.costs = []

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        flat = [x for a in args for x in (a if isinstance(a, (list, tuple)) else [a])]
        read = [x for x in flat if isinstance(x, torch.Tensor)]
        made = [
            x
            for x in (result if isinstance(result, (list, tuple)) else [result])
            if isinstance(x, torch.Tensor)
        ]
        held = {x.untyped_storage().data_ptr() for x in read}
        if function._schema.is_mutable or {x.untyped_storage().data_ptr() for x in made} - held:
            name = function.overloadpacket.__name__
            self.costs.append(work_of(name, function, read, made))
        return result


def cost(run):
    with Costs() as seen:
        run()
    return seen.costs


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        # 2 for each pair that is multiplied and added
        (lambda: A @ B, (2 * 3 * 4 * 5, 0)),
        (lambda: BATCH @ OTHER, (2 * 2 * 3 * 4 * 5, 0)),
        (lambda: A @ ROW, (2 * 3 * 4, 0)),
        (lambda: ROW @ ROW, (2 * 4, 0)),
        # one for each element of the result
        (lambda: A + 1, (12, 0)),
        (lambda: A.exp(), (12, 0)),
        (lambda: torch.sigmoid(A), (12, 0)),
        (lambda: A * ROW, (12, 0)),
        (lambda: A > 0, (12, 0)),
        (lambda: torch.addcmul(A, A, A), (36, 0)),
        # reductions: what is read
        (lambda: A.sum(), (12, 0)),
        (lambda: A.amax(0), (12, 0)),
        (lambda: A.mean(-1), (12, 0)),
        (lambda: A.cumsum(0), (12, 0)),
        (lambda: torch.linalg.vector_norm(A, dim=-1), (24, 0)),
        (lambda: A.var(0), (48, 0)),
        (lambda: A.logsumexp(-1), (48, 0)),
        (lambda: A.softmax(-1), (60, 0)),
        (lambda: A.log_softmax(-1), (60, 0)),
        # copies, fills, looks
        (lambda: A.clone(), (0, 12)),
        (lambda: torch.zeros(3, 4), (0, 12)),
        (lambda: torch.cat([A, A]), (0, 24)),
        (lambda: A[INDEX], (0, 8)),
        (lambda: A.double(), (0, 12)),
        (lambda: torch.diag_embed(ROW), (0, 16)),
        (lambda: SQUARE.tril(), (0, 16)),
        (lambda: A.roll(1), (0, 12)),
        # space, and numbers drawn
        (lambda: torch.empty(3, 4), (0, 0)),
        (lambda: torch.rand(3, 4), (12, 0)),
    ],
)  # fmt: skip
def test_an_operation_costs_what_the_conventions_say(run, expected):
    assert cost(run) == [expected]


def test_a_product_that_adds_counts_the_sum():
    start = torch.zeros(3, 5)
    assert cost(lambda: torch.addmm(start, A, B)) == [(2 * 3 * 4 * 5 + 3 * 5, 0)]
    batches = torch.zeros(2, 3, 5)
    assert cost(lambda: torch.baddbmm(batches, BATCH, OTHER)) == [(2 * 2 * 3 * 4 * 5 + 30, 0)]
    column = torch.zeros(3)
    assert cost(lambda: torch.addmv(column, A, ROW)) == [(2 * 3 * 4 + 3, 0)]
    square = torch.zeros(4, 4)
    assert cost(lambda: torch.addr(square, ROW, ROW)) == [(2 * 16, 0)]


def test_fused_attention_costs_what_its_parts_do():
    heads = torch.ones(1, 2, 3, 4)
    costs = cost(lambda: torch.nn.functional.scaled_dot_product_attention(heads, heads, heads))
    assert sum(work for work, _ in costs) >= 2 * 3 * 3 * (2 * 4 + 5 + 2 * 4)


def test_a_view_that_is_written_to_costs_what_is_written():
    space = torch.zeros(3, 4)

    def write():
        space[1] = ROW

    assert cost(write) == [(0, 4)]


def test_adding_at_places_costs_what_is_added():
    space = torch.zeros(3, 4)
    assert cost(lambda: space.index_add_(0, INDEX, torch.ones(2, 4)))[-1] == (8, 0)


def test_work_in_place_costs_as_much_as_elsewhere():
    space = torch.zeros(3, 4)
    assert cost(lambda: space.mul_(2)) == [(12, 0)]
    assert cost(lambda: space.unsqueeze_(0)) == [(0, 0)]


def test_distances_cost_three_for_each_coordinate():
    other = torch.ones(5, 4)
    assert cost(lambda: torch.cdist(A, other))[-1] == (3 * 3 * 5 * 4, 0)


@pytest.mark.parametrize("run", [lambda: A.sort(), lambda: torch.linalg.inv(torch.diag(ROW))])
def test_an_operation_that_has_no_convention_is_told(run):
    assert None in cost(run)
