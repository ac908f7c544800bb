"""Downloads that are read, each as a zip and as a folder."""

import pytest

from downloads import Taken, in_folder, in_zip


@pytest.fixture(params=["zip", "folder"])
def taken(request, tmp_path):
    """Read a download that has some files, by their paths."""

    def taken(files, **options):
        place = tmp_path / "download.zip"
        made = in_zip(place, files) if request.param == "zip" else in_folder(tmp_path / "d", files)
        return Taken(made, tmp_path / "scratch", **options)

    return taken


@pytest.fixture
def take(taken):
    """The same without options."""
    return taken
