"""Sealing in memory against OpenSSL: the machine's own, and the one that the library brings.

The second yardstick stands for a loop in C of the same generation, which can't be compiled on a
user's machine: the library's one call that does nothing but encrypt into a buffer, block by block.
"""

import shutil
import subprocess
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from statistics import median
from typing import Any

from cryptography.hazmat.backends.openssl import backend
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shoumi.config.bench.room import MIB
from shoumi.config.bench.turns import by_turns
from shoumi.foundation.sealing import Suite, encryptor_for, new_key
from shoumi.foundation.sealing.streams import FEED

BLOCK = 16 * 1024
TAG = 16
CPU = Path("/proc/cpuinfo")
SPEED = ["speed", "-mr", "-seconds", "1", "-bytes", str(BLOCK), "-evp", "aes-256-gcm"]


def measure(*, mebibytes: int, rounds: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Bytes a second of sealing over those of either OpenSSL; the first is left out, and said to
    be, where there is no `openssl` or it can't be asked."""
    size = mebibytes * MIB
    machines: list[float] = []
    acts: dict[str, Callable[[], object]] = {
        "seal": lambda: _seal(Suite.COBBLESTONE_256, size),
        "library": lambda: _library(size),
        "sm4_seal": lambda: _seal(Suite.SM4_GCM_SM3, size // 4),
        "sm4_library": lambda: _sm4_library(size // 4),
        "machine": lambda: machines.extend(speed()),
    }
    times = by_turns(acts, rounds)
    per_second = {
        "sealed_in_memory": size / times["seal"],
        "library_aes_256_gcm": size / times["library"],
        "sm4_sealed_in_memory": size // 4 / times["sm4_seal"],
        "library_sm4_gcm": size // 4 / times["sm4_library"],
    }
    told: dict[str, Any] = {
        "seal_over_same_generation": times["library"] / times["seal"],
        "sm4_seal_over_same_generation": times["sm4_library"] / times["sm4_seal"],
    }
    if machines:
        per_second["openssl_speed"] = median(machines)
        told["seal_over_openssl_speed"] = per_second["sealed_in_memory"] / median(machines)
    else:
        tell("no `openssl speed` on this machine: that ratio is left out")
    context: dict[str, Any] = {f"{name}_mb_per_second": n / 1e6 for name, n in per_second.items()}
    if CPU.exists():
        context["cpu_has_vaes"] = int(" vaes" in CPU.read_text())
    context["openssl"] = version() or "not here"
    context["library_openssl"] = backend.openssl_version_text()
    return {**told, "context": context}


def version() -> str:
    """What `openssl version` says, empty if it is not there."""
    said = _ask("version")
    return said.splitlines()[0] if said else ""


def speed() -> list[float]:
    """Bytes a second of user time by `openssl speed`, on blocks of 16 KiB; empty if it can't be
    asked."""
    return speeds(_ask(*SPEED))


def speeds(said: str) -> list[float]:
    """What stands at the end of the result lines, `+F:25:AES-256-GCM:2986101028.57`."""
    return [float(line.rpartition(":")[2]) for line in said.splitlines() if line.startswith("+F:")]


def _ask(*arguments: str) -> str:
    """What the program prints, empty where it is not there or refuses."""
    program = shutil.which("openssl")
    if program is None:
        return ""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return "" if done.returncode else done.stdout


def _seal(suite: Suite, size: int) -> None:
    piece = bytes(FEED)
    encryptor = encryptor_for(suite, new_key(suite), b"bench")
    for _piece in repeat(None, size // FEED):
        encryptor.update(piece)
    encryptor.finalize()


def _library(size: int) -> None:
    cipher, block, into = (
        AESGCM(new_key(Suite.COBBLESTONE_256)),
        bytes(BLOCK),
        bytearray(BLOCK + TAG),
    )
    for number in range(size // BLOCK):
        cipher.encrypt_into(number.to_bytes(12, "big"), block, None, into)


def _sm4_library(size: int) -> None:
    cipher = Cipher(algorithms.SM4(new_key(Suite.SM4_GCM_SM3)), modes.GCM(bytes(12)))
    encryptor, block, into = cipher.encryptor(), bytes(BLOCK), bytearray(BLOCK + TAG)
    for _block in repeat(None, size // BLOCK):
        encryptor.update_into(block, into)
    encryptor.finalize()
