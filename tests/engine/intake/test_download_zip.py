"""Zips that are made to do harm, or that are none: nothing gets out, and each says what it is."""

import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grading.contents import SubmissionError
from autograder.grading.submission import read_submission
from autograder.intake.download import IntakeError
from autograder.intake.download_zip import ZipDownload
from downloads import Q1, Q2, Taken, in_zip


def write_zip(place, members):
    """Write a zip of names, or ready headers, and contents."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return place


def header(name, mode):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize(
    "name",
    [
        "../evil.py", "ann/../../evil.py", "/etc/evil.py", "C:\\evil.py", "C:/evil.py",
        "ann\\..\\..\\evil.py", "ann//evil.py", "\\\\host\\evil.py",
    ],
)  # fmt: skip
def test_a_name_that_leads_out_is_left_out_and_said(name, tmp_path):
    members = [("ann/q1.py", Q1), ("bo/q1.py", Q2), (name, b"evil")]
    taken = Taken(write_zip(tmp_path / "class.zip", members), tmp_path / "scratch")
    assert taken.ids == ["ann", "bo"]
    assert taken.files("ann") == {"q1.py": Q1}
    assert "since their names lead out of c" in taken.messages
    assert [path.name for path in tmp_path.rglob("*evil*")] == []


@pytest.mark.parametrize(
    ("name", "with_zero"), [("ann/q2.pyX.txt", "ann/q2.py\0.txt"), ("?ann/q2.py", "\0ann/q2.py")]
)
def test_a_zero_byte_in_a_name_does_not_hide_the_rest_of_it(name, with_zero, tmp_path):
    place = write_zip(tmp_path / "c.zip", [("ann/q1.py", Q1), (name, Q2)])
    place.write_bytes(place.read_bytes().replace(name.encode(), with_zero.encode()))
    taken = Taken(place, tmp_path)
    assert taken.files("ann") == {"q1.py": Q1}
    assert "since their names lead out of c" in taken.messages


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        (stat.S_IFLNK | 0o777, "it is a link"),
        (stat.S_IFIFO | 0o600, "it is not a regular file"),
        (stat.S_IFCHR | 0o600, "it is not a regular file"),
    ],
)
def test_what_is_no_file_is_left_out_of_its_submission(mode, why, tmp_path):
    members = [("ann/q1.py", Q1), (header("ann/q2.py", mode), b"/etc/passwd"), ("bo/q1.py", Q1)]
    taken = Taken(write_zip(tmp_path / "c.zip", members), tmp_path)
    assert taken.files("ann") == {"q1.py": Q1}
    assert taken.handed_in["ann"].notes == (f"`q2.py` was left out: {why}",)
    assert taken.handed_in["bo"].notes == ()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_left_out(tmp_path):
    members = [("ann/q1.py", Q1), ("ann/q1.py", Q2), ("ann/q2.py", Q2), ("bo/q1.py", Q1)]
    taken = Taken(write_zip(tmp_path / "c.zip", members), tmp_path)
    assert taken.files("ann") == {"q2.py": Q2}
    assert taken.handed_in["ann"].notes == ("`q1.py` was left out: the zip has it more than once",)


def test_a_file_that_is_a_folder_too_costs_its_submission_alone(tmp_path):
    members = [("ann/q1.py", Q1), ("ann/q1.py/x.py", Q2), ("bo/q1.py", Q1)]
    taken = Taken(write_zip(tmp_path / "c.zip", members), tmp_path)
    assert "`q1.py/x.py` lies in a folder that is a file too" in taken.handed_in["ann"].fault
    assert taken.files("bo") == {"q1.py": Q1}


def lock(place, names=()):
    """Mark members as encrypted, in both of their headers; all without names."""
    content = bytearray(place.read_bytes())
    with zipfile.ZipFile(place) as archive:
        members = archive.infolist()
    at = content.index(b"PK\x01\x02")
    for member in members:
        if not names or member.filename in names:
            content[member.header_offset + 6] |= 1
            content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    place.write_bytes(content)
    return place


def test_an_encrypted_zip_is_refused_and_an_encrypted_file_left_out(tmp_path):
    files = {"ann/q1.py": Q1, "bo/q1.py": Q1}
    with pytest.raises(IntakeError, match="encrypted: unpack it"):
        Taken(lock(in_zip(tmp_path / "all.zip", files)), tmp_path)
    taken = Taken(lock(in_zip(tmp_path / "one.zip", files), ["ann/q1.py"]), tmp_path)
    assert taken.handed_in["ann"].notes == ("`q1.py` was left out: it is encrypted",)
    assert taken.files("bo") == {"q1.py": Q1}


def test_what_is_no_zip_or_not_all_of_one_is_refused_in_a_sentence(tmp_path):
    whole = in_zip(tmp_path / "c.zip", {"ann/q1.py": Q1 * 100, "bo/q1.py": Q2}).read_bytes()
    for name, content, said in [
        ("text.zip", b"hello", "is no zip"),
        ("empty.zip", b"", "is no zip"),
        ("cut.zip", whole[:-30], "no zip, or not all of it"),
        ("begin.zip", whole[:40], "no zip, or not all of it"),
        ("hollow.zip", whole[:60] + whole[100:], "members overlap: it is damaged"),
    ]:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(IntakeError, match=said):
            Taken(tmp_path / name, tmp_path)


def test_a_damaged_member_costs_its_submission_alone(tmp_path):
    place = tmp_path / "c.zip"
    with zipfile.ZipFile(place, "w") as archive:  # stored: the content stands there
        archive.writestr("ann/q1.py", b"a" * 500)
        archive.writestr("bo/q1.py", Q1)
        archive.writestr("bo/plot.png", b"a" * 500)
    content = place.read_bytes().replace(b"a" * 500, b"a" * 499 + b"b")
    place.write_bytes(content)
    taken = Taken(place, tmp_path)
    with pytest.raises(SubmissionError, match=r"`ann/q1.py` is damaged in the download"):
        taken.files("ann")
    # No question is answered by a picture.
    assert taken.files("bo") == {"q1.py": Q1, "plot.png": b""}


def test_a_bomb_takes_no_room(tmp_path):
    """A large file is there by its name and its size; grading says that it is too large."""
    place = tmp_path / "c.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ann/q1.py", Q1)
        with archive.open("ann/bomb.py", "w", force_zip64=True) as member:
            for _ in range(64):
                member.write(bytes(1 << 20))
    taken = Taken(place, tmp_path / "scratch")
    with taken.sources["ann"].open() as folder:
        status = (folder / "bomb.py").stat()
        assert 2 << 20 < status.st_size < 64 << 20
        assert status.st_blocks * 512 < 1 << 20
        assert (folder / "q1.py").read_bytes() == Q1


def test_many_bombs_in_one_submission_are_its_fault(tmp_path):
    place = tmp_path / "c.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(130):
            archive.writestr(f"ann/{number}.py", bytes(2 << 20))
        archive.writestr("bo/q1.py", Q1)
    taken = Taken(place, tmp_path)
    assert taken.handed_in["ann"].fault == "what is to be read of it is larger than 256 MiB"
    assert taken.handed_in["bo"].fault == ""


def test_members_that_overlap_are_refused(tmp_path):
    """As in a zip of a few kilobytes that unpacks to terabytes."""
    place = write_zip(tmp_path / "c.zip", [("ann/q1.py", Q1), ("bo/q1.py", Q1)])
    content = bytearray(place.read_bytes())
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<L", 0)
    place.write_bytes(content)
    with pytest.raises(IntakeError, match="members overlap"):
        Taken(place, tmp_path)


def test_a_directory_larger_than_any_class_is_not_read(tmp_path):
    place = write_zip(tmp_path / "c.zip", [("ann/q1.py", Q1)])
    content = bytearray(place.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    content[end:end] = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, *[10**9] * 4)
    place.write_bytes(content)
    with pytest.raises(IntakeError, match="more than 500,000 files"):
        Taken(place, tmp_path)


def test_more_files_than_anybody_writes_are_one_persons_fault(tmp_path):
    place = tmp_path / "c.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"ann/{number}.py", b"")
        archive.writestr("bo/q1.py", Q1)
    taken = Taken(place, tmp_path)
    assert taken.handed_in["ann"].fault == "it has more than 20000 files to be read"
    assert taken.files("bo") == {"q1.py": Q1}


def test_names_in_utf_8_that_do_not_say_so_are_read(tmp_path):
    place = write_zip(tmp_path / "c.zip", [("Jxxrg 12/q1.py", Q1), ("bo/q1.py", Q1)])
    place.write_bytes(place.read_bytes().replace(b"Jxxrg 12", "Jörg 12".encode()))
    taken = Taken(place, tmp_path)
    assert {one.name for people in taken.people.values() for one in people} == {"Jörg 12", "bo"}


def test_names_in_an_old_code_page_are_read(tmp_path):
    place = write_zip(tmp_path / "c.zip", [("J?rg/q1.py", Q1), ("bo/q1.py", Q1)])
    place.write_bytes(place.read_bytes().replace(b"J?rg", "Jörg".encode("cp437")))
    taken = Taken(place, tmp_path)
    assert {one.name for people in taken.people.values() for one in people} == {"Jörg", "bo"}


def test_a_name_that_no_system_takes_is_left_out(tmp_path):
    long = "x" * 300 + ".py"
    taken = Taken(
        write_zip(tmp_path / "c.zip", [(f"ann/{long}", Q1), ("ann/q1.py", Q1), ("bo/q1.py", Q1)]),
        tmp_path,
    )
    assert taken.files("ann") == {"q1.py": Q1}
    assert "its name is too long" in taken.handed_in["ann"].notes[0]


def test_backslashes_between_folders_are_strokes(tmp_path):
    taken = Taken(
        write_zip(tmp_path / "c.zip", [("ann\\q1.py", Q1), ("bo\\lib\\q2.py", Q2)]), tmp_path
    )
    assert taken.files("ann") == {"q1.py": Q1}
    assert taken.files("bo") == {"lib/q2.py": Q2}


@settings(deadline=None)
@given(st.data())
def test_damage_anywhere_is_an_error_that_is_known(tmp_path_factory, data):
    """Some bytes changed, or the end cut off: it is read, or refused in a sentence."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ann/q1.py", Q1 * 20)
        archive.writestr("bo/q1.py", Q2)
    content = bytearray(stream.getvalue())
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(len(content) // 2, len(content)))
    folder = tmp_path_factory.mktemp("damaged")
    place = folder / "c.zip"
    place.write_bytes(content[:end])
    try:
        download = ZipDownload(place, folder)
        for path in download.listing().folders:
            gathered = download.whole(path)
            with gathered.source.open() as unpacked:
                assert unpacked.is_dir()
    except (IntakeError, SubmissionError):
        pass


def test_names_that_begin_where_they_are_do_not_lead_out(tmp_path):
    members = [("./ann/q1.py", Q1), ("./bo/q1.py", Q2)]
    taken = Taken(write_zip(tmp_path / "c.zip", members), tmp_path)
    assert taken.files("bo") == {"q1.py": Q2}


def test_an_installed_python_takes_nobodys_room(tmp_path):
    place = tmp_path / "c.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("ann/my env/pyvenv.cfg", b"")
        for number in range(20_001):
            archive.writestr(f"ann/my env/lib/{number}", b"")
        archive.writestr("ann/q1.py", Q1)
        archive.writestr("bo/q1.py", Q1)
    taken = Taken(place, tmp_path)
    assert taken.handed_in["ann"].fault == ""
    assert taken.files("ann") == {"q1.py": Q1}


def test_a_name_of_very_many_folders_takes_no_time(tmp_path):
    members = [("ann/" + "x/" * 30_000 + "q1.py", Q1), ("ann/q1.py", Q1), ("bo/q1.py", Q1)]
    taken = Taken(write_zip(tmp_path / "c.zip", members), tmp_path)
    assert taken.files("ann") == {"q1.py": Q1}
    assert "too deep" in taken.messages


def test_what_lies_too_deep_for_grading_is_there_for_it_to_say_so(tmp_path):
    path = "a/" * 9 + "q2.py"
    members = [(f"ann/{path}", Q1), ("ann/q1.py", Q1), ("bo/q1.py", Q1)]
    taken = Taken(write_zip(tmp_path / "c.zip", members), tmp_path)
    with taken.sources["ann"].open() as folder:
        assert read_submission(folder).left_out == {
            "a/" * 9: "it may not be read, or lies too deep"
        }  # fmt: skip


def test_data_beside_the_answers_costs_nobody_their_answers(tmp_path):
    """Neither many files nor large ones: grading reads none of them."""
    place = tmp_path / "c.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20_001):
            archive.writestr(f"ann/images/{number}.png", b"x")
        for number in range(150):
            archive.writestr(f"bo/{number}.csv", bytes(2 << 20))
        archive.writestr("ann/q1.py", Q1)
        archive.writestr("bo/q1.py", Q2)
    taken = Taken(place, tmp_path / "scratch")
    assert [one.fault for one in taken.handed_in.values()] == ["", ""]
    assert taken.files("ann") == {"q1.py": Q1}
    assert "20002 files: those that grading does not read" in taken.handed_in["ann"].notes[0]
    with taken.sources["bo"].open() as folder:
        assert (folder / "q1.py").read_bytes() == Q2
        assert len(list(folder.iterdir())) == 151
        assert sum(path.stat().st_blocks for path in folder.iterdir()) * 512 < 70 << 20
