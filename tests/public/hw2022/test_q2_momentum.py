"""Q2: can the answers be read?"""

import q2_momentum as q2
from notation import Derivation, natural, real, sequence, unit


def test_the_expectation_is_a_derivation(ask):
    proof = ask(q2.derivation, g=sequence(real), mu=real, beta=unit, t=natural)
    assert isinstance(proof, Derivation), "return Derivation(start).equals(..., by=...)"
