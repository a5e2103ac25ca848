"""`python3 -m verifier`: checks a log's folder or a `.tlog-proof` anywhere, offline.

Exit status: 0 intact, 1 tampered or not proven, 2 unreadable.
"""

import argparse
import sys
from pathlib import Path

from .checkpoints import TrustedKey, read_key
from .errors import Malformed, TransparencyError
from .folders import verify_folder
from .proof_files import verify_proof_file


def main(arguments: list[str] | None = None) -> int:
    """Run one check and say in a line what came of it."""
    chosen = _parser().parse_args(arguments)
    try:
        key = read_key(Path(chosen.key).read_text(encoding="utf-8"))
        print(_check(chosen, key, chosen.origin or key.name))
    except (Malformed, OSError, UnicodeDecodeError) as error:
        print(f"unreadable: {error}", file=sys.stderr)
        return 2
    except TransparencyError as error:
        print(f"NOT PROVEN: {error}", file=sys.stderr)
        return 1
    return 0


def _check(chosen: argparse.Namespace, key: TrustedKey, origin: str) -> str:
    if chosen.what == "log":
        held = [Path(path).read_text(encoding="utf-8") for path in chosen.head]
        log = verify_folder(Path(chosen.path), [key], origin, held)
        return f"intact: {log.size} entries, root {log.root.hex()}, {log.heads} checkpoints agree"
    text = Path(chosen.path).read_text(encoding="utf-8")
    proven = verify_proof_file(text, Path(chosen.entry).read_bytes(), [key], origin)
    return f"proven: entry {proven.index} of a log of {proven.head.size} entries"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="verifier", description=(__doc__ or "").split("\n")[0])
    checks = parser.add_subparsers(dest="what", required=True)
    log = checks.add_parser("log", help="a folder with checkpoint and tile/")
    log.add_argument("path", metavar="FOLDER")
    log.add_argument("--head", action="append", default=[], help="a checkpoint held elsewhere")
    proof = checks.add_parser("proof", help="a .tlog-proof and the entry it proves")
    proof.add_argument("path", metavar="FILE")
    proof.add_argument("--entry", required=True, help="the entry's exact bytes")
    for each in (log, proof):
        each.add_argument("--key", required=True, help="the log's public key, from elsewhere")
        each.add_argument("--origin", help="the log's name, when it isn't the key's")
    return parser


if __name__ == "__main__":
    sys.exit(main())
