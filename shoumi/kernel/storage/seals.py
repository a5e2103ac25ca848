"""Seals over what a row means: whoever writes SQL and has no keys can't make one.

The sealing key is derived from the key of a record's own sealed fields and rests nowhere; it turns
with no rotation, and dies when that key is shredded.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shoumi.foundation.sealing import Suite
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.models import RecordKey


@dataclass(frozen=True)
class Sealer:
    """Seals and tells apart what was sealed for one record, for one request and one use of it."""

    _key: bytes = field(repr=False)

    def seal(self, meaning: Mapping[str, Any]) -> str:
        """The seal of a meaning made of plain JSON values, in hex."""
        plain = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hmac.new(self._key, plain.encode(), hashlib.sha256).hexdigest()

    def holds(self, meaning: Mapping[str, Any], seal: str) -> bool:
        return hmac.compare_digest(self.seal(meaning), seal)


def sealer_for_writing(record: Record, use: str, *, at: datetime) -> Sealer:
    """Called inside an action; the record's key is made if it has none. Raises ``Sealed``."""
    keys = keyring.unlock()
    row = RecordKey.objects.filter(record_id=record.pk).first()
    if row is not None:
        return _derived(keys.tenant, keys.find(row.uuid, 1), record.pk, use)
    row = RecordKey(record_id=record.pk, uuid=uuid4(), created_at=at)
    row.save()
    key = keys.make(row.uuid, 1, suite=Suite.COBBLESTONE_256, level=record.grade, at=at)
    return _derived(keys.tenant, key, record.pk, use)


def sealer_for_reading(record_id: int, use: str) -> Sealer | None:
    """None where the record never had a key, so that nothing can have been sealed for it. It opens
    no content and needs no decision. Raises ``Sealed``, ``Lost``, ``Altered``. Three queries."""
    row = RecordKey.objects.filter(record_id=record_id).first()
    if row is None:
        return None
    keys = keyring.unlock()
    return _derived(keys.tenant, keys.find(row.uuid, 1), record_id, use)


def _derived(tenant: UUID, key: keyring.DataKey, record_id: int, use: str) -> Sealer:
    info = f"shoumi row seal 1\0{use}\0{record_id}".encode()
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=tenant.bytes, info=info)
    return Sealer(kdf.derive(key.key))
