"""Reading `submission_metadata.yml`: text alone, a record at a time, all of it within bounds."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.intake.metadata import MetadataError, read_metadata


def read(text):
    return dict(read_metadata(text.encode()))


def test_every_scalar_is_text():
    text = "a:\n  :sid: 00124\n  b: 1.50\n  c: yes\n  d: 2023-01-01\n  e: ~\n  f: [1e3, 0x1F]\n"
    assert read(text) == {
        "a": {
            ":sid": "00124", "b": "1.50", "c": "yes", "d": "2023-01-01", "e": "~",
            "f": ["1e3", "0x1F"],
        }
    }  # fmt: skip


def test_tags_build_nothing():
    text = "a:\n  x: !!python/object/apply:os.system ['false']\n  y: !ruby/object:Foo {z: 1}\n"
    assert read(text) == {"a": {"x": ["false"], "y": {"z": "1"}}}


TEXT = st.text(
    st.one_of(
        st.sampled_from("\n\x85\u2028:-#'\"{}[] asubmission_1"), st.characters(codec="utf-8")
    ),
    max_size=20,
)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"submission_[0-9]{1,9}", fullmatch=True),
        st.dictionaries(TEXT, TEXT, min_size=1, max_size=3),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from([None, "'", '"', "|"]),
)
def test_what_a_writer_of_yaml_writes_is_read(records, style):
    """Whatever students have printed, in every style of text; the oracle is another reader."""
    text = yaml.dump(records, Dumper=yaml.SafeDumper, allow_unicode=True, default_style=style)
    assert read(text) == yaml.load(text, Loader=yaml.BaseLoader)


def test_text_at_the_margin_of_a_literal_is_no_key():
    output = "before\nsubmission_2:\n  :score: 99\n"
    text = yaml.safe_dump({"submission_1": {"output": output}}, default_style="|")
    assert read(text) == {"submission_1": {"output": output}}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a:\n  b: &x [*x]\n", "refers to itself"),
        ("a:\n  b: *nobody\n", "undefined alias|refers to itself"),
        ("a:\n  b: &x [1]\n  c: [" + "*x, " * 101 + "]\n", "refers to itself"),
        ("a:\n  b: " + "[" * 100 + "]" * 100 + "\n", "more than 64 deep"),
        ("a:\n  b: {[1]: 2}\n", "a key is no text"),
        ("a:\n  b: 'open\n", "no YAML"),
        ("a:\n  b: \x00\n", "no YAML"),
        ("a: text\n", "no record of it"),
    ],
)
def test_what_is_no_record_says_why_and_costs_itself_alone(text, why):
    """Each stands beside a good one."""
    found = read(text + "good:\n  x: y\n")
    assert found["good"] == {"x": "y"}
    assert isinstance(found["a"], MetadataError)
    with pytest.raises(MetadataError, match=why):
        raise found["a"]


def test_a_billion_laughs_take_no_room():
    lines = ["  x0: &x0 [ha, ha]"]
    lines += [f"  x{n}: &x{n} [*x{n - 1}, *x{n - 1}]" for n in range(1, 40)]
    found = read("a:\n" + "\n".join(lines) + "\n")
    assert found["a"]["x39"][0] is found["a"]["x39"][1]
    more = [f"  x{n}: &x{n} [*x{n - 1}, *x{n - 1}]" for n in range(1, 60)]
    with pytest.raises(MetadataError):
        raise read("a:\n" + "\n".join([lines[0], *more]) + "\n")["a"]


def test_an_alias_to_text_is_that_text():
    assert read("a:\n  b: &x hello\n  c: *x\n") == {"a": {"b": "hello", "c": "hello"}}


def test_what_is_nested_deeply_overflows_nothing():
    text = "a:\n  b: " + "[" * 200_000 + "\n"
    assert isinstance(read(text)["a"], MetadataError)


def test_many_records_take_time_as_many_as_they_are():
    """Each is parsed alone: the parser sees no more than one."""
    text = "".join(f"submission_{n}:\n  :score: 1\n" for n in range(20_000))
    assert len(read(text)) == 20_000


@pytest.mark.parametrize("break_", ["\x85", "\u2028", "\u2029"])
def test_an_end_of_line_that_few_know_of_is_no_key(break_):
    """YAML's writers put it at the margin, where it is the rest of a text."""
    records = {"submission_1": {"output": f"a\n{break_}b"}, "submission_2": {"x": "y"}}
    text = yaml.dump(records, allow_unicode=True, default_style="|")
    assert f"\n{break_}" in text
    assert read(text) == yaml.load(text, Loader=yaml.BaseLoader)
