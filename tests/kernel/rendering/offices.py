"""Makes office files: sections with headers of their own, chart sheets, slides."""

import io
import zipfile
from collections.abc import Mapping

import xlsxwriter

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OPEN = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": _OPEN + "wordprocessingml.document.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "pptx": _OPEN + "presentationml.presentation.main+xml",
}
HEADER = _OPEN + "wordprocessingml.header+xml"
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def types(overrides: Mapping[str, str]) -> str:
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="{_OPEN.replace("openxmlformats-officedocument", "openxmlformats-package")}relationships+xml"/>'  # noqa: E501
        f"{rows}</Types>"
    )


def links(*targets: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{kind if "//" in kind else f"{_REL}/{kind}"}" '
        f'Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if ":" in target else ""}/>'  # noqa: E501
        for key, kind, target in targets
    )
    return f'<Relationships xmlns="{_LINKS}">{rows}</Relationships>'


def word(
    body: str, *, headers: Mapping[str, str] | None = None, settings: str = "",
    main: str = MAIN["docx"], more: Mapping[str, str | bytes] | None = None,
) -> bytes:  # fmt: skip
    """A Word file of that body; `headers` by the key that the body names them with."""
    headers = headers or {}
    names = {key: f"word/header{number}.xml" for number, key in enumerate(headers, start=1)}
    overrides = {"word/document.xml": main, **dict.fromkeys(names.values(), HEADER)}
    settled = _OPEN + "wordprocessingml.settings+xml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types({**overrides, "word/settings.xml": settled}),
        "_rels/.rels": links(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_REL}">'
        f"<w:body>{body}</w:body></w:document>",
        "word/settings.xml": f'<w:settings xmlns:w="{_W}">{settings}</w:settings>',
        "word/_rels/document.xml.rels": links(
            ("rSet", "settings", "settings.xml"),
            *((key, "header", name.removeprefix("word/")) for key, name in names.items()),
        ),
    }
    for key, words in headers.items():
        parts[names[key]] = f'<w:hdr xmlns:w="{_W}">{paragraph(words)}</w:hdr>'
    return zipped({**parts, **(more or {})})


def paragraph(words: str, within: str = "") -> str:
    return f"<w:p>{within}<w:r><w:t>{words}</w:t></w:r></w:p>"


def section(inside: str = "", *, wide: int = 11906, tall: int = 16838) -> str:
    """A section's end."""
    return (
        f'<w:sectPr>{inside}<w:pgSz w:w="{wide}" w:h="{tall}"/><w:pgMar w:top="1440" '
        'w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" '
        'w:gutter="0"/></w:sectPr>'
    )


def ended(inside: str = "", **size: int) -> str:
    """A paragraph that ends a section."""
    return f"<w:p><w:pPr>{section(inside, **size)}</w:pPr></w:p>"


def workbook() -> bytes:
    """Two sheets, the second with headers of its own, and one that is a chart."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        plain = book.add_worksheet("甲")
        plain.write_column(0, 0, [f"row {n}" for n in range(120)])
        other = book.add_worksheet("乙")
        other.set_header("&LLEFT&CMIDDLE && CO&RRIGHT", {"different_first": True})
        other.write_column(0, 0, range(120))
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=乙!$A$1:$A$5"})
        book.add_chartsheet("图").set_chart(chart)
    return out.getvalue()


def deck(slides: int = 3) -> bytes:
    """A presentation; no slide shows what its master has."""
    master, layout = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout1.xml"
    theme = "ppt/theme/theme1.xml"
    kinds = {"ppt/presentation.xml": MAIN["pptx"], theme: _OPEN + "theme+xml"}
    kinds[master] = _OPEN + "presentationml.slideMaster+xml"
    kinds[layout] = _OPEN + "presentationml.slideLayout+xml"
    names = [f"ppt/slides/slide{n}.xml" for n in range(1, slides + 1)]
    kinds |= dict.fromkeys(names, _OPEN + "presentationml.slide+xml")
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="rS{n}"/>' for n in range(slides))
    spaces = f'xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{_REL}"'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(kinds),
        "_rels/.rels": links(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldMasterIdLst><p:sldMasterId "
        f'id="2147483648" r:id="rM"/></p:sldMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst>'
        '<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": links(
            ("rM", "slideMaster", "slideMasters/slideMaster1.xml"),
            ("rT", "theme", "theme/theme1.xml"),
            *((f"rS{n}", "slide", f"slides/slide{n + 1}.xml") for n in range(slides)),
        ),
        master: f'<p:sldMaster {spaces}><p:cSld>{_tree("")}</p:cSld><p:clrMap bg1="lt1" tx1="dk1" '
        'bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
        'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
        'folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rL"/>'
        "</p:sldLayoutIdLst></p:sldMaster>",
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": links(
            ("rL", "slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("rT", "theme", "../theme/theme1.xml"),
        ),
        layout: f"<p:sldLayout {spaces}><p:cSld>{_tree('')}</p:cSld></p:sldLayout>",
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": links(
            ("rM", "slideMaster", "../slideMasters/slideMaster1.xml")
        ),
        theme: _theme(),
    }
    for number, name in enumerate(names, start=1):
        parts[name] = (
            f'<p:sld {spaces} showMasterSp="0"><p:cSld>{_tree(f"slide number {number}")}</p:cSld>'
            "</p:sld>"
        )
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = links(
            ("rL", "slideLayout", "../slideLayouts/slideLayout1.xml")
        )
    return zipped(parts)


def _tree(words: str) -> str:
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="7" name="t"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="900000" y="900000"/><a:ext cx="6000000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r>'
        f"<a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr/>{shape if words else ''}</p:spTree>"
    )


def _theme() -> str:
    names = ["dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink"]
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{"FFFFFF" if name.startswith("lt") else "000000"}"/></a:{name}>'
        for name in names
    )
    face = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = f'<a:ln w="6350">{fill[: len(fill) // 3]}</a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme xmlns:a="{_A}" name="t"><a:themeElements><a:clrScheme name="c">{colours}'
        f'</a:clrScheme><a:fontScheme name="f"><a:majorFont>{face}</a:majorFont><a:minorFont>'
        f'{face}</a:minorFont></a:fontScheme><a:fmtScheme name="m"><a:fillStyleLst>{fill}'
        f"</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{effect}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
