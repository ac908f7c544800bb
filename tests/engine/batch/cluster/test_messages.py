"""What a student wrote stays bytes, whatever carries it."""

import io
import os
import pickle
import pickletools
from fractions import Fraction

from distributed.protocol.serialize import serialize

from autograder.batch.cluster import worker_side
from autograder.batch.cluster.messages import GradingOrder, Reply
from autograder.batch.submission_grader import Done
from autograder.grading.reading import walk
from autograder.grading.submission import read_submission
from autograder.records.encoding import decode, encode
from autograder.records.kept import HandedIn, KeptLine, KeptSubmission
from autograder.verdict import Verdict, lost

MARK = b"b'cposix\\nsystem\\n(S'id'\\ntR.'"


def kept(**more):
    verdict = lost("Not\ud800 text.", notes=("wrong",))
    line = KeptLine(key="k", verdict=verdict, seconds=0.25)
    return KeptSubmission(
        handed_in=HandedIn(id="0"), state="graded", lines={"1.mean": line}, **more
    )


def test_an_order_comes_as_it_was_with_files_in_their_order(tmp_path):
    (tmp_path / "z.py").write_bytes(b"\xff\x00" + MARK)
    (tmp_path / "a.py").write_bytes(b"a = 1\n")
    deep = tmp_path.joinpath(*["deep"] * 8, os.fsdecode(b"\xff\xfe"))
    deep.mkdir(parents=True)
    assert any(path.endswith("/") for path in walk(tmp_path)[0])
    submission = read_submission(tmp_path, ("z.py",))
    order = GradingOrder(id="0", submission=submission, before=None, is_alone=True)
    came = decode(encode(order, in_order=True), GradingOrder)
    assert came == order
    assert list(came.submission.sources) == list(submission.sources)
    assert came.submission.digest == submission.digest


def test_a_result_is_kept_as_if_it_had_never_travelled():
    reply = Reply(done=Done(id="0", lines=("1.mean",)), kept=kept(details={"printed": {"a": 1.5}}))
    came = decode(encode(reply), Reply)
    assert encode(came.kept) == encode(reply.kept)
    assert came.kept.lines["1.mean"].verdict.share == Fraction(0)
    assert isinstance(came.kept.lines["1.mean"].verdict, Verdict)


def test_for_dask_a_submission_is_one_piece_of_bytes():
    """Neither what is sent nor what comes back has anything of it but as bytes of that length."""
    header, frames = serialize(MARK)
    assert (header["serializer"], [bytes(frame) for frame in frames]) == ("dask", [MARK])
    sent = pickle.dumps((worker_side.grade, ("run", MARK)))
    found = [
        operation.name
        for operation, argument, _ in pickletools.genops(io.BytesIO(sent))
        if MARK in (argument if isinstance(argument, bytes) else str(argument).encode())
    ]
    assert found == ["SHORT_BINBYTES"]
