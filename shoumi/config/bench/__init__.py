"""What `shoumi bench` measures: ratios within one run, since absolutes differ by machine."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shoumi.config.bench import (
    acts,
    committee,
    company,
    filling,
    log,
    regime,
    register,
    rendering,
    vault,
)
from shoumi.config.bench.scratch import scratch

Tell = Callable[[str], None]
NAMES = ("committee", "log", "register", "regime", "rendering", "vault")


@dataclass(frozen=True)
class Size:
    """How much is made up and how often it is asked."""

    entries: int
    acts: int
    records: int
    rounds: int
    mebibytes: int
    streams: tuple[int, ...]
    tasks: int


SIZES = {
    "small": Size(
        entries=20_000,
        acts=100,
        records=5_000,
        rounds=20,
        mebibytes=64,
        streams=(64, 256),
        tasks=2_000,
    ),
    "full": Size(
        entries=1_000_000,
        acts=600,
        records=100_000,
        rounds=60,
        mebibytes=1024,
        streams=(64, 1024, 4096),
        tasks=10_000,
    ),
}


def measure(names: list[str], size: Size, tell: Tell) -> dict[str, Any]:
    """The figures of these parts, each in a database of its own; nested, with plain numbers."""
    told: dict[str, Any] = {"machine": {"cores": len(os.sched_getaffinity(0))}}
    if "log" in names:
        with scratch():
            tell("acts with the log and without")
            logged = acts.measure(acts=size.acts)
        with scratch():
            tell(f"the log: {size.entries} entries")
            told |= log.measure(entries=size.entries)
            context = logged.pop("context") | told["log"].pop("context")
            told["log"] |= {**logged, **log.size_on_disk(), "context": context}
    if "vault" in names:
        told["vault"] = vault.measure_content(
            mebibytes=size.mebibytes, streams=size.streams, tell=tell
        )
    if {"register", "regime", "vault"} & set(names):
        with scratch():
            tell("a company")
            if "vault" in names:
                vault.prepare()
            made = company.found()
            filling.fill(made, size.records, tell)
            if "register" in names:
                tell("the register's list")
                told |= register.measure(made, rounds=size.rounds)
            if "regime" in names:
                tell("the regime")
                told |= regime.measure(rounds=max(3, size.rounds // 10))
            if "vault" in names:
                rows = vault.measure_rows(made, keys=size.records, rounds=size.rounds, tell=tell)
                told["vault"] = vault.merged(told["vault"], rows)
    if "committee" in names:
        with scratch():
            tell("a company with its committee")
            vault.prepare()
            made = company.found()
            filling.fill(made, committee.SECRETS, tell)
            filled = committee.fill(made, size.tasks, tell)
            tell("the committee's pages")
            told |= committee.measure(made, filled, rounds=size.rounds)
            assessed = regime.measure(rounds=max(3, size.rounds // 10))["regime"]
            for name in ("assess_seconds", "assess_past_day_seconds", "assess_queries"):
                told["committee"][name] = assessed[name]
    # A page drawn for a reader is the vault's matter too.
    if {"rendering", "vault"} & set(names):
        tell("marked pages")
        told |= rendering.measure(rounds=max(3, size.rounds // 4))
    return told
