"""`--earlier DIR`: which runs can stand beside another, and what is taken from them."""

import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.batch.earlier import remembered_earlier_run
from autograder.cli import commands
from page_class import class_of, kept_in, manifest_of, rubric

LINES = rubric(1, 2)


@pytest.fixture
def made(tmp_path):
    """Make the folder of a run over three submissions."""

    def made(name, **options):
        submissions = class_of(3, LINES)
        return kept_in(tmp_path / name, submissions, manifest_of(LINES, submissions, **options))

    return made


def apply(folder, *options):
    return CliRunner().invoke(commands, ["apply", str(folder.path), *map(str, options)])


def earlier_on_page(folder):
    page = (folder.path / "report.html").read_text("utf-8")
    return json.loads(re.search(r'id="data">(.*?)</script>', page)[1])["earlier"]


def test_without_one_the_page_has_none(made):
    folder = made("run")
    assert apply(folder).exit_code == 0
    assert earlier_on_page(folder) is None


def test_the_run_itself_is_none_and_the_way_out_is_said(made):
    folder = made("run")
    (folder.path.parent / "link").symlink_to(folder.path)
    for path in (folder.path, folder.path.parent / "link"):
        result = apply(folder, "--earlier", path)
        assert result.exit_code == 2
        assert "copy the folder before you grade into it again" in result.output


def test_a_run_over_another_assignment_is_refused(made):
    folder, other = made("run"), made("other", assignment="matrices")
    result = apply(folder, "--earlier", other.path)
    assert result.exit_code == 2
    assert "a run over matrices, and this one is over series" in result.output


def test_a_folder_that_is_no_run_is_refused(made, tmp_path):
    result = apply(made("run"), "--earlier", tmp_path)
    assert result.exit_code == 2
    assert "no run over a class is here" in result.output


def test_mistakes_in_its_rulings_are_named_with_their_file(made):
    folder, other = made("run"), made("other")
    other.rulings.write_text("[[ruling]]\nline = 3\n")
    result = apply(folder, "--earlier", other.path)
    assert result.exit_code == 2
    assert f"{other.rulings}:" in result.output


def test_what_batch_was_given_is_taken_by_apply_until_it_is_gone(made, tmp_path):
    other = made("other")
    folder = made("run", asked={"earlier": str(other.path)})
    assert apply(folder).exit_code == 0
    assert earlier_on_page(folder)["name"] == "other"
    other.path.rename(tmp_path / "moved")
    assert remembered_earlier_run(folder, folder.manifest()) is None
    result = apply(folder)
    assert result.exit_code == 0
    assert f"{other.path}: no run is there any more to compare with." in result.output
    assert earlier_on_page(folder) is None
    assert apply(folder, "--earlier", tmp_path / "moved").exit_code == 0
    assert earlier_on_page(folder)["name"] == "moved"


def test_its_own_file_of_rulings_is_the_one_that_it_was_asked_for_with(made, tmp_path):
    rulings = tmp_path / "elsewhere.toml"
    rulings.write_text(
        'by = "Mia"\n[[ruling]]\nline = "1.1"\nfor = ["00000"]\nshare = "1/7"\ntext = "So."\n'
    )
    was = rulings.read_bytes()
    other = made("other", asked={"rulings": str(rulings)})
    folder = made("run")
    assert apply(folder, "--earlier", other.path).exit_code == 0
    found = earlier_on_page(folder)["submissions"][0]["lines"][0]
    assert found[1] == pytest.approx(float(LINES[0].weight) / 7, abs=1e-6)
    assert rulings.read_bytes() == was


def test_without_names_there_are_none_of_the_earlier_run_either(made):
    """Those who were in the earlier run alone too, and those who handed in nothing then."""
    submissions = class_of(4, LINES)
    other = kept_in(
        made("other").path,
        submissions,
        replace(manifest_of(LINES, submissions), is_complete=False),
    )
    folder = made("run", asked={"anonymous": "True", "salt": "s"})
    assert apply(folder, "--earlier", other.path).exit_code == 0
    page = (folder.path / "report.html").read_text("utf-8")
    for kept in submissions:
        [person] = kept.handed_in.people
        for text in (person.name, person.email, kept.handed_in.id):
            assert text not in page
    found = earlier_on_page(folder)
    assert found["complete"] is False
    assert [pair[:2] for pair in found["pairs"]] == [[0, 0], [1, 1], [2, 2]]
