"""Reads answers that are written in LaTeX into the trees that `notation` builds.

The package stands on its own: it needs Python and nothing else (`build` makes objects of
`notation`, and imports it when it is called). It runs in a worker that no code of a submission
enters, and lies as a copy in the students' folder, where the public tests show how an answer is
understood.

From what is written to what is meant: `tokens` and `macros` are TeX's, `document` and `formulas`
find the formula that answers a question, `mathlist` has what it looks like, `notations` and the
modules of the grammar read that as a `term.Term`, and `reader` joins them.
"""
