"""An index that a lemma speaks of, and that a sum elsewhere counts with."""

from autograder.expression.derivation.chain import Chain
from autograder.expression.derivation.indices import with_indices


def domains(world, symbols, whole, *lemmas):
    """Return the domains that are added, in text."""
    made = world(symbols)
    chain = Chain(made.tree(whole), (), tuple(made.chain(lemma) for lemma in lemmas))
    added = with_indices(made.theory, chain).symbols
    return {name: str(domain) for name, domain in added.items() if name not in symbols}


def test_what_counts_a_sequence_is_a_natural_number(world):
    symbols = {"g": "sequence[real]", "t": "natural"}
    assert domains(world, symbols, "Sum(g[i], (i, 1, t))", "E(g[i])") == {"i": "natural"}


def test_what_counts_a_matrix_is_one_of_its_rows_or_columns(world):
    symbols = {"A": "matrix[n,m]"}
    whole = "Sum(Sum(A[i, j], (i, 1, 2)), (j, 1, 3))"
    assert domains(world, symbols, whole, "A[i, j]") == {"i": "index[n]", "j": "index[m]"}


def test_what_counts_nowhere_stays_unknown(world):
    """As do indices without a lemma; a symbol of the question keeps its domain."""
    symbols = {"g": "sequence[real]", "t": "natural"}
    assert domains(world, symbols, "Sum(g[i], (i, 1, t))", "g[k]") == {}
    assert domains(world, symbols, "Sum(g[i], (i, 1, t))") == {}
    assert domains(world, symbols, "Sum(g[t], (t, 1, 3))", "g[t]") == {}
