"""Texts stand on the page once, and all of them together find room."""

from autograder.page.pool import TextPool, fitted


def test_a_text_has_one_number_and_the_empty_one_is_0():
    pool = TextPool()
    assert [pool.number(text) for text in ("", "a", "b", "a")] == [0, 1, 2, 1]
    assert pool.texts == ["", "a", "b"]


def test_what_cannot_be_shown_is_written_out():
    pool = TextPool()
    pool.number("\u202eabc\x07\ud800\n")
    assert pool.texts[1] == "\\u202eabc\\x07\\ud800\n"


def test_what_finds_room_is_left_as_it_is():
    texts = ["", "short", "x" * 19_000]
    assert fitted(texts, 20_000) == (texts, 0)


def test_long_texts_are_cut_first_and_it_is_said_to_what():
    texts = ["short", "x" * 3_000, "y" * 3_000]
    found, limit = fitted(texts, 4_000)
    assert limit == 1_500
    assert found[0] == "short"
    assert all(len(text) <= 1_500 for text in found[1:])
    assert all("characters left out" in text for text in found[1:])


def test_room_is_counted_in_bytes():
    texts = ["∑" * 400] * 10
    assert fitted(texts, 12_000) == (texts, 0)
    assert fitted(texts, 11_999)[1] == 150
