"""The command line says what one can do, and answers mistakes with a sentence."""

import json
import subprocess
import time
from pathlib import Path

import pytest

from shoumi.config.commands import commands, main
from tests.config.conftest import Shoumi


def test_without_arguments_it_says_what_one_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    for name, line in commands().items():
        assert f" {name} " in shown
        assert line.split()[0] in shown


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"shoumi {name}" in capsys.readouterr().out


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sreve"])
    assert ended.value.code == 2
    assert "sreve" in capsys.readouterr().err


def test_help_needs_no_data_folder(folder: Path, shoumi: Shoumi) -> None:
    assert shoumi("setup", "--help").returncode == 0
    assert not folder.exists()


def test_it_speaks_chinese_to_a_chinese_terminal(shoumi: Shoumi) -> None:
    shown = shoumi(SHOUMI_LANGUAGE="zh").stdout
    assert "可以做什么" in shown


def test_an_unreadable_setting_is_named(shoumi: Shoumi) -> None:
    done = shoumi("tick", SHOUMI_SESSION_HOURS="ten")
    assert done.returncode == 2
    assert "SHOUMI_SESSION_HOURS" in done.stderr
    assert "Traceback" not in done.stderr


def test_listing_the_commands_is_quick(shoumi: Shoumi) -> None:
    """It reads no settings and imports no model; a second is far more than it needs."""
    started = time.process_time()
    done: subprocess.CompletedProcess[str] = shoumi(SHOUMI_SESSION_HOURS="ten")
    assert done.returncode == 0, "the list must not need readable settings"
    assert time.process_time() - started < 5


@pytest.mark.slow
@pytest.mark.xdist_group("serving")
def test_demo_reports_as_json(demo_made_once: tuple[Path, str]) -> None:
    lines = json.loads(demo_made_once[1])
    assert {"name", "purpose", "username", "password"} <= lines[0].keys()
    assert len({line["password"] for line in lines}) == len(lines) >= 10
