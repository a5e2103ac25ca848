"""Read in a company's own regime; say of every clause whether it is kept, on any day."""

import argparse
import json
from datetime import date
from pathlib import Path

from django.utils import timezone, translation

from shoumi.config import readiness
from shoumi.config.folder import Unusable
from shoumi.config.language import _, terminal_language
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.controls import Status
from shoumi.kernel.reading.refusals import MAX_BYTES
from shoumi.regime.actions import import_text
from shoumi.regime.actions.drafting import read_file
from shoumi.regime.assessment import Assessed, assess, edition_on, report
from shoumi.regime.reading import ReadingReport

LONGEST_LINE = 60


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "regime", description=_("Read in a company's own regime, or assess the one in force.")
    )
    # Without a verb it says which there are.
    parser.set_defaults(run=lambda options: _usage(parser))
    verbs = parser.add_subparsers(metavar=_("VERB"), title=_("what one can do"))
    bringing = verbs.add_parser("import", help=_("read a .txt, .docx or .pdf and make a draft"))
    bringing.add_argument("file", metavar="FILE", type=Path)
    bringing.add_argument("--title", default="", help=_("name of the regime"))
    bringing.add_argument(
        "--dry-run", action="store_true", help=_("only show what is read; needs no database")
    )
    bringing.set_defaults(run=run_import)
    assessing = verbs.add_parser("assess", help=_("the verdict of every clause"))
    assessing.add_argument(
        "--as-of", metavar="DATE", type=_date, help=_("on this day, such as 2026-11-22 (today)")
    )
    assessing.set_defaults(run=run_assess)
    for verb in (bringing, assessing):
        verb.add_argument("--format", choices=["text", "json"], default="text")


def _usage(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 0


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("{text} is no day; write it as 2026-11-22").format(text=repr(text))
        ) from None


def run_import(options: argparse.Namespace) -> int:
    """Exit code 0 when the file was read; what to look at is said but stops nothing."""
    content, at = _content(options.file), timezone.now()
    shown = read_file(content, at).report(terminal_language())
    if options.dry_run:
        _show(options.format, _plain(shown), _reading_lines(shown))
        return 0
    readiness.require_set_up()
    edition = import_text(title=options.title, content=content, by=HOUSE, at=at)
    _show(options.format, _plain(shown), _reading_lines(shown))
    if options.format == "text":
        print(_("A draft was made. Look it through: /regime/editions/{key}").format(key=edition.pk))
    return 0


def run_assess(options: argparse.Namespace) -> int:
    """Exit code 0 when the clauses could be assessed, whatever their verdicts are."""
    as_of = options.as_of or timezone.localdate()
    readiness.require_set_up()
    edition = edition_on(as_of)
    if edition is None:
        raise Unusable(_("No edition of the regime was in force on {day}.").format(day=as_of))
    with translation.override(terminal_language()):
        assessed = assess(edition, as_of)
        _show(options.format, report(assessed, as_of), _verdict_lines(assessed))
    return 0


def _content(file: Path) -> bytes:
    """The file's bytes; one more than may be, so that the reader says that it is too big."""
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        reason = _("{file} can't be read ({error}).")
        raise Unusable(reason.format(file=file, error=error.strerror)) from None


def _plain(shown: ReadingReport) -> dict[str, object]:
    """The reading as its JSON form has it: without the words that open an article."""
    articles = [
        {"number": one["number"], "title": one["title"], "clauses": one["clauses"]}
        for one in shown["articles"]
    ]
    return {"articles": articles, "warnings": shown["warnings"]}


def _show(wanted: str, plain: object, lines: list[str]) -> None:
    print(json.dumps(plain, ensure_ascii=False, indent=2) if wanted == "json" else "\n".join(lines))


def _reading_lines(shown: ReadingReport) -> list[str]:
    lines = []
    for article in shown["articles"]:
        lines.append(f"{article['number']}  {article['title']}".rstrip())
        for clause in article["clauses"]:
            lines.append(f"  {clause['id']:<6}{_beginning(clause['text'])}")
            asks = ", ".join(clause["controls"]) or "–"
            lines.append(f"        {asks}  ({clause['because']})")
    clauses = sum(len(article["clauses"]) for article in shown["articles"])
    counted = _("{articles} articles, {clauses} clauses, {warnings} places to look at")
    lines.append("")
    lines.append(
        counted.format(
            articles=len(shown["articles"]), clauses=clauses, warnings=len(shown["warnings"])
        )
    )
    return [*lines, *(f"! {warning}" for warning in shown["warnings"])]


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"


def _verdict_lines(assessed: list[Assessed]) -> list[str]:
    lines = []
    for one in assessed:
        due = f"  {one.verdict.next_due}" if one.verdict.next_due else ""
        lines.append(f"{one.clause.ident:<6}{one.verdict.status.label}{due}")
        lines.append(f"      {one.verdict.because}")
    counts = [
        f"{status.label}: {count}"
        for status in Status
        if (count := sum(one.verdict.status is status for one in assessed))
    ]
    return [*lines, "", " · ".join(counts)]
