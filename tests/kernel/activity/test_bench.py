"""The measurements run, and say what they are meant to say; how fast is for `shoumi bench`."""

from shoumi.config.bench import log as bench
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker


def test_the_log_is_measured_in_ratios(committed: None, at: Ticker) -> None:
    told = bench.measure(entries=700)["log"]
    assert set(told) == {
        "sequencer_over_bulk_insert",
        "verify_over_hashing",
        "reconcile_over_hashing",
        "context",
    }
    assert all(value > 0 for name, value in told.items() if name != "context")
    assert told["context"]["entries"] == Entry.objects.count() >= 700
    assert 32 <= bench.size_on_disk()["tree_bytes_per_entry"] < 33
