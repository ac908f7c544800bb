"""The notations that a question declares, and which of them stands where."""

import pytest
from latex_readings import readings, refusal, understood

NUMBERS = {"x": "real", "y": "real", "t": "natural"}


@pytest.mark.parametrize(
    ("tex", "symbols", "meaning"),
    [
        # The longest notation is meant.
        (
            r"\frac{\partial L}{\partial h}\,h",
            {"g": ("real", r"\frac{\partial L}{\partial h}"), "h": "real"},
            "g*h",
        ),
        (r"\Delta\theta", {"u": ("real", r"\Delta\theta"), "theta": ("real", r"\theta")}, "u"),
        (
            r"\Delta\tilde W",
            {"delta": ("real", r"\Delta"), "codes": ("matrix[n,n]", r"\tilde W")},
            "delta*codes",
        ),
        (r"x_1 x_2", {"a": ("real", "x_1"), "b": ("real", "x_2")}, "a*b"),
        (r"\theta_{small}\theta", {"s": ("real", r"\theta_{small}"), "t": ("real", r"\theta")},
         "s*t"),
        # A declared name before an item of the sequence.
        (r"h_{t-1} + h_t",
         {"prev": ("real", "h_{t-1}"), "h": ("sequence[real]", "h_{i}"), "t": "natural"},
         "prev + h[t]"),
        # The place of an index, and of the index less one.
        (r"\frac{\partial h_T}{\partial h_{T-1}}",
         {"step": ("sequence[real]", r"\frac{\partial h_{i}}{\partial h_{i-1}}"), "T": "natural"},
         "step[T]"),
        (r"\frac{\partial h_2}{\partial h_1}",
         {"step": ("sequence[real]", r"\frac{\partial h_{i}}{\partial h_{i-1}}")}, "step[2]"),
        # Part of a name, and what is done with it.
        (r"W^{(f)\top}", {"W": ("matrix[n,m]", "W^{(f)}")}, "W.T"),
        (r"{W^{(f)}}^\top", {"W": ("matrix[n,m]", "W^{(f)}")}, "W.T"),
        # e and i are what the question says they are.
        (r"e^x", {"x": "real"}, "exp(x)"),
        (r"e x", {"e": "real", "x": "real"}, "e*x"),
        (r"\pi x", {"x": "real"}, "pi*x"),
        (r"\pi x", {"p": ("real", r"\pi"), "x": "real"}, "p*x"),
    ],
)  # fmt: skip
def test_a_formula_is_read_in_the_notation_of_its_question(tex, symbols, meaning):
    assert readings(tex, symbols) == [meaning]


@pytest.mark.parametrize("tex", [r"\mathbf x", r"\boldsymbol{x}", r"\mathrm{x}", r"\vec x"])
def test_style_does_not_distinguish(tex):
    assert readings(tex, NUMBERS) == ["x"]


def test_style_distinguishes_where_nothing_else_does():
    symbols = {"a": ("real", "x"), "b": ("real", r"\mathbf{x}")}
    assert readings(r"x - \mathbf x", symbols) == ["a - b"]


def test_an_accent_is_left_out_where_one_symbol_alone_has_the_letter_and_that_is_said():
    found = understood(r"\hat x", {"x": "real"})
    assert [one.value.name for one in found.readings] == ["x"]
    assert any("x" in remark for remark in found.remarks)


def test_an_accent_distinguishes_where_two_symbols_have_the_letter():
    symbols = {"a": ("real", "r"), "b": ("real", r"\hat r")}
    assert readings(r"r - \hat r", symbols) == ["a - b"]


def test_a_name_that_nobody_declared_is_named_with_the_nearest():
    assert "z" in refusal("x + z", NUMBERS)


def test_a_label_is_left_out_where_one_symbol_alone_has_the_letter_and_that_is_said():
    found = understood(r"x_{small}", {"x": "real", "y": "real"})
    assert [one.value.name for one in found.readings] == ["x"]
    assert found.remarks


def test_a_label_is_never_left_out_of_a_sequence():
    refusal(r"g_{small}", {"g": ("sequence[real]", "g_{i}"), "t": "natural"})


def test_what_tex_sets_is_what_is_read():
    symbols = {"h": ("sequence[real]", "h_{i}"), "t": "natural"}
    assert readings("h_t-1", symbols) == ["h[t] - 1"]
    assert readings("h_{t-1}", symbols) == ["h[t - 1]"]


def test_below_a_bound_index_is_an_entry_though_a_symbol_may_be_written_with_it():
    symbols = {"q": ("vector[d]", "q", "q_i"), "k": ("vector[d]", "k", "k_j"), "d": "size"}
    assert readings(r"\exp(q_i^\top k_j)", symbols) == ["exp(q.T*k)"]
    assert readings(r"\sum_{i=1}^d q_i k_i", symbols) == ["Sum(q[i]*k[i], (i, 1, d))"]
    assert readings(r"\sum_j q_j k_j", symbols) == ["Sum(q[j]*k[j], (j, 1, d))"]
