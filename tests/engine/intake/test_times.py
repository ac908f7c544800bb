"""Times as platforms write them; and how late something is."""

from datetime import datetime, timedelta, timezone

import pytest

from autograder.intake.times import (
    read_duration,
    read_stamp,
    read_time,
    read_written_time,
    time_late,
)

UTC = timezone.utc
WEST = timezone(timedelta(hours=-7))
INDIA = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2023-09-14 12:31:22.123456000 -07:00", datetime(2023, 9, 14, 12, 31, 22, 123456, WEST)),
        ("2022-06-25 13:16:26 -0700", datetime(2022, 6, 25, 13, 16, 26, 0, WEST)),
        ("2022-06-25T13:16:26.5+05:30", datetime(2022, 6, 25, 13, 16, 26, 500000, INDIA)),
        ("2023-09-14 12:31:22.000000000 Z", datetime(2023, 9, 14, 12, 31, 22, 0, UTC)),
        ("2023-09-14 12:31 UTC", datetime(2023, 9, 14, 12, 31, tzinfo=UTC)),
        ("2023-09-14T12:31", datetime(2023, 9, 14, 12, 31)),
        ("2023-09-14", datetime(2023, 9, 14)),
        ("2023-02-30 10:00:00", None),
        ("2023-09-14 25:00:00", None),
        ("2023-09-14 10:00:00 +99:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time(text, time):
    assert read_time(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-12-12-13-22-26", datetime(2024, 12, 12, 13, 22, 26)),
        ("2024-13-12-13-22-26", None),
        ("2024-12-12", None),
    ],
)
def test_a_stamp(text, time):
    assert read_stamp(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Sep 24, 2024 926 PM", datetime(2024, 9, 24, 21, 26)),
        ("September 3, 2024 1205 AM", datetime(2024, 9, 3, 0, 5)),
        ("Dec 1, 2024 12:00 PM", datetime(2024, 12, 1, 12, 0)),
        ("Feb 30, 2024 100 PM", None),
        ("Xyz 1, 2024 100 PM", None),
        ("24 sept. 2024 21 26", None),
    ],
)
def test_a_time_as_it_is_written_out(text, time):
    assert read_written_time(text) == time


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("00:00:00", timedelta()),
        ("49:00:30", timedelta(days=2, hours=1, seconds=30)),
        ("1234:05:06", timedelta(hours=1234, minutes=5, seconds=6)),
        ("00:61:00", None),
        ("1 day", None),
    ],
)
def test_a_duration(text, duration):
    assert read_duration(text) == duration


def test_what_is_in_time_is_not_late():
    due = datetime(2024, 1, 1, 12, tzinfo=UTC)
    assert time_late(due, due) == timedelta()
    assert time_late(due - timedelta(days=1), due) == timedelta()


def test_zones_are_compared_as_moments():
    due = datetime(2024, 1, 1, 12, tzinfo=UTC)
    assert time_late(datetime(2024, 1, 1, 6, tzinfo=WEST), due) == timedelta(hours=1)


@pytest.mark.parametrize("zones", [(None, None), (None, WEST), (WEST, None), (WEST, WEST)])
def test_where_a_zone_is_missing_it_is_the_others(zones):
    created, due = (
        datetime(2024, 1, 1, hour, tzinfo=zone)
        for hour, zone in zip((13, 12), zones, strict=True)
    )  # fmt: skip
    assert time_late(created, due) == timedelta(hours=1)
