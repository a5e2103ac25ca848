"""Filling a Word template. A template is somebody's program, so it runs where it can do nothing."""

import io
import re
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

import segno
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from shoumi.kernel.documents.papers import Paper
from shoumi.kernel.documents.word.built_in import built_in_template
from shoumi.kernel.documents.word.screening import unpacked
from shoumi.kernel.documents.wording import frame_words, full_date

FILTERS = ("default", "d", "first", "last", "length", "upper", "lower", "trim")
TESTS = ("defined", "undefined", "none")
LOOP = frozenset({"index", "index0", "first", "last", "length"})
DEEPEST_LOOP = 3
# A template has some ten parts; those of the few that are in use stay compiled.
KEPT_PARTS = 128
# What a template may be made of: showing, looking up, choosing, repeating. No call, no assignment,
# no joining, no reckoning, so that no template grows without end.
ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Tuple,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Test,
)


class BadTemplate(Exception):
    """The template asks for what there is not, or for what it must not have."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with nothing but plain values, a few filters and the constructs in `ALLOWED`."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}
        # Compiling takes half the time of filling, and every paper of a layout asks for the same.
        self._compiled = lru_cache(maxsize=KEPT_PARTS)(super().from_string)

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        return self._compiled(source, *args, **kwargs)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _require_allowed(tree, 0)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Values lie in dictionaries; of real attributes only a loop's own counters are shown."""
        return isinstance(obj, LoopContext) and attr in LOOP

    def is_safe_callable(self, obj: Any) -> bool:
        return False


@cache
def _sandbox() -> Sandbox:
    return Sandbox()


def _require_allowed(node: nodes.Node, loops: int) -> None:
    loops += isinstance(node, nodes.For)
    own_self = isinstance(node, nodes.Name) and node.name == "self"
    if not isinstance(node, ALLOWED) or own_self or loops > DEEPEST_LOOP:
        raise TemplateSyntaxError(f"{type(node).__name__} has no place here", node.lineno)
    for child in node.iter_child_nodes():
        _require_allowed(child, loops)


def filled(paper: Paper, *, at: datetime, template: bytes | None = None) -> bytes:
    """The paper as a .docx file, from this template or the built-in one. Raises BadTemplate."""
    return fill(template or built_in_template(paper.layout, paper.language), paper, at=at)


def fill(template: bytes, paper: Paper, *, at: datetime) -> bytes:
    """Fill the template with the paper's values. Raises BadTemplate.

    Names that a template may use: `paper` (as in `Paper.plain`), `words`, `dated`, `fingerprint`.
    """
    word = DocxTemplate(io.BytesIO(template))
    try:
        word.render(_values(paper, word), _sandbox(), autoescape=True)
    except (TemplateError, SecurityError) as error:
        raise BadTemplate(str(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError, SyntaxError) as error:
        raise BadTemplate(type(error).__name__) from error
    properties = word.core_properties
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.last_modified_by, properties.revision = "", 1
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _values(paper: Paper, word: DocxTemplate) -> dict[str, Any]:
    word.init_docx()
    content = paper.plain()
    for block in content["blocks"]:
        if block["kind"] == "paragraph":
            block["lines"] = block["text"].split("\n")
        if block["kind"] == "code":
            block["image"] = InlineImage(word, _qr_png(block["content"]), width=Mm(24))
    return {
        "paper": content,
        "words": frame_words(paper.language),
        "dated": full_date(paper.dated, paper.language),
        "fingerprint": paper.fingerprint,
    }


def _qr_png(content: str) -> io.BytesIO:
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    out.seek(0)
    return out


def texts_of(docx: bytes) -> str:
    """Everything that a Word file says in body, headers and footers, without its tags."""
    parts = unpacked(docx)
    shown = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
    return "\n".join(
        re.sub(r"<[^>]+>", "", part.decode("utf-8", "replace"))
        for name, part in sorted(parts.items())
        if shown.fullmatch(name)
    )
