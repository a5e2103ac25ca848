"""Why a file cannot be read as the text of rules, and what its bearer can do about it."""

from typing import Final

from shoumi.foundation.bilingual import Bilingual

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_CHARACTERS: Final = 200_000
MAX_PAGES: Final = 300
MAX_CLAUSES: Final = 3_000

# code -> (what was wrong, what to do)
_REFUSALS: Final[dict[str, tuple[Bilingual, Bilingual]]] = {
    "empty": (
        Bilingual("文件是空的，里面没有文字。", "The file is empty: there is no text in it."),
        Bilingual("请选择写有制度正文的文件。", "Choose the file that holds the text itself."),
    ),
    "too_big": (
        Bilingual(
            "文件有 {size} MB，超过 {limit} MB 的上限。",
            "The file has {size} MB; the limit is {limit} MB.",
        ),
        Bilingual(
            "请去掉图片和附件，只留制度正文后再导入。",
            "Remove pictures and annexes, keep the text, and import again.",
        ),
    ),
    "too_long": (
        Bilingual(
            "文字有 {count} 个字符，超过 {limit} 个的上限，不像一份制度。",
            "The text has {count} characters, above the limit of {limit}; this does not look "
            "like one set of rules.",
        ),
        Bilingual(
            "请只导入制度正文，附件分开保存。",
            "Import only the text itself and keep annexes apart.",
        ),
    ),
    "too_many_clauses": (
        Bilingual(
            "读出的条款超过 {limit} 项，不像一份制度。",
            "More than {limit} clauses were found; this does not look like one set of rules.",
        ),
        Bilingual(
            "请只导入制度正文，附件分开保存。",
            "Import only the text itself and keep annexes apart.",
        ),
    ),
    "binary": (
        Bilingual(
            "这不是文字文件，读不出内容。", "This is not a text file; nothing in it can be read."
        ),
        Bilingual(
            "请另存为 .docx、.pdf 或 .txt 后再导入。",
            "Save it as .docx, .pdf or .txt and import that.",
        ),
    ),
    "old_word": (
        Bilingual("这是旧版 Word（.doc）文件。", "This is an old Word file (.doc)."),
        Bilingual(
            "请在 Word 或 WPS 中另存为 .docx 后再导入。",
            "Open it in Word or WPS, save it as .docx and import that.",
        ),
    ),
    "not_word": (
        Bilingual("这是压缩包，不是 Word 文档。", "This is an archive and not a Word document."),
        Bilingual(
            "请导入 .docx 文档本身，不要打包。",
            "Import the .docx document itself, not packed in an archive.",
        ),
    ),
    "broken_word": (
        Bilingual(
            "Word 文档已损坏，打不开。", "The Word document is damaged and cannot be opened."
        ),
        Bilingual(
            "请用 Word 或 WPS 打开并重新保存后再导入。",
            "Open it in Word or WPS, save it again and import that.",
        ),
    ),
    "zip_bomb": (
        Bilingual(
            "文档解压后的内容大得不正常（{found}），为安全起见没有打开。",
            "Unpacked, the document would be abnormally large ({found}); for safety it was not "
            "opened.",
        ),
        Bilingual(
            "请把正文复制到新的 Word 文档后再导入。",
            "Copy the text into a new Word document and import that.",
        ),
    ),
    "hostile_xml": (
        Bilingual(
            "文档里有正常 Word 文件不会有的声明（DOCTYPE 或实体），没有打开。",
            "The document holds declarations that no normal Word file has (DOCTYPE or "
            "entities); it was not opened.",
        ),
        Bilingual(
            "请把正文复制到新的 Word 文档后再导入。",
            "Copy the text into a new Word document and import that.",
        ),
    ),
    "locked": (
        Bilingual(
            "文件有密码保护，打不开。", "The file is protected by a password and cannot be opened."
        ),
        Bilingual("请去掉密码后再导入。", "Remove the password and import again."),
    ),
    "broken_pdf": (
        Bilingual("PDF 文件已损坏，打不开。", "The PDF file is damaged and cannot be opened."),
        Bilingual(
            "请重新导出 PDF，或导入 Word 原件。",
            "Export the PDF again, or import the Word original.",
        ),
    ),
    "too_many_pages": (
        Bilingual(
            "PDF 有 {count} 页，超过 {limit} 页的上限。",
            "The PDF has {count} pages; the limit is {limit}.",
        ),
        Bilingual("请只导入制度正文所在的页。", "Import only the pages that hold the text."),
    ),
    "scanned": (
        Bilingual(
            "这份 PDF 是扫描图片，里面没有文字。",
            "This PDF is a scan: it holds pictures of pages and no text.",
        ),
        Bilingual(
            "请先做文字识别，或导入 Word 原件。",
            "Run text recognition on it first, or import the Word original.",
        ),
    ),
}


class Unreadable(Exception):
    """A file that is refused: `code` for machines, `reason` and `advice` for the person who
    brought it.
    """

    def __init__(self, code: str, **found: object) -> None:
        reason, advice = _REFUSALS[code]
        self.code = code
        self.reason = reason.filled(**found)
        self.advice = advice.filled(**found)
        super().__init__(f"{self.reason.en} {self.advice.en}")

    def said_in(self, language: str) -> str:
        """What was wrong and what to do, in one line of `language`."""
        gap = "" if language.lower().startswith("zh") else " "
        return f"{self.reason.said_in(language)}{gap}{self.advice.said_in(language)}"


def refuse_if_too_long(text: str) -> None:
    """Raise Unreadable when the text is longer than any set of rules can be."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("too_long", count=len(text), limit=MAX_CHARACTERS)
