"""`shoumi regime`: reads a text without any database, assesses the edition in force."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shoumi.config import folder, readiness
from shoumi.config.commands import main
from shoumi.regime.editions import load_edition
from shoumi.regime.models import Edition
from tests.installed import command, surroundings
from tests.kernel.reading.makers import CHARTER
from tests.regime.conftest import OWN_TEXT

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Said = pytest.CaptureFixture[str]


@pytest.fixture
def shoumi(tmp_path: Path) -> Run:
    """The command as a process of its own, with a data folder that does not exist."""

    def run(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command(*arguments), cwd=ROOT, env=surroundings(tmp_path / "none", **more),
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    return run


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.txt"
    file.write_text(OWN_TEXT, encoding="utf-8")
    return file


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database stands for one that was set up."""
    monkeypatch.setenv("SHOUMI_LANGUAGE", "en")
    monkeypatch.setattr(folder, "is_set_up", lambda where: True)
    monkeypatch.setattr(readiness, "pending", lambda known: [])


@pytest.mark.skipif(not CHARTER.exists(), reason="the committee's text is not on this machine")
def test_the_committees_own_text_is_read_without_a_database(shoumi: Run, tmp_path: Path) -> None:
    done = shoumi("regime", "import", str(CHARTER), "--dry-run", "--format", "json")
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    assert not (tmp_path / "none").exists()
    assert list(shown) == ["articles", "warnings"]
    assert [article["number"] for article in shown["articles"]] == list("12345678")
    assert {tuple(article) for article in shown["articles"]} == {("number", "title", "clauses")}
    ours = {one.id: one.controls for article in load_edition().articles for one in article.clauses}
    read = {one["id"]: one for article in shown["articles"] for one in article["clauses"]}
    assert list(read) == list(ours)
    assert len(read) == 33
    assert {tuple(one) for one in read.values()} == {("id", "text", "controls", "because")}
    assert {key: sorted(one["controls"]) for key, one in read.items()} == {
        key: sorted(controls) for key, controls in ours.items()
    }


def test_a_dry_run_says_what_it_read_in_both_languages(shoumi: Run, own: Path) -> None:
    english = shoumi("regime", "import", str(own), "--dry-run")
    assert "4 articles, 5 clauses" in english.stdout
    chinese = shoumi("regime", "import", str(own), "--dry-run", SHOUMI_LANGUAGE="zh")
    assert "共 4 条、5 款" in chinese.stdout
    assert "绝密" in chinese.stdout.rpartition("共 4 条")[2]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "The file is empty"), (b"\x00\xff\x01" * 9, "not a text file"), (None, "can't be read")],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    content: bytes | None, said: str, shoumi: Run, tmp_path: Path
) -> None:
    file = tmp_path / "regime.bin"
    if content is not None:
        file.write_bytes(content)
    done = shoumi("regime", "import", str(file), "--dry-run", "--format", "json")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("arguments", [["assess"], ["import", str(ROOT / "pyproject.toml")]])
def test_without_a_house_it_says_how_to_set_one_up(arguments: list[str], shoumi: Run) -> None:
    done = shoumi("regime", *arguments)
    assert done.returncode == 2
    assert "shoumi setup" in done.stderr
    assert done.stdout == ""


def test_a_day_that_is_none_is_refused(shoumi: Run) -> None:
    done = shoumi("regime", "assess", "--as-of", "2026-02-30")
    assert done.returncode == 2
    assert "2026-02-30" in done.stderr


def test_without_a_verb_it_says_which_there_are(capsys: Said) -> None:
    assert main(["regime"]) == 0
    shown = capsys.readouterr().out
    assert "import" in shown
    assert "assess" in shown


def test_every_clause_is_assessed(house: None, in_force: Edition, capsys: Said) -> None:
    assert main(["regime", "assess", "--as-of", "2026-11-20", "--format", "json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert len(lines) == 33
    assert {tuple(line) for line in lines} == {
        ("clause", "status", "because", "evidence", "next_due")
    }
    assert all(line["because"] for line in lines)


def test_assessed_in_words(house: None, in_force: Edition, capsys: Said) -> None:
    assert main(["regime", "assess", "--as-of", "2026-11-20"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("1 ")
    assert "This part of the house is not built yet." in shown


def test_a_day_without_a_regime_is_said(house: None, in_force: Edition, capsys: Said) -> None:
    assert main(["regime", "assess", "--as-of", "2020-01-01"]) == 2
    assert "2020-01-01" in capsys.readouterr().err


def test_an_import_makes_a_draft(house: None, cast: object, own: Path, capsys: Said) -> None:
    assert main(["regime", "import", str(own), "--title", "制度"]) == 0
    edition = Edition.objects.get()
    assert f"/regime/editions/{edition.pk}" in capsys.readouterr().out
    assert (edition.title, edition.state, edition.clauses.count()) == ("制度", "draft", 5)
    assert main(["regime", "import", str(own)]) == 2
    assert Edition.objects.count() == 1


def test_the_command_runs_where_the_product_is_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "shoumi.config.commands", "regime", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    assert "shoumi regime" in done.stdout
