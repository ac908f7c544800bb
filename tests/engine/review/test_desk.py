"""Whatever is decided at the desk, the class stands as `autograder apply` says of the same file."""

import json
import random
from copy import deepcopy
from dataclasses import replace

import pytest

from autograder.batch.ruled import RuledOutputs
from autograder.page.html import numbers_html
from autograder.records.folder import RunFolderError
from autograder.review.asked import (
    LeaveAsked,
    RemarkAsked,
    RulingAsked,
    SameAsked,
    VersionAsked,
    WithdrawAsked,
)
from autograder.review.desk import Desk
from autograder.review.refusal import NotThere, Overtaken, ReviewRefused
from autograder.rulings.reading import RulingsError
from review_run import Asking, Client, by_apply, make_run, spelled_out

SHARES = ("all", "half", "nothing", "1/3")


class Decisions:
    """Decisions drawn at random, as somebody at the page could make them."""

    def __init__(self, desk, draw):
        self.desk, self.draw = desk, draw

    def decide(self):
        """Decide something."""
        kinds = (self._rule, self._rule, self._rule, self._single, self._single, self._leave,
                 self._withdraw, self._undo, self._remark, self._same)  # fmt: skip
        return self.draw.choice(kinds)()

    def _place(self):
        data, draw = self.desk.data(), self.draw
        line = draw.randrange(len(data["lines"]))
        return line, draw.choice(data["lines"][line]["groups"]), len(data["submissions"])

    def _said(self):
        names = [one["name"] for one in self.desk.data()["review"]["remarks"] if one["share"]]
        if names and self.draw.random() < 0.4:
            return {"remark": self.draw.choice(names)}
        return {"share": self.draw.choice(SHARES), "text": self.draw.choice(("", "So it is."))}

    def _rule(self):
        line, group, _ = self._place()
        some = self.draw.sample(group["members"], len(group["members"]) // 3)
        out = some if self.draw.random() < 0.3 else None
        asked = RulingAsked(version=self.desk.version, line=line, group=group["id"],
                            left_out=out, **self._said())  # fmt: skip
        return self.desk.rule(asked)

    def _single(self):
        line, _, count = self._place()
        places = self.draw.sample(range(count), self.draw.randrange(1, 4))
        asked = RulingAsked(
            version=self.desk.version, line=line, submissions=places, **self._said()
        )
        return self.desk.rule(asked)

    def _leave(self):
        line, group, _ = self._place()
        asked = LeaveAsked(version=self.desk.version, line=line, group=group["id"], text="Noah?")
        return self.desk.leave(asked)

    def _withdraw(self):
        count = len(self.desk.data()["review"]["rulings"])
        at = self.draw.randrange(max(1, count))
        return self.desk.withdraw(WithdrawAsked(version=self.desk.version, ruling=at))

    def _undo(self):
        return self.desk.undo(VersionAsked(version=self.desk.version))

    def _remark(self):
        name, share = self.draw.choice("ab"), self.draw.choice(SHARES)
        asked = RemarkAsked(version=self.desk.version, name=name, share=share, text=f"As {name}.")
        return self.desk.remark(asked)

    def _same(self):
        line, _, _ = self._place()
        groups = self.desk.data()["lines"][line]["groups"]
        ids = [one["id"] for one in self.draw.sample(groups, min(2, len(groups)))]
        return self.desk.same(SameAsked(version=self.desk.version, line=line, groups=ids))


def written_by_hand(run, draw):
    """Write rulings as somebody could by hand, and have `apply` note the answers they are for."""
    data = Desk(run, run.rulings).data()
    names = [one["people"][0]["email"] for one in data["submissions"]]
    members = {one["id"]: one["members"] for line in data["lines"] for one in line["groups"]}
    parts = ['by = "Noah"  # if nothing else is said\n\n[remarks.a]\nshare = "1/5"\n']
    for line in data["lines"]:
        ids = [
            one["id"] for one in line["groups"] if not one["id"].startswith(("alone", "value:sh"))
        ]
        about = draw.choice((
            {"for": draw.sample(names, 3)},
            {"answer": ids[0], "except": [names[at] for at in members[ids[0]][1:3]]},
            {"answer": ids[:3]},
        ))  # fmt: skip
        said = draw.choice(('share = "half"', 'remark = "a"', 'share = "all"\ntext = "Yes."'))
        keys = "".join(f"{key} = {json.dumps(value)}\n" for key, value in about.items())
        parts.append(f'\n[[ruling]]  # {line["number"]}\nline = "{line["number"]}"\n{keys}{said}\n')
    run.rulings.write_text("".join(parts))
    RuledOutputs(run.rulings)(run, run.manifest())


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_after_any_decisions_the_class_stands_as_apply_has_it(tmp_path, seed, by_hand):
    """The page that took every answer over, one that is loaded anew, and apply's say the same."""
    run, draw = make_run(tmp_path / "run", seed=seed), random.Random(seed)
    if by_hand:
        written_by_hand(run, draw)
    comments = run.rulings.read_text().count("#") if by_hand else 0
    desk = Desk(run, run.rulings, "Mia")
    client, decisions, made = Client(desk), Decisions(desk, draw), 0
    while made < 20:
        try:
            client.take(decisions.decide())
        except ReviewRefused:
            continue
        made += 1
        data, said = by_apply(run, tmp_path / "copy")
        expected = spelled_out(data)
        assert said == run.rulings.read_text(), "apply had something to note"
        assert spelled_out(desk.data()) == expected
        assert spelled_out(client.data) == expected
        page = (tmp_path / "copy" / "report.html").read_text("utf-8")
        assert numbers_html(desk.numbers()).decode().strip() in page
        assert client.data["review"] == json.loads(json.dumps(desk.data()["review"]))
        reasons = {client.data["texts"][one["why"]] for one in client.data["review"]["rulings"]}
        assert not [why for why in reasons if "neither applies" in why or "fingerprint" in why]
    assert spelled_out(Desk(run, run.rulings, "Mia").data()) == expected
    if by_hand:
        assert 0 < run.rulings.read_text().count("#") <= comments


def test_ruling_on_a_group_changes_what_all_of_it_earn(desk, asking):
    group = asking.groups(0)[0]
    before = [asking.score(at) for at in group["members"]]
    row = [one["lines"][0][1] for one in desk.data()["submissions"]]
    answer = asking.rule(0, 0, share="1/3", text="A third.")
    worth = desk.data()["lines"][0]["worth"]
    assert answer["review"]["rulings"][0]["applies"] == len(group["members"])
    for at, score in zip(group["members"], before, strict=True):
        assert desk.data()["submissions"][at]["lines"][0][1] == pytest.approx(worth / 3, abs=1e-6)
        assert row[at] != worth / 3
        assert asking.score(at) <= score


def test_ruling_again_replaces_the_ruling_where_it_stands(run, asking):
    asking.rule(0, 0, share="half", text="Once.")
    run.rulings.write_text(run.rulings.read_text().replace("[[ruling]]", "[[ruling]]  # mine", 1))
    asking.desk.refresh()
    asking.rule(1, 0, share="all")
    asking.rule(0, 0, share="all")
    first, second = asking.desk.data()["review"]["rulings"]
    assert (first["line"], first["share"], first["text"]) == (0, "all", "")
    assert second["line"] == 1
    assert "[[ruling]]  # mine" in run.rulings.read_text()


def test_who_is_ruled_on_alone_is_taken_out_of_the_ruling_on_all(asking):
    members = asking.groups(0)[0]["members"]
    asking.rule(0, 0, share="half")
    asking.rule(0, submissions=[members[1]], share="all")
    whole, alone = asking.desk.data()["review"]["rulings"]
    assert (whole["except"], whole["applies"]) == ([members[1]], len(members) - 1)
    assert (alone["submissions"], alone["applies"]) == ([members[1]], 1)


def test_who_has_a_ruling_alone_keeps_it_where_all_are_ruled_on(asking):
    members = asking.groups(0)[0]["members"]
    asking.rule(0, submissions=[members[0]], share="nothing")
    asking.rule(0, 0, share="half")
    alone, whole = asking.desk.data()["review"]["rulings"]
    assert (alone["applies"], whole["applies"]) == (1, len(members) - 1)
    assert whole["except"] == [members[0]]


def test_where_all_have_rulings_alone_one_on_all_replaces_them(asking):
    for at in asking.groups(0)[0]["members"]:
        asking.rule(0, submissions=[at], share="nothing")
    asking.rule(0, 0, share="half")
    [whole] = asking.desk.data()["review"]["rulings"]
    assert (whole["except"], whole["applies"]) == ([], len(asking.groups(0)[0]["members"]))


def test_who_was_ruled_on_for_another_answer_is_among_those_who_give_this_one(run, asking):
    """A ruling alone that does not apply any more keeps nobody out of one that does."""
    at = next(at for at in asking.groups(0)[0]["members"] if at not in (0, 2))
    name = asking.desk.data()["submissions"][at]["people"][0]["email"]
    text = f'by = "N"\n[[ruling]]\nline = "1.1"\nfor = ["{name}"]\nshare = "all"\n'
    run.rulings.write_text(f'{text}given_for = ["what was handed in before"]\n')
    asking.rule(0, 0, share="1/3")
    alone, whole = asking.desk.data()["review"]["rulings"]
    assert (alone["applies"], whole["except"]) == (0, [])
    assert whole["applies"] == len(asking.groups(0)[0]["members"])


def test_a_ruling_alone_that_is_withdrawn_leaves_its_answer_to_the_ruling_on_all(asking):
    members = asking.groups(0)[0]["members"]
    asking.rule(0, 0, share="half")
    asking.rule(0, submissions=[members[0]], share="all")
    asking.desk.withdraw(WithdrawAsked(version=asking.desk.version, ruling=1))
    [whole] = asking.desk.data()["review"]["rulings"]
    assert (whole["except"], whole["applies"]) == ([], len(members))


def test_so_does_one_that_was_there_before_the_ruling_on_all(asking):
    """Each has written the same answer with code of their own, and rulings are for that."""
    for at in asking.groups(0)[0]["members"]:
        asking.rule(0, submissions=[at], share="all")
        asking.rule(0, 0, share="half")
        asking.desk.withdraw(WithdrawAsked(version=asking.desk.version, ruling=0))
        [whole] = asking.desk.data()["review"]["rulings"]
        assert (whole["except"], whole["applies"]) == ([], len(asking.groups(0)[0]["members"]))
        asking.desk.withdraw(WithdrawAsked(version=asking.desk.version, ruling=0))


def test_a_ruling_on_several_answers_is_one_on_the_others_where_one_is_ruled_on(run, asking):
    """Also where nobody of that answer is under it at the moment."""
    ids = [group["id"] for group in asking.groups(3)]
    ids = [name for name in ids if not name.startswith(("alone:", "value:shared"))][:2]
    groups = {group["id"]: group["members"] for group in asking.groups(3)}
    text = f'by = "N"\n[[ruling]]\nline = "1.4"\nanswer = {json.dumps(ids)}\nshare = "all"\n'
    run.rulings.write_text(text)
    asking.desk.write_results()
    for at in groups[ids[0]]:
        asking.rule(3, submissions=[at], share="1/4")
    asking.desk.rule(RulingAsked(version=asking.desk.version, line=3, group=ids[0], share="half"))
    listed = asking.desk.data()["review"]["rulings"]
    assert [(one["groups"], one["applies"]) for one in listed] == [
        ([ids[1]], len(groups[ids[1]])), ([ids[0]], len(groups[ids[0]])),
    ]  # fmt: skip


def test_an_answer_that_nobody_could_name_is_ruled_on_by_whose_it_is(run, asking):
    """The digest of nothing would be everybody's who has left the line out."""
    line, group = next(
        (at, place)
        for at, line in enumerate(asking.desk.data()["lines"])
        for place, group in enumerate(line["groups"])
        if group["id"].startswith("alone:")
    )
    asking.rule(line, group, share="half")
    [ruling] = asking.desk.data()["review"]["rulings"]
    assert (ruling["groups"], ruling["applies"]) == ([], 1)
    assert "answer" not in run.rulings.read_text()


def test_undo_takes_back_whatever_was_written_last(run, asking):
    run.rulings.write_text('# by hand\nby = "Noah"\n')
    asking.desk.refresh()
    states = []
    steps = (
        lambda: asking.rule(0, 0, share="half"),
        lambda: asking.rule(0, 0, share="all"),
        lambda: asking.rule(0, submissions=[0], share="nothing"),
        lambda: asking.desk.leave(LeaveAsked(version=asking.desk.version, line=2, submissions=[1])),
        lambda: asking.desk.remark(RemarkAsked(version=asking.desk.version, name="x", share="all")),
    )
    for step in steps:
        states.append((run.rulings.read_bytes(), spelled_out(asking.desk.data())))
        step()
    assert asking.desk.data()["review"]["undo"] == len(steps)
    for content, data in reversed(states):
        asking.desk.undo(VersionAsked(version=asking.desk.version))
        assert run.rulings.read_bytes() == content
        assert spelled_out(asking.desk.data()) == data
    with pytest.raises(ReviewRefused, match="nothing to undo"):
        asking.desk.undo(VersionAsked(version=asking.desk.version))


@pytest.mark.parametrize("content", [None, b"", b"\xef\xbb\xbf# by hand\r\n"])
def test_after_undo_the_file_is_what_it_was_or_none(run, asking, content):
    """Also one that begins with a byte-order mark, as editors of Windows write it."""
    if content is not None:
        run.rulings.write_bytes(content)
        asking.desk.refresh()
    asking.rule(0, 0, share="half")
    assert b"half" in run.rulings.read_bytes()
    asking.desk.undo(VersionAsked(version=asking.desk.version))
    assert (run.rulings.read_bytes() if run.rulings.exists() else None) == content


def test_what_somebody_else_wrote_is_not_undone(run, asking):
    asking.rule(0, 0, share="half")
    run.rulings.write_text(run.rulings.read_text() + "# seen\n")
    asking.desk.refresh()
    with pytest.raises(ReviewRefused, match="nothing to undo"):
        asking.desk.undo(VersionAsked(version=asking.desk.version))
    assert run.rulings.read_text().endswith("# seen\n")


def test_a_write_that_has_seen_other_rulings_changes_nothing(run, desk, asking):
    """Two windows: the second has seen the class before the first one ruled."""
    seen, group = desk.version, asking.groups(0)[0]["id"]
    asking.rule(0, 0, share="half")
    content = run.rulings.read_bytes()
    with pytest.raises(Overtaken, match="the rulings are others by now"):
        desk.rule(RulingAsked(version=seen, line=0, group=group, share="all"))
    assert run.rulings.read_bytes() == content


def test_what_an_editor_wrote_is_taken_over(run, desk):
    name = desk.data()["submissions"][3]["people"][0]["email"]
    run.rulings.write_text(f'by = "N"\n[[ruling]]\nline = "1.1"\nfor = ["{name}"]\nshare = "1/3"\n')
    [ruling] = desk.data()["review"]["rulings"]
    assert (ruling["submissions"], ruling["share"], ruling["by"]) == ([3], "1/3", "N")
    assert desk.data()["submissions"][3]["lines"][0][1] == pytest.approx(2 / 3, abs=1e-6)


def test_a_file_broken_by_hand_is_told_and_nothing_is_lost(run, desk, asking):
    asking.rule(0, 0, share="half")
    good, standing = run.rulings.read_text(), spelled_out(desk.data())
    broken = good.replace('share = "half"', 'share = "most"')
    run.rulings.write_text(broken)
    assert "'most' is no share of a line" in desk.data()["review"]["fault"]
    assert spelled_out(desk.data()) == standing
    with pytest.raises(Overtaken, match=r"rulings\.toml:\d+: 'most' is no share"):
        asking.rule(1, 0, share="all")
    assert run.rulings.read_text() == broken
    run.rulings.write_text(good)
    assert desk.data()["review"]["fault"] == ""
    asking.rule(1, 0, share="all")
    assert len(desk.data()["review"]["rulings"]) == 2


def test_a_class_graded_anew_meanwhile_is_not_ruled_on(run, asking):
    run.write_manifest(run.manifest())
    with pytest.raises(Overtaken, match="graded anew") as error:
        asking.rule(0, 0, share="half")
    assert error.value.run
    assert not run.rulings.exists()


def test_nothing_is_written_while_another_command_writes(run, asking):
    with run.locked(), pytest.raises(Overtaken, match="another run is writing here"):
        asking.rule(0, 0, share="half")
    assert not run.rulings.exists()


def test_a_run_that_is_not_complete_is_refused(tmp_path):
    run = make_run(tmp_path / "run", is_complete=False)
    with pytest.raises(RunFolderError, match="has not come to its end"):
        Desk(run, run.rulings)


def test_a_file_that_cannot_be_read_is_refused_at_the_start(run):
    run.rulings.write_text("[[ruling]\n")
    with pytest.raises(RulingsError, match="this is not TOML"):
        Desk(run, run.rulings)


@pytest.mark.parametrize(("asked", "error"), [
    ({"line": 99, "group": "x"}, NotThere),
    ({"line": -1, "group": "x"}, NotThere),
    ({"line": 0, "group": "value:none"}, NotThere),
    ({"line": 0, "submissions": [99]}, NotThere),
    ({"line": 0, "submissions": [-1]}, NotThere),
    ({"line": 0, "submissions": []}, ReviewRefused),
    ({"line": 0}, ReviewRefused),
    ({"line": 0, "group": "x", "submissions": [1]}, ReviewRefused),
    ({"line": 0, "submissions": [1], "left_out": [1]}, ReviewRefused),
    ({"line": 0, "submissions": [1], "left_out": [99]}, NotThere),
])  # fmt: skip
def test_what_the_run_does_not_have_is_refused(run, desk, asked, error):
    with pytest.raises(error):
        desk.rule(RulingAsked(version=desk.version, share="half", **asked))
    assert not run.rulings.exists()


@pytest.mark.parametrize(("said", "message"), [
    ({}, "what does it earn"),
    ({"share": "3/2"}, "no share"),
    ({"share": "2 points"}, "points stand in the rubric"),
    ({"share": "half", "text": "2 points off"}, "2 points"),
    ({"share": "half", "text": "a\x00b"}, "control character"),
    ({"share": "half", "text": "a\ud800b"}, "half a character"),
    ({"share": "half", "text": "x" * 20_001}, "too long"),
    ({"remark": "none"}, "no remark 'none'"),
])  # fmt: skip
def test_what_no_ruling_can_say_is_refused_with_the_reason(run, asking, said, message):
    with pytest.raises(ReviewRefused, match=message):
        asking.rule(0, 0, **said)
    assert not run.rulings.exists()


def test_texts_are_written_so_that_they_stay_texts(asking):
    text = '"]]\n[[ruling]]\nline = "1.1"\n\'\'\'"""\\'
    asking.rule(0, 0, share="half", text=text)
    [ruling] = asking.desk.data()["review"]["rulings"]
    assert ruling["text"] == text


def test_a_remark_moves_whom_the_preview_names_and_no_one_before_it_is_kept(run, asking):
    desk = asking.desk
    desk.remark(RemarkAsked(version=desk.version, name="sign", share="half", text="A sign."))
    asking.rule(0, 0, remark="sign")
    content, before = run.rulings.read_bytes(), deepcopy(desk.data()["submissions"])
    asked = RemarkAsked(version=desk.version, name="sign", share="1/3", text="A sign.")
    found = desk.preview(asked)
    assert run.rulings.read_bytes() == content
    assert desk.data()["submissions"] == before
    desk.remark(asked)
    after = desk.data()["submissions"]
    moved = {
        (at, line, old["lines"][line][1], new["lines"][line][1], old["score"], new["score"])
        for at, (old, new) in enumerate(zip(before, after, strict=True))
        for line in range(len(old["lines"]))
        if old["lines"][line][1] != new["lines"][line][1]
    }
    keys = ("submission", "line", "before", "after", "total_before", "total_after")
    assert {tuple(move[key] for key in keys) for move in found["moves"]} == moved
    assert {at for at, *_ in moved} == {*asking.groups(0)[0]["members"]}


def test_what_was_left_is_gone_when_it_is_ruled_on(asking):
    desk, members = asking.desk, asking.groups(0)[0]["members"]
    asked = LeaveAsked(version=desk.version, line=0, submissions=members[:2], text="Noah?")
    [left] = desk.leave(asked)["review"]["left"]
    assert (left["submissions"], left["text"], left["by"]) == (members[:2], "Noah?", "Mia")
    asking.rule(0, submissions=[members[0]], share="half")
    [left] = desk.data()["review"]["left"]
    assert left["submissions"] == [members[1]]
    asking.rule(0, 0, share="half")
    assert desk.data()["review"]["left"] == []


def test_groups_with_rulings_that_differ_are_not_put_together(asking):
    desk, ids = asking.desk, [group["id"] for group in asking.groups(0)[:2]]
    asking.rule(0, 0, share="half")
    asking.rule(0, 1, share="all")
    with pytest.raises(ReviewRefused, match="say different things"):
        desk.same(SameAsked(version=desk.version, line=0, groups=ids))


def test_who_comes_to_a_ruling_with_one_of_their_own_keeps_it(run, asking):
    """Of two groups that are put together one is ruled on, and somebody of the other."""
    desk, (one, other) = asking.desk, asking.groups(0)[:2]
    at = other["members"][0]
    asking.rule(0, 0, share="half")
    digests = [run.kept(run.manifest().order[at]).lines["1.1"].submitted]
    known = run.rulings.read_text().partition("given_for = [")
    run.rulings.write_text(f"{known[0]}{known[1]}{json.dumps(digests)[1:-1]}, {known[2]}")
    desk.refresh()
    asking.rule(0, submissions=[at], share="all")
    ids = [one["id"], other["id"]]
    desk.same(SameAsked(version=desk.version, line=0, groups=ids))
    whole, alone = desk.data()["review"]["rulings"]
    assert (whole["except"], alone["applies"]) == ([at], 1)
    assert whole["applies"] >= len(one["members"])


def test_an_order_of_answers_is_the_same_at_every_start_and_another_for_each_line(run, desk):
    orders = desk.data()["review"]["order"]
    assert orders == Desk(run, run.rulings).data()["review"]["order"]
    for order, line in zip(orders, desk.data()["lines"], strict=True):
        assert sorted(order) == [*range(len(line["groups"]))]
    same = [len(order) for order in orders]
    pairs = [(i, j) for i in range(len(same)) for j in range(i) if same[i] == same[j] > 3]
    assert pairs
    assert any(orders[i] != orders[j] for i, j in pairs)


def test_who_handed_in_nothing_can_be_ruled_on_by_hand_and_is_on_the_page_then(run, desk, tmp_path):
    person = run.manifest().missing[1]
    text = f'by = "N"\n[[ruling]]\nline = "1.1"\nfor = ["{person.email}"]\nshare = "all"\n'
    run.rulings.write_text(text + 'on = 2026-11-30\ngiven_for = ["nothing"]\n')
    expected, _ = by_apply(run, tmp_path / "copy")
    assert spelled_out(desk.data()) == spelled_out(expected)
    asking = Asking(desk)
    at = len(desk.data()["submissions"]) - 1
    asking.rule(1, submissions=[at], share="half")
    expected, _ = by_apply(run, tmp_path / "copy")
    assert spelled_out(desk.data()) == spelled_out(expected)
    assert desk.numbers().missing == 2


def test_results_are_written_when_asked_for_and_are_what_apply_writes(run, asking, tmp_path):
    desk = asking.desk
    asking.rule(0, 0, share="half")
    assert desk.data()["review"]["newer"] == 1
    assert not (run.path / "grades.csv").exists()
    by_apply(run, tmp_path / "copy")
    desk.results(VersionAsked(version=desk.version))
    assert desk.data()["review"]["newer"] == 0
    for name in ("grades.csv", "lines.csv", "summary.json", "report.html"):
        assert (run.path / name).read_bytes() == (tmp_path / "copy" / name).read_bytes()
    assert not desk.write_results()


def test_rulings_by_hand_get_the_answers_they_are_for_with_the_results(run, desk):
    name = desk.data()["submissions"][2]["people"][0]["email"]
    run.rulings.write_text(f'by = "N"\n[[ruling]]\nline = "1.1"\nfor = ["{name}"]\nshare = "1/3"\n')
    assert desk.write_results()
    assert "given_for" in run.rulings.read_text()
    assert desk.data()["review"]["newer"] == 0


def test_a_desk_after_one_that_was_killed_goes_on_with_what_is_written(run, asking):
    asking.rule(0, 0, share="half")
    again = Asking(Desk(run, run.rulings, "Noah"))
    assert again.desk.data()["review"]["newer"] == 1
    again.rule(1, 0, share="all")
    assert [one["by"] for one in again.desk.data()["review"]["rulings"]] == ["Mia", "Noah"]


def test_an_answer_says_what_the_grader_said_also_after_a_ruling(run, desk, asking):
    at = asking.groups(0)[0]["members"][0]
    before = desk.answer(0, at)
    kept = run.kept(run.manifest().order[at]).lines["1.1"].verdict
    assert (before["message"], before["review"]) == (kept.message, kept.review)
    asking.rule(0, 0, share="1/3")
    assert desk.answer(0, at) == before
    assert (before["source"], bool(before["why"])) == ("", True)
    with pytest.raises(NotThere):
        desk.answer(0, 99)


def test_names_that_two_submissions_share_are_not_used_for_one(run):
    """The first submission is of two people; one of them has handed in by themselves too."""
    desk = Desk(run, run.rulings, "Mia")
    Asking(desk).rule(0, submissions=[2], share="half")
    [ruling] = desk.data()["review"]["rulings"]
    assert (ruling["submissions"], ruling["applies"]) == ([2], 1)


def test_an_anonymous_run_is_ruled_on_like_any_other(tmp_path):
    asked = {"anonymous": "yes", "salt": "s"}
    run = make_run(tmp_path / "run", asked=asked)
    asking = Asking(Desk(run, run.rulings, "Mia"))
    asking.rule(0, 0, share="half")
    asking.rule(0, submissions=[3], share="all")
    expected, said = by_apply(run, tmp_path / "copy")
    assert said == run.rulings.read_text()
    assert spelled_out(asking.desk.data()) == spelled_out(expected)
    assert "@x.edu" not in json.dumps(asking.desk.data()["submissions"])


def test_one_that_could_not_be_read_has_lines_while_it_is_ruled_on(tmp_path):
    run = make_run(tmp_path / "run")
    name = run.manifest().order[5]
    kept = run.kept(name)
    run.keep(replace(kept, state="unreadable", lines={}))
    asking = Asking(Desk(run, run.rulings, "Mia"))
    client = Client(asking.desk)
    client.take(asking.rule(0, submissions=[5], share="all"))
    expected, _ = by_apply(run, tmp_path / "copy")
    assert spelled_out(client.data) == spelled_out(expected)
    client.take(asking.desk.undo(VersionAsked(version=asking.desk.version)))
    assert client.data["submissions"][5]["lines"] == []
