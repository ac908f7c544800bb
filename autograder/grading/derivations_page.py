"""The page of the students' folder that says how a derivation is written."""

__all__ = ["DERIVATIONS"]

DERIVATIONS = """\
# Derivations

A derivation is a chain of steps from one expression to another. Every method, such as `.equals`,
**returns a new, longer derivation**: return the last, and lose none on the way.

    def average(x, y):
        return (
            Derivation(E(2*x + y))
            .equals(2*E(x) + E(y), by="linearity")      # a step that needs a fact
            .equals(E(x) + E(x) + E(y))                 # algebra needs none
        )

    def bound(A, B, c):
        proof = Derivation(norm2(A + B))
        proof = proof.at_most(norm2(A) + norm2(B), by="triangle inequality")
        proof = proof.at_most(2*c, by="lengths")        # both are at most c
        return proof

    def from_the_end(p, q):
        return Derivation(1).equals(p + q, by="probabilities").equals(q + p)

The steps are `.equals`, `.at_most`, `.less_than`, `.at_least`, `.greater_than`, and
`.tends_to(limit, T)` where T grows without bound.

- **Facts.** `by` names what a step needs, by the names that the question's docstring lists; a part
  of a name will do. One fact a step: where two are needed, write what stands between them. Sums,
  products, powers and matrices are always the real ones, so splitting a sum or putting its terms
  in another order is algebra, and takes no fact.
- **When a step holds.** If it is true whatever the symbols are, and whatever the cited facts leave
  open. Of an operator such as `E` or `norm2` nothing is known until a fact says it. "For some norm2
  that the cited facts allow, the left side is 3, the right side 2" means: what you know of norms
  was not cited at this step, and there are things like norms for which it fails.
- **Lemmas.** What is proved apart, in a derivation of its own, is cited as a fact is: `by=lemma`.
  The step puts one of its ends where the other stands.
- **Direction.** From the start to the end, or back from the end to the start, with `.at_least`
  where the question says ≤. An expression that was passed before is not passed again.
- **What is earned.** All, if the chain leads from the start to the end and every step holds. Else
  what is reached counts, from either side: the expressions that a proof goes through, up to the
  first step that fails. So a step at a time earns more than a leap, and a leap from the start to
  the end little, even if it is true.

**In LaTeX** a proof is written as usual: an `align`, a line, or several displays with words between
them, which are one chain where each goes on with what the one before has ended with or has begun
with. Begin with the first expression, or with the name of the quantity. Reasons are optional: a row
that gives none may rest on any one of the question's facts, and one that names a fact, in
`\\text{(by linearity)}` or `\\overset{…}{=}`, on that alone. So leave out a reason of which you are
not sure, but no row. Write `\\sum` and `\\prod` for dots where you can.

`python -m pytest` looks whether a derivation can be read, where it begins and ends if the question
writes that out, and what its steps cite. Whether a step holds the grader says.
"""
