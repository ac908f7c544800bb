"""A class whose page is looked at, written as a run writes it."""

import csv
import json
import re

import pytest

from autograder.batch.outputs import settled, write_outputs
from page_class import class_of, kept_in, manifest_of, rubric

SIZE = 24


class Written:
    """What a run has written, read again: its page, and what everything on it has to agree with."""

    def __init__(self, path):
        self.path = path
        self.page = (path / "report.html").read_text("utf-8")
        found = re.findall(r'<script type="application/json" id="data">(.*?)</script>', self.page)
        [self.block] = found
        self.data = json.loads(self.block)
        self.results = {
            file.parent.name: json.loads(file.read_bytes())
            for file in (path / "results").glob("*/results.json")
        }
        with (path / "grades.csv").open(newline="") as file:
            self.grades = list(csv.DictReader(file))
        self.summary = json.loads((path / "summary.json").read_bytes())


@pytest.fixture(scope="session")
def write(tmp_path_factory):
    """Write what is computed from kept submissions; return it as it is read again."""

    def write(submissions, lines, *, settling=settled, ruled_missing=(), same=(), **options):
        path = tmp_path_factory.mktemp("run")
        manifest = manifest_of(lines, submissions, **options)
        folder = kept_in(path, submissions, manifest)
        write_outputs(folder, manifest, settling, ruled_missing=ruled_missing, same=same)
        return Written(path)

    return write


@pytest.fixture(scope="session")
def written(write):
    """A class of two dozen, with all that can come of a submission."""
    lines = rubric(3, 5)
    return write(class_of(SIZE, lines), lines)
