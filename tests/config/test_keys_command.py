"""`shoumi keys` from a terminal: what it says, what it asks, and that it never prints a key."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.config.conftest import Shoumi
from tests.installed import ROOT, command, surroundings

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving")]


def typing(folder: Path, lines: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*arguments), cwd=ROOT, env=surroundings(folder), input=lines, capture_output=True,
        text=True, check=False, timeout=120,
    )  # fmt: skip


def root_keys(folder: Path) -> set[str]:
    return {path.read_text().splitlines()[1] for path in (folder / "keys").glob("root-*.key")}


def test_nothing_is_shown_before_anything_is_set_up(folder: Path, shoumi: Shoumi) -> None:
    done = shoumi("keys", "status")
    assert done.returncode == 2
    assert "shoumi setup" in done.stderr


def test_an_installations_keys_from_beginning_to_end(demo_folder: Path, shoumi: Shoumi) -> None:
    seen = root_keys(demo_folder)
    said = [first := shoumi("keys", "status")]
    assert first.returncode == 0
    assert "shoumi keys escrow" in first.stdout, "no shares were made, and what to do is said"
    said.append(shoumi("keys", "rotate", "--vault"))
    seen |= root_keys(demo_folder)
    said.append(shoumi("keys", "copies", "--kept", "the safe"))
    said.append(shoumi("keys", "epoch"))
    seen |= root_keys(demo_folder)
    assert "the safe" in said[2].stdout
    assert [done.returncode for done in said] == [0, 0, 0, 0], said[-1].stderr
    said.append(drilled := shoumi("keys", "drill", "--format", "json"))
    assert drilled.returncode == 0, drilled.stderr
    found = json.loads(drilled.stdout)
    assert found["proved"]
    assert found["database"] == "restored"
    said.append(last := shoumi("keys", "status", "--format", "json"))
    now = json.loads(last.stdout)
    assert (now["state"], now["root_version"], now["older_roots"]) == ("open", 3, [])
    assert now["drill_proved"]
    assert [one["place"] for one in now["copies"]] == ["the safe"]
    assert shoumi("keys", "copies", "--gone", str(now["copies"][0]["number"])).stdout == ""
    shown = "".join(done.stdout + done.stderr for done in said)
    assert seen
    assert not [key for key in seen if key in shown]
    assert shoumi("log", "verify").returncode == 0


def test_shares_are_made_and_put_a_lost_root_key_back(demo_folder: Path, shoumi: Shoumi) -> None:
    unsure = typing(demo_folder, "no\n", "keys", "escrow")
    assert unsure.returncode == 2
    assert json.loads(shoumi("keys", "status", "--format", "json").stdout)["shares_made_at"] is None
    made = typing(demo_folder, "yes\n", "keys", "escrow")
    assert made.returncode == 0, made.stderr
    shares = [
        " ".join(re.findall(r"\d+ ([a-z]+)", part)[:20])
        for part in re.split(r"Share \d of 5\n", made.stdout)[1:]
    ]
    assert [len(share.split()) for share in shares] == [20] * 5
    assert typing(demo_folder, "", "keys", "recover").returncode == 0, "nothing is lost yet"
    os.replace(demo_folder / "keys" / "root-1.key", demo_folder / "lost.key")
    status = shoumi("keys", "status")
    assert status.returncode == 1
    assert "shoumi keys recover" in status.stdout
    assert shoumi("keys", "rotate").returncode == 2
    broken = shares[0].replace(shares[0].split()[3], "wrongly", 1)
    assert typing(demo_folder, f"{shares[0]}\n{shares[1]}\n", "keys", "recover").returncode == 2
    assert not (demo_folder / "keys" / "root-1.key").exists()
    lines = "\n".join([shares[4], broken, shares[4], shares[1].upper(), shares[2], ""])
    done = typing(demo_folder, lines, "keys", "recover")
    assert done.returncode == 0, done.stderr
    put_back = (demo_folder / "keys" / "root-1.key").read_bytes()
    assert put_back == (demo_folder / "lost.key").read_bytes()
    assert shoumi("keys", "status").returncode == 0


def test_what_losing_shares_means_is_said_in_chinese_as_well(demo_folder: Path) -> None:
    made = subprocess.run(
        command("keys", "escrow"), cwd=ROOT, env=surroundings(demo_folder, SHOUMI_LANGUAGE="zh"),
        input="是\n", capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "永久无法打开" in made.stdout
    assert "第 5 份" in made.stdout


def test_a_drill_that_proves_nothing_ends_with_one(demo_folder: Path, shoumi: Shoumi) -> None:
    (demo_folder / "keys" / "root-1.key").unlink()
    done = shoumi("keys", "drill")
    assert done.returncode == 1
    assert "Not proved" in done.stdout
    assert shoumi("keys", "drill", "--out", str(demo_folder / "nowhere")).returncode == 2
