"""Makes the files that a company might bring: Word with its own numbers, PDF, archives."""

import io
import zipfile
from pathlib import Path

import typst
from docx import Document

DATA = Path(__file__).resolve().parents[2] / "data" / "texts"
CHARTER = (
    Path(__file__).resolve().parents[3].parent / "shared" / "charter" / "committee-regime.zh.txt"
)
FONTS = Path(__file__).resolve().parents[3] / "shoumi" / "kernel" / "documents" / "fonts"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Paragraph = tuple[str, str, int]

NUMBERING = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="{_W}">
  <w:abstractNum w:abstractNumId="1">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
      <w:lvlText w:val="第%1条"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
      <w:lvlText w:val="（%2）"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
      <w:lvlText w:val="%3."/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="2">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/>
      <w:lvlText w:val="%1"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="2"/>
    <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def word(paragraphs: list[Paragraph], *, extra: str = "") -> bytes:
    """A .docx of (words, number id, level); number id "" leaves a paragraph without number."""
    body = "".join(_paragraph(*paragraph) for paragraph in paragraphs)
    document = f'<w:document xmlns:w="{_W}"><w:body>{extra}{body}</w:body></w:document>'
    return archive({"word/document.xml": document, "word/numbering.xml": NUMBERING})


def _paragraph(words: str, number: str, level: int) -> str:
    shape = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        if number
        else ""
    )
    return f"<w:p>{shape}<w:r><w:t>{words}</w:t></w:r></w:p>"


def word_by_a_word_processor(lines: list[str]) -> bytes:
    """A .docx with headings, as an ordinary program writes it; `# ` begins a heading."""
    document = Document()
    for line in lines:
        if line.startswith("# "):
            document.add_heading(line[2:], level=1)
        else:
            document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def archive(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return stream.getvalue()


def pdf(source: str, *, set_up: str = "") -> bytes:
    """A PDF set in the house's own Chinese font."""
    page = '#set text(font: "Noto Sans SC", size: 11pt)\n' + set_up + "\n"
    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)
    made = compiler.compile((page + source).encode())
    assert isinstance(made, bytes)
    return made


def blank_pdf(pages: int) -> bytes:
    """A PDF of empty pages, written out by hand."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        *["<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>"] * pages,
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + (head + tail).encode()
