"""An archive is read in memory and believed in nothing."""

import io
import stat
import struct
import tracemalloc
import zipfile

import pytest

from autograder.grading.archive import Archive, ArchiveError, is_archive

MEBIBYTE = 1 << 20


def archive(*members, compression=zipfile.ZIP_DEFLATED):
    """Return an archive's bytes; a member is a name or a `ZipInfo`, with its content."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, content in members:
            made.writestr(name, content)
    return file.getvalue()


def member(name, **attributes):
    info = zipfile.ZipInfo(name)
    for attribute, value in attributes.items():
        setattr(info, attribute, value)
    return info


def flagged(content, bit):
    """Set a flag of the first member, in both of its headers."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        changed[changed.find(mark) + offset] |= bit
    return bytes(changed)


def test_members_are_read_by_their_paths():
    opened = Archive(archive(("hw/q1.py", "x = 1"), ("b.txt", "")))
    assert opened.paths == ["b.txt", "hw/q1.py"]
    assert opened.read("hw/q1.py", 100) == b"x = 1"


def test_stored_members_and_strokes_of_windows_are_read():
    content = archive(("hw/q1.py", "x"), compression=zipfile.ZIP_STORED).replace(b"hw/q", b"hw\\q")
    assert Archive(content).read("hw/q1.py", 100) == b"x"


def test_a_folder_as_windows_writes_it_is_none_of_the_files():
    content = archive(("hw/", ""), ("hw/q1.py", "")).replace(b"hw/", b"hw\\")
    opened = Archive(content)
    assert (opened.paths, opened.left_out) == (["hw/q1.py"], {})


def test_what_tools_leave_in_an_archive_is_not_seen():
    names = ["__MACOSX/._q1.py", ".git/x.py", "env/pyvenv.cfg", "env/lib/x.py", "q1.py", "hw/"]
    opened = Archive(archive(*((name, "") for name in names)))
    assert opened.paths == ["q1.py"]
    assert opened.left_out == {}


@pytest.mark.parametrize(
    ("name", "attributes", "reason"),
    [
        ("../q1.py", {}, "its name leads out of the archive"),
        ("a/../../q1.py", {}, "its name leads out of the archive"),
        ("/etc/q1.py", {}, "its name leads out of the archive"),
        ("C:/q1.py", {}, "its name leads out of the archive"),
        ("a/" * 10 + "q1.py", {}, "it lies too deep"),
        ("q1.py", {"external_attr": (stat.S_IFLNK | 0o777) << 16}, "it is a link"),
        ("q1.py", {"external_attr": (stat.S_IFIFO | 0o777) << 16}, "it is not a regular file"),
        ("q1.py", {"compress_type": zipfile.ZIP_BZIP2}, "it is compressed in an unusual way"),
        ("q1.py", {"compress_type": zipfile.ZIP_LZMA}, "it is compressed in an unusual way"),
    ],
)
def test_a_member_that_is_no_plain_file_is_left_out_and_others_are_read(name, attributes, reason):
    opened = Archive(archive((member(name, **attributes), "/etc/passwd"), ("q2.py", "")))
    assert opened.left_out == {name: reason}
    assert opened.paths == ["q2.py"]


def test_an_encrypted_member_is_left_out():
    opened = Archive(flagged(archive(("q1.py", "x"), ("q2.py", "")), 1))
    assert opened.left_out == {"q1.py": "it is encrypted: hand it in without a password"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_left_out():
    opened = Archive(archive(("q1.py", "first"), ("q1.py", "second"), ("q2.py", "")))
    assert opened.left_out == {"q1.py": "the archive has it more than once"}
    assert opened.paths == ["q2.py"]


def test_a_member_is_read_as_far_as_the_cap_whatever_it_is():
    """A thousand times what it takes in the archive; of it the cap is taken, and no more."""
    content = archive(("q1.py", bytes(200 * MEBIBYTE)))
    assert len(content) < MEBIBYTE
    opened = Archive(content)
    tracemalloc.start()
    assert opened.read("q1.py", 2 * MEBIBYTE) == "it is larger than 2 MiB"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * MEBIBYTE


@pytest.mark.parametrize("claimed", [1, 100])
def test_a_header_that_lies_about_the_size_changes_nothing(claimed):
    """Whether it says too little or too much, only what is whole is graded."""
    content = bytearray(archive(("q1.py", b"x" * 50)))
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<L", content, content.find(mark) + offset, claimed)
    assert Archive(bytes(content)).read("q1.py", 100) in ("it is damaged", b"x" * 50)


def test_many_large_members_end_at_what_one_archive_may_hold():
    opened = Archive(archive(*((f"{index}.py", bytes(3 * MEBIBYTE)) for index in range(40))))
    reasons = [opened.read(path, 2 * MEBIBYTE) for path in opened.paths]
    assert reasons[0] == "it is larger than 2 MiB"
    assert reasons[-1] == "the archive holds more than 64 MiB"


def test_members_that_overlap_are_not_read():
    """Two entries of the directory lead to the same bytes, as in a bomb without nesting."""
    first = archive(("a.py", "x" * 100), compression=zipfile.ZIP_STORED)
    start = first.find(b"PK\1\2")
    entry, end = first[start : first.find(b"PK\5\6")], bytearray(first[first.find(b"PK\5\6") :])
    struct.pack_into("<HHL", end, 8, 2, 2, 2 * len(entry))
    with pytest.raises(ArchiveError, match="overlap"):
        Archive(first[:start] + entry + entry.replace(b"a.py", b"b.py") + bytes(end))


def test_a_directory_that_is_too_large_is_not_opened(monkeypatch):
    """It is refused before anything is built of it."""
    monkeypatch.setattr(zipfile, "ZipFile", None)
    many = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 10_001, 10_001, 50, 0, 0)
    large = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, MEBIBYTE + 1, 0, 0)
    larger = b"PK\6\7" + bytes(16) + b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, 50, 0, 0)
    for content in (many, large, larger):
        with pytest.raises(ArchiveError, match="its directory is larger than 10000 files need"):
            Archive(content)


def test_more_members_than_the_directory_says_are_refused():
    """The count at the end is a claim as well; the directory's size is not."""
    many = bytearray(archive(*((f"{k}", "") for k in range(10_050)), compression=0))
    struct.pack_into("<HH", many, len(many) - 14, 1, 1)
    with pytest.raises(ArchiveError, match="more than 10000 members"):
        Archive(bytes(many))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\5\6", b"Rar!\x1a\x07" + bytes(9), bytes(1000), archive(("q1.py", "x" * 99))[:-30]],
    ids=["nothing", "a mark", "another format", "zeros", "the beginning of one"],
)
def test_what_is_no_archive_is_refused(content):
    with pytest.raises(ArchiveError, match="it is no zip archive, or not all of it"):
        Archive(content)


def test_damage_at_random_never_raises_anything_else(rng):
    whole = archive(*((f"q{k}.py", f"x = {k}\n" * 20) for k in range(6)))
    for _ in range(500):
        content = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        try:
            opened = Archive(bytes(content))
        except ArchiveError:
            continue
        for path in opened.paths:
            text = opened.read(path, 1000)
            # What is read is whole: the archive has a checksum of each.
            assert isinstance(text, str) or text in {f"x = {k}\n".encode() * 20 for k in range(6)}


def test_a_member_without_a_name_is_left_out_and_the_others_are_read():
    """Python cuts a name at its first zero."""
    content = archive(("q1.py", "x = 1\n"), ("?q2.py", "x = 2\n"))
    opened = Archive(content.replace(b"?q2.py", b"\0q2.py"))
    assert opened.paths == ["q1.py"]
    assert opened.left_out == {"": "it has no name"}


def test_a_name_that_is_no_text_is_damage():
    content = archive(("ä.py", "")).replace("ä".encode(), b"\xff\xff")
    with pytest.raises(ArchiveError, match="it is damaged"):
        Archive(content)


def test_archives_are_known_by_their_endings():
    assert [is_archive(name) for name in ("a.ZIP", "a.tar.gz", "a.rar", "a.7z", "a.py")] == [
        True, True, True, True, False,
    ]  # fmt: skip
