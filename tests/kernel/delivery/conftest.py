"""An installation with keys, and a record that its custodian and its engineer may see."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from tests.conftest import Ticker
from tests.kernel.papers import keep_record


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def record(data: Path, cast: Cast, at: Ticker) -> Record:
    keyring.establish(at=at())
    return keep_record(cast, at, "custodian", "engineer")
