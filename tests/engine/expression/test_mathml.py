"""Formulas in MathML: what a browser shows is what `render` has written in LaTeX."""

import xml.etree.ElementTree as ET

import pytest

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.mathml import ATTRIBUTES, ELEMENTS, MathMLError, mathml
from autograder.expression.render import latex
from autograder.expression.text import parse
from autograder.expression.tree import Node, from_wire
from autograder.expression.vocabulary import OPERATIONS


def elements(formula):
    """Read a formula as XML; what is not well-formed raises."""
    return ET.fromstring(mathml(formula))


def letters(formula):
    """The signs from left to right, as a reader without any layout sees them."""
    return "".join(elements(formula).itertext())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x/(2*y)", "<mfrac><mrow><mi>x</mi></mrow>"
                    "<mrow><mn>2</mn><mi>y</mi></mrow></mfrac>"),
        ("h[t-1]", "<msub><mi>h</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>"),
        ("hf[t]**2", "<msubsup><mi>h</mi><mrow><mi>f</mi><mo>,</mo><mi>t</mi></mrow>"
                     "<mrow><mn>2</mn></mrow></msubsup>"),
        ("Sum(a*i, (i, 1, n))",
         '<munderover><mo largeop="true">∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow>'
         "<mrow><mi>n</mi></mrow></munderover><mi>a</mi><mi>i</mi>"),
        ("sqrt(x)", "<msqrt><mrow><mi>x</mi></mrow></msqrt>"),
        ("W.T", "<msup><mi>W</mi><mrow><mo>⊤</mo></mrow></msup>"),
        ("D(sigma)(h)", "<msup><mi>σ</mi><mo>′</mo></msup>"
                        "<mrow><mo>(</mo><mi>h</mi><mo>)</mo></mrow>"),
        ("lam", "<mi>λ</mi>"),
        ("[[1, 2]]", "<mrow><mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd>"
                     "<mtd><mn>2</mn></mtd></mtr></mtable><mo>)</mo></mrow>"),
        ("binomial(n, k)", '<mrow><mo>(</mo><mfrac linethickness="0"><mrow><mi>n</mi></mrow>'
                           "<mrow><mi>k</mi></mrow></mfrac><mo>)</mo></mrow>"),
    ],
)  # fmt: skip
def test_a_formula_is_laid_out_as_it_is_written(text, shown):
    assert mathml(latex(parse(text))) == f"<math>{shown}</math>"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("E(exp(x), x)", "𝔼x[exp(x)]"),
        ("norm(v) + norm2(A)", "‖v‖+‖A‖2"),
        ("eye(n) + ones(n, m)", "In+𝟏n×m"),
        ("Piecewise((1, x <= 1), (x, True))", "{1if\u00a0x≤1xotherwise"),
        ("hadamard(A, B)*x_hat", "(A⊙B)x^"),
        ("integral(f(x), x)", "∫f(x)\u2009dx"),
        ("1e-3*x < oo", "1⋅10−3x<∞"),
    ],
)
def test_each_sign_is_there_in_its_order(text, read):
    assert letters(latex(parse(text))) == read


#: What has operands of kinds of its own, or a name; all else takes symbols.
ROWS = [["symbol", "A", []], ["function", "f", []], ["true", "", []], ["lt", "", [0, 0]]]
WRITTEN = {
    "rational": ("2/3", []), "decimal": ("1.5e-3", []), "symbol": ("x", []),
    "constant": ("nan", []), "function": ("g", []), "apply": ("", [1, 0]), "D": ("", [1]),
    "sum": ("i", [0, 0, 0]), "product": ("i", [0, 0, 0]), "E": ("x", [0]),
    "integral": ("x", [0]), "matrix": ("1,2", [0, 0]), "piecewise": ("", [0, 3]),
    "and": ("", [2, 3]), "or": ("", [2, 3]), "not": ("", [3]), "true": ("", []),
    "false": ("", []),
}  # fmt: skip


def trees():
    """One more operation or function of the notation is one more tree."""
    for operation, row in OPERATIONS.items():
        if operation == "call":
            for name, function in FUNCTIONS.items():
                yield name, from_wire([*ROWS, ["call", name, [0] * function.arguments[0]]])
        else:
            name, children = WRITTEN.get(operation, ("", [0] * row.operands[0]))
            yield operation, from_wire([*ROWS, [operation, name, children]])


@pytest.mark.parametrize(("name", "tree"), [pytest.param(*case, id=case[0]) for case in trees()])
def test_every_operation_and_function_of_the_notation_is_shown(name, tree):
    found = elements(latex(tree))
    assert {element.tag for element in found.iter()} <= ELEMENTS
    assert {name for element in found.iter() for name in element.attrib} <= ATTRIBUTES
    operands = sum(child.name == "A" for child in tree.children)
    assert "".join(found.itertext()).count("A") >= operands, name


def test_a_derivation_is_a_table_of_its_steps():
    formula = r"\begin{aligned}&\text{lemma 1:} \\ &x \\ &\le \frac{x}{2}\end{aligned}"
    found = elements(formula)
    assert {len(row) for row in found.iter("mtr")} == {1}
    assert ["".join(row.itertext()) for row in found.iter("mtr")] == ["lemma\u00a01:", "x", "≤x2"]


def test_names_that_a_student_chose_are_signs_and_no_markup():
    name = "a</mi><script>alert(1)</script>&amp;"
    found = elements(latex(Node("symbol", name)))
    assert {element.tag for element in found.iter()} == {"math", "mi"}
    assert "<script" not in mathml(r"\text{</mtext><script>&}")
    assert letters(r"\text{</mtext><script>&}") == "</mtext><script>&"


@pytest.mark.parametrize(
    "formula",
    [
        r"\input x", r"\frac{x}", r"\left(x", r"x}", "{x", r"\left<x\right>", r"\begin{x}\end{x}",
        r"\begin{cases}x", r"\begin{cases}x\end{aligned}", r"\mathbf{2}", "x^2", "a;b", "{" * 400,
    ],
)  # fmt: skip
def test_what_render_does_not_write_is_refused(formula):
    with pytest.raises(MathMLError):
        mathml(formula)


def test_what_is_cut_short_is_shown_as_far_as_it_goes():
    tree = Node("symbol", "x")
    for _ in range(3_000):
        tree = Node("add", "", (tree, Node("div", "", (tree, tree))))
    assert "…" in letters(latex(tree))
