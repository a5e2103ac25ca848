"""Papers and labels to PDF. Data goes in as JSON, so no text can become a command."""

import io
import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from shoumi.kernel.documents.glyphs import FOLDER, printable
from shoumi.kernel.documents.papers import Paper, fingerprint
from shoumi.kernel.documents.wording import frame_words, full_date

SOURCES = Path(__file__).resolve().parent / "typst"
REGIONS = {"zh-hans": ("zh", "cn"), "en": ("en", "gb")}


def typeset(paper: Paper, *, form: str, at: datetime) -> bytes:
    """The paper as PDF/A-2u: fonts embedded, every character with its Unicode value.

    `form` is the plain name of the form, for the file's own title. The same paper and instant give
    the same bytes.
    """
    lang, region = REGIONS[paper.language]
    content = paper.plain()
    for block in content["blocks"]:
        if block["kind"] == "code":
            block["svg"] = qr_svg(block["content"])
    inputs = {
        "paper": content,
        "words": frame_words(paper.language),
        "fingerprint": fingerprint(paper.plain()),
        "form": form,
        "dated": full_date(paper.dated, paper.language),
        "lang": lang,
        "region": region,
    }
    return compiled("paper.typ", inputs, at)


def compiled(source: str, inputs: dict[str, Any], at: datetime) -> bytes:
    """Compile one of the house's own sources with these inputs. The network is never asked."""
    compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True, root=str(SOURCES))
    pdf = compiler.compile(
        str(SOURCES / source),
        format="pdf",
        sys_inputs={"paper": json.dumps(_shown(inputs), ensure_ascii=False)},
        pdf_standards="a-2u",
        timestamp=int(at.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf


def qr_svg(content: str) -> str:
    """A QR code of middle error correction, in SVG."""
    out = io.BytesIO()
    _qr(content).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def qr_uri(content: str) -> str:
    """The same for an image's `src`, filling where it is put."""
    return _qr(content).svg_data_uri(border=2, omitsize=True)


def _qr(content: str) -> segno.QRCode:
    return segno.make(content, error="m", micro=False)


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shown(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(part) for part in value]
    return printable(value) if isinstance(value, str) else value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )
