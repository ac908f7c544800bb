"""Q3: can the answers be read?"""

import q3_attention as q3
from notation import Derivation, gaussian_vector, natural, vector


def test_the_gaussian_expectation_is_a_derivation(ask):
    proof = ask(q3.derivation, q=vector("d"), k=vector("d"), x=gaussian_vector("d"), d=natural)
    assert isinstance(proof, Derivation), "return Derivation(start).equals(..., by=...)"
