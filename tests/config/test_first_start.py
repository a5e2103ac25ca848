"""The first start makes a data folder whole or not at all, and nothing of it twice."""

import json
import os
import resource
import subprocess
from pathlib import Path

import pytest

from shoumi.config import folder as folders
from tests.config.conftest import Shoumi
from tests.installed import ROOT, command, surroundings

SMALL_DISK = 300_000
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving")]


def entries(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {folders.LOCK}


def test_the_demo_company_is_made_only_in_an_empty_folder(
    demo_folder: Path, shoumi: Shoumi
) -> None:
    made = (demo_folder / "shoumi.sqlite3").read_bytes()
    second = shoumi("demo")
    assert second.returncode == 2
    assert "not empty" in second.stderr
    assert (demo_folder / "shoumi.sqlite3").read_bytes() == made


def test_setup_on_a_folder_that_is_set_up_changes_nothing(
    demo_folder: Path, shoumi: Shoumi
) -> None:
    key = (demo_folder / "secret-key").read_bytes()
    again = shoumi("setup")
    assert again.returncode == 0, again.stderr
    assert (demo_folder / "secret-key").read_bytes() == key


def test_secrets_are_their_owners_alone(demo_folder: Path) -> None:
    assert demo_folder.stat().st_mode & 0o077 == 0
    for path in demo_folder.rglob("*"):
        if path.is_file():
            assert path.stat().st_mode & 0o077 == 0, path.name


def test_the_first_administrators_get_passwords_that_are_shown_once(shoumi: Shoumi) -> None:
    made = shoumi("setup", "--company", "试验有限公司", "--admin", "张三")
    assert made.returncode == 0, made.stderr
    assert "admin  " in made.stdout
    assert "--secrecy-admin" in made.stdout, "it says who is still missing"
    added = shoumi("setup", "--secrecy-admin", "李四")
    assert "secrecy-admin  " in added.stdout
    refused = shoumi("setup", "--admin", "王五")
    assert refused.returncode == 2
    assert "already" in refused.stderr


def test_an_administrator_needs_a_company(folder: Path, shoumi: Shoumi) -> None:
    done = shoumi("setup", "--admin", "张三")
    assert done.returncode == 2
    assert "--company" in done.stderr
    assert entries(folder) == set(), "nothing half-made is left"


def test_a_folder_of_other_things_is_not_touched(folder: Path, shoumi: Shoumi) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    done = shoumi("setup")
    assert done.returncode == 2
    assert entries(folder) == {"thesis.txt"}


def test_a_full_disk_leaves_nothing_half_made(folder: Path) -> None:
    """The kernel refuses every byte of a file beyond a limit, as a full disk would."""
    done = subprocess.run(
        command("demo"), cwd=ROOT, env=surroundings(folder), capture_output=True, text=True,
        check=False, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_DISK, SMALL_DISK)),
    )  # fmt: skip
    assert done.returncode == 2
    assert "no room left" in done.stderr
    assert "Traceback" not in done.stderr
    assert entries(folder) == set()


def test_a_start_that_was_cut_off_is_begun_again(folder: Path, shoumi: Shoumi) -> None:
    (folder / folders.SCRATCH).mkdir(parents=True)
    (folder / folders.SCRATCH / "shoumi.sqlite3").write_text("half")
    done = shoumi("setup")
    assert done.returncode == 0, done.stderr
    assert not (folder / folders.SCRATCH).exists()


def test_a_move_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    built = tmp_path / folders.SCRATCH
    (built / "keys").mkdir(parents=True)
    for name in (folders.COMPLETE, "shoumi.sqlite3", "keys/root-1.key"):
        (built / name).write_text("whole")
    (tmp_path / "secret-key").write_text("moved before")
    folders.finish(tmp_path)
    assert entries(tmp_path) == {"secret-key", "keys", "shoumi.sqlite3"}


def test_two_at_once_are_told_apart(tmp_path: Path) -> None:
    with folders.held(tmp_path), pytest.raises(folders.Unusable) as refused:  # noqa: SIM117
        with folders.held(tmp_path):
            pytest.fail("two hold the folder")
    assert str(os.getpid()) in str(refused.value)


def test_a_secret_that_others_may_read_is_refused(demo_folder: Path, shoumi: Shoumi) -> None:
    (demo_folder / "secret-key").chmod(0o644)
    done = shoumi("serve")
    assert done.returncode == 2
    assert "chmod 600" in done.stderr


def test_a_missing_root_key_is_not_replaced(demo_folder: Path, shoumi: Shoumi) -> None:
    (demo_folder / "keys" / "root-1.key").rename(demo_folder / "elsewhere")
    for name in ("setup", "serve"):
        done = shoumi(name)
        assert done.returncode == 2
        assert "root key" in done.stderr
    assert not (demo_folder / "keys" / "root-1.key").exists()


def test_the_demo_sign_ins_are_kept_for_a_second_start(
    demo_made_once: tuple[Path, str],
) -> None:
    folder, printed = demo_made_once
    kept = json.loads((folder / "demo-sign-ins.json").read_text())
    assert len(kept) >= 10
    assert all(line["password"] in printed for line in kept)
