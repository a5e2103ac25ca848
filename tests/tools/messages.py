"""`dev.py messages`: compile the translations, list what lacks Chinese; `--take-up` writes it."""

import argparse
import sys

from django.conf import settings

from tests.tools import catalogues


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py messages", description=__doc__)
    parser.add_argument(
        "--take-up", metavar="FOLDER", nargs="?", const="", help="add new texts, drop old ones"
    )
    options = parser.parse_args()
    settings.configure(USE_I18N=True)
    found = catalogues.texts()
    if options.take_up is not None:
        for folder, wanted in found.items():
            if options.take_up in str(folder):
                catalogues.take_up(folder, wanted)
    faults = catalogues.contradictions()
    for folder in sorted({*found, *catalogues.catalogues()}):
        faults += catalogues.faults(folder, found.get(folder, set()))
    for folder in catalogues.catalogues():
        if not catalogues.is_compiled(folder):
            catalogues.compile_catalogue(folder)
    print("\n".join(faults) or "Every text has its Chinese.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
