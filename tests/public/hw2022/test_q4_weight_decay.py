"""Q4: can the answers be read?"""

import q4_weight_decay as q4
from notation import Derivation, positive, real, vector


def test_the_equivalence_is_a_derivation(ask):
    weights = {name: vector("d") for name in ("theta", "grad", "grad_reg")}
    proof = ask(q4.derivation, **weights, eta=positive, gamma=positive, lam=real)
    assert isinstance(proof, Derivation), "return Derivation(start).equals(..., by=...)"
