"""What import-linter can't see: where rows are written, who reads the clock, how long code is."""

import ast
import re

from tests.architecture.sources import PACKAGE, ROOT, Source, dotted, functions, sources

WRITES = {
    "save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete",
    "acreate", "asave", "aupdate", "adelete", "raw_delete",
}  # fmt: skip
# A benchmark measures raw writing against ours, in a database that is thrown away.
WRITERS = {"actions", "bench"}
CLOCKS = {
    "timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
    "time.time_ns",
}  # fmt: skip
# Given an instant these only turn it into the local day; without one they read the clock.
CLOCKS_WITHOUT_INSTANT = {"timezone.localdate", "timezone.localtime"}
MAY_READ_THE_CLOCK = {"views", "frame", "middleware", "config", "management"}
BANNED_NAMES = {
    "utils", "helpers", "manager", "core", "common", "data", "info", "handle", "process"
}  # fmt: skip


def writes_rows(call: ast.Call) -> bool:
    """A call that writes through the ORM, as far as its name tells: `x.save()`, `X.objects.create`.

    `update` and `delete` are also names of dictionaries and sets, so they count only on a query.
    """
    if not isinstance(call.func, ast.Attribute):
        return False
    name, owner = call.func.attr, ast.unparse(call.func.value)
    if name in {"update", "delete", "create"}:
        return bool(re.search(r"objects|\.filter\(|\.exclude\(|\.all\(\)|_set\b", owner))
    return name in WRITES and not owner.startswith(("document", "self.document", "super()", "form"))


def test_rows_are_written_only_in_actions_and_in_the_kernel() -> None:
    elsewhere = [
        source.at(call)
        for source in sources()
        if source.floor not in {"foundation", "kernel"} and not WRITERS & set(source.parts)
        for call in source.calls()
        if writes_rows(call)
    ]
    assert elsewhere == []


def reads_the_clock(call: ast.Call) -> bool:
    name = ".".join(dotted(call.func).split(".")[-2:])
    return name in CLOCKS or (name in CLOCKS_WITHOUT_INSTANT and not call.args)


def test_nobody_reads_the_clock_below_views_and_commands() -> None:
    readers = [
        source.at(call)
        for source in sources()
        if not MAY_READ_THE_CLOCK & set(source.parts)
        for call in source.calls()
        if reads_the_clock(call)
    ]
    assert readers == []


def test_nobody_reads_the_request_below_views() -> None:
    """Actions, rules, models, controls and duties are given values, never a request."""
    kept_from = {"actions", "rules", "models", "controls", "duties", "access", "documents"}
    readers = [
        source.at(function)
        for source in sources()
        if source.floor in {"foundation", "domains", "journeys", "regime"}
        and (source.floor == "foundation" or kept_from & set(source.parts))
        for function in functions(source.tree)
        if any(argument.arg == "request" for argument in function.args.args)
    ]
    assert readers == []


def imports_inside(source: Source) -> list[str]:
    return [
        source.at(node)
        for function in functions(source.tree)
        if not (function.name == "ready" and source.path.name == "apps.py")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def test_no_import_hides_inside_a_function() -> None:
    assert [place for source in sources() for place in imports_inside(source)] == []


def test_no_django_signals() -> None:
    """Effects across domains are plain calls; a signal would hide them."""
    users = [
        source.at(node)
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals")
    ]
    assert users == []


def test_files_are_short() -> None:
    lengths = sorted(source.text.count("\n") for source in sources())
    long = [f"{s.name}: {s.text.count(chr(10))}" for s in sources() if s.text.count("\n") > 500]
    assert long == []
    assert lengths[int(len(lengths) * 0.95)] <= 300


def test_functions_fit_on_a_screen() -> None:
    """At most 2 % of all functions are longer than 40 lines."""
    spans = {
        source.at(function): (function.end_lineno or function.lineno) - function.lineno + 1
        for source in sources()
        for function in functions(source.tree)
    }
    long = sorted(place for place, span in spans.items() if span > 40)
    assert len(long) <= len(spans) * 0.02, long


def test_every_function_is_typed() -> None:
    bare = [
        source.at(function)
        for source in sources()
        for function in functions(source.tree)
        if function.returns is None
    ]
    assert bare == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    bad = [
        source.name
        for source in sources()
        if BANNED_NAMES & set(source.parts) and "management" not in source.parts
    ]
    assert bad == []


def test_nothing_is_left_to_do() -> None:
    """No leftovers: what is unfinished is said in an issue, not in the code."""
    left = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*(s.path for s in sources()), *PACKAGE.rglob("templates/**/*.html")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line)
    ]
    assert left == []


def test_migrations_have_spoken_names() -> None:
    named_by_machine = [
        path.name
        for path in PACKAGE.rglob("migrations/[0-9]*.py")
        if "_auto_" in path.name or not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]{5,}\.py", path.name)
    ]
    assert named_by_machine == []


def test_migrations_do_not_import_the_house() -> None:
    """What a migration did must not change when the code does."""
    bound = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in PACKAGE.rglob("migrations/[0-9]*.py")
        for match in re.finditer(r"^(?:from|import) shoumi\S*", path.read_text(), re.MULTILINE)
    ]
    assert bound == []
