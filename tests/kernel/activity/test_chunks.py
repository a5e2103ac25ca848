"""Chunked reading gives each row once, in order, and leaves nothing open when it stops early."""

from datetime import timedelta

import pytest
from django.db import connection

from shoumi.kernel.activity.models import Checkpoint
from shoumi.kernel.activity.verification import chunks
from shoumi.kernel.activity.verification.chunks import in_order
from tests.conftest import Ticker


@pytest.fixture
def sizes(db: None, at: Ticker, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ten checkpoints, several of one size, in chunks of three."""
    monkeypatch.setattr(chunks, "CHUNK", 3)
    given = [5, 5, 5, 5, 2, 9, 7, 7, 1, 3]
    for step, size in enumerate(given):
        Checkpoint.objects.create(
            size=size, note=f"note {step}", signed_at=at() + timedelta(minutes=step)
        )
    return given


def test_every_row_comes_once_in_the_order_of_several_keys(sizes: list[int]) -> None:
    rows = list(in_order(Checkpoint.objects.all(), "size", "id"))
    assert [row.size for row in rows] == sorted(sizes)
    assert [(row.size, row.pk) for row in rows] == sorted((row.size, row.pk) for row in rows)


def test_the_filter_of_the_query_stays(sizes: list[int]) -> None:
    rows = in_order(Checkpoint.objects.filter(size__gt=4), "id")
    assert [row.size for row in rows] == [size for size in sizes if size > 4]


def test_a_reader_that_stops_early_leaves_nothing_open(sizes: list[int]) -> None:
    reader = in_order(Checkpoint.objects.all(), "id")
    next(reader)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_cursors")
            assert cursor.fetchone() == (0,)
    Checkpoint.objects.all().delete()
    assert len(list(reader)) == 2
