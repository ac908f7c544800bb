"""Q3 of warmup."""

from autograder.rubric import Case, Clauses, Close, Misreading, Normal, code, number, ref, weight


@number("3.code")
@weight(4)
@code
def test_code(grade):
    """Softmax in code."""
    first = Misreading(
        answer=ref.along_the_first, message="This goes along the first dimension, not the last."
    )
    grade(
        ref.softmax,
        Close(
            arguments=(Normal("x", "... n"),),
            cases=(
                Case({"n": 3}),
                Case({"n": 1}, batch=(2,)),
                Case({"n": 4}, batch=(3, 2)),
                # So many that one of them is large, whatever the seed.
                Case({"n": 60}, scale={"x": (3000,)}, clause="large entries"),
                Case({"n": 3}, dtype="float32"),
            ),
            gradient=True,
            clauses=Clauses({"values": 2, "gradient": 1, "large entries": 1}),
            misreadings={"along the first": first},
        ),
    )
