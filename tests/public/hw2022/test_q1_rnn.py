"""Q1: are the proofs chains of steps, and do they begin where they have to?"""

import q1_rnn as q1
from notation import Derivation, function, matrix, vector


def test_the_induction_step_is_a_derivation(ask):
    proof = ask(
        q1.induction,
        W=matrix("d", "d"),
        U=matrix("d", "m"),
        b=vector("d"),
        x=vector("m"),
        g_prev=vector("d"),
        h_prev=vector("d"),
        h=vector("d"),
        sigma=function,
    )
    assert isinstance(proof, Derivation), "return Derivation(start).equals(..., by=...)"
