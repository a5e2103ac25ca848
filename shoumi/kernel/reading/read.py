"""Reads a company's own text into articles and leaf clauses with stable ids."""

import re
from typing import Final

from shoumi.foundation.bilingual import Bilingual
from shoumi.kernel.reading.cleaning import clean
from shoumi.kernel.reading.items import Group, Item, ItemReader, Trouble
from shoumi.kernel.reading.refusals import MAX_CLAUSES, Unreadable
from shoumi.kernel.reading.sections import Cut, Section, cut_into_articles
from shoumi.kernel.reading.stream import LINE, Stream, to_stream
from shoumi.kernel.reading.structure import Article, Clause, ReadText, TextWarning

_LEAD_SIGNS: Final = re.compile(r"[\s.:、—–\-\ue001-\ue00f]+")
_LEAD_UNDER_HEADING: Final = re.compile(r"[\s\ue001-\ue00f]+")
# Words of a sentence: a broken line that holds one is no title.
_SENTENCE_WORDS: Final = re.compile(r"[由应须在是将把被不为]|、")
_PRIVATE: Final = re.compile("[\ue001-\ue00f]")
_BRACKETED_TITLE: Final = re.compile(r"[【\[]([^】\]]{1,30})[】\]]\s?")
_TITLE_BREAKERS: Final = re.compile(r"[。;,:!?]|\.\s")
_LONGEST_TITLE: Final = 40
_LONGEST_SAME_LINE_TITLE: Final = 12
COLOPHON: Final = re.compile(r"(?<=[。.])[^。；;]{0,40}?(?:19|20)\d\d年\d{1,2}月\d{1,2}日$")

_TROUBLES: Final[dict[str, Bilingual]] = {
    "number_out_of_order": Bilingual(
        "编号“{found}”接不上前面的编号，已并入前一项，请核对。",
        "The number “{found}” does not follow the one before it; its words were left with the "
        "item before. Please check.",
    ),
    "numbering_begins_again": Bilingual(
        "编号在“{found}”处重新开始而没有小标题，已另作一组。",
        "The numbering begins again at “{found}” without a heading; a second list was made of it.",
    ),
    "number_missing": Bilingual(
        "编号缺了第 {found} 项。", "Number {found} is missing from the list."
    ),
    "number_twice": Bilingual("编号 {found} 出现了两次。", "The number {found} stands twice."),
}
_ARTICLE_MISSING: Final = Bilingual("缺少第 {found} 条。", "Article {found} is missing.")
_ARTICLE_TWICE: Final = Bilingual(
    "第 {found} 条出现了两次，后一处编为 {label}。",
    "Article {found} stands twice; the later one is called {label}.",
)
_BEFORE_FIRST: Final = Bilingual(
    "第一条之前有编号的内容，不属于任何条款：“{found}”。",
    "Numbered text stands before the first article and belongs to no clause: “{found}”.",
)
_NO_STRUCTURE: Final = Bilingual(
    "没有认出条、项或标题，全文作为一条。请给各条编号后再导入。",
    "No articles, items or headings were recognised: the whole text is one clause. Number its "
    "articles and import again.",
)
_EMPTY_ARTICLE: Final = Bilingual("第 {found} 条没有内容。", "Article {found} has no words.")


def read_clauses(text: str) -> ReadText:
    """The articles and leaf clauses of a text; raises Unreadable when there are thousands.

    Ids depend on the numbering, never on how lines or pages were broken.
    """
    cleaned = clean(text)
    stream = to_stream(cleaned.text)
    cut = cut_into_articles(stream)
    if len(cut.sections) > MAX_CLAUSES:
        raise Unreadable("too_many_clauses", limit=MAX_CLAUSES)
    warnings = [*cleaned.warnings, *cut_warnings(stream, cut)]
    articles: list[Article] = []
    for section in cut.sections:
        article, troubles = _read_article(stream, section)
        articles.append(article)
        warnings.extend(_trouble_warning(article.number, trouble) for trouble in troubles)
        if not article.clauses[0].text:
            warnings.append(
                TextWarning(
                    "article_empty", article.number, _EMPTY_ARTICLE.filled(found=article.number)
                )
            )
    return ReadText(words_at(stream, 0, cut.first), tuple(articles), tuple(warnings))


def read_items(stream: Stream, section: Section) -> ItemReader:
    """The reader of an article's items; its root begins where the article's words do."""
    signs = _LEAD_UNDER_HEADING if section.title else _LEAD_SIGNS
    lead = signs.match(stream.mark, section.start, section.end)
    start = lead.end() if lead else section.start
    return ItemReader(stream, section.number, Item("", 0, start, start, section.end))


def _read_article(stream: Stream, section: Section) -> tuple[Article, list[Trouble]]:
    reader = read_items(stream, section)
    root = reader.read()
    start = root.start
    if not root.groups:
        title, after = (
            (section.title, start) if section.title else title_at(stream, start, section.end)
        )
        text = words_at(stream, after, section.end)
        return Article(
            section.label, title, "", (Clause(section.label, text, title),)
        ), reader.troubles
    first = root.groups[0].items[0].sign
    title, after = title_before(stream, section, start, first)
    opening = words_at(stream, after, first)
    clauses = tuple(_leaves(stream, root, section.label, title))
    return Article(section.label, title, opening, clauses), reader.troubles


def _leaves(stream: Stream, item: Item, label: str, context: str) -> list[Clause]:
    leaves: list[Clause] = []
    for group in item.groups:
        under = f"{context} {group.heading}".strip()
        for child in group.items:
            leaves.extend(_leaf_or_below(stream, group, child, label, under))
    return leaves


def _leaf_or_below(
    stream: Stream, group: Group, child: Item, label: str, context: str
) -> list[Clause]:
    words = words_at(stream, child.start, child.end)
    child_label = f"{label}.{child.step}"
    if child.groups:
        return _leaves(stream, child, child_label, f"{context} {words}".strip())
    return [Clause(child_label, words, context)]


def title_before(stream: Stream, section: Section, start: int, first: int) -> tuple[str, int]:
    """The title of an article whose first item stands at `first`, and where its words go on."""
    if section.title:
        return section.title, start
    head = stream.mark[start:first].strip()
    bare = head.rstrip(" :")
    if len(head) <= _LONGEST_TITLE and not _TITLE_BREAKERS.search(bare):
        return words_at(stream, start, first).rstrip(" :："), first
    return title_at(stream, start, first)


def title_at(stream: Stream, start: int, end: int) -> tuple[str, int]:
    """A title is a short first line without punctuation, a short first word before a space, or
    stands in 【】.
    """
    bracketed = _BRACKETED_TITLE.match(stream.text, start, end)
    if bracketed:
        return bracketed.group(1), bracketed.end()
    line = min(stream.line_end(start), end)
    if line < end and line - start <= _LONGEST_TITLE and _may_be_title(stream.mark[start:line]):
        return words_at(stream, start, line), line
    for at in range(start + 1, min(start + _LONGEST_SAME_LINE_TITLE, end)):
        spaced = stream.break_before(at) and stream.break_before(at) < LINE
        if spaced and not stream.text[start:at].isascii():
            title = stream.mark[start:at]
            return (words_at(stream, start, at), at) if _may_be_title(title) else ("", start)
    return "", start


def _may_be_title(words: str) -> bool:
    return not _TITLE_BREAKERS.search(words) and not _SENTENCE_WORDS.search(words)


def words_at(stream: Stream, start: int, end: int) -> str:
    return COLOPHON.sub("", _PRIVATE.sub(" ", stream.text[start:end]).strip())


def cut_warnings(stream: Stream, cut: Cut) -> list[TextWarning]:
    warnings = [
        TextWarning("article_missing", "", _ARTICLE_MISSING.filled(found=number))
        for number in cut.missing
    ]
    for section in cut.sections:
        if section.label[-1].isalpha():
            found = _ARTICLE_TWICE.filled(found=section.label[:-1], label=section.label)
            warnings.append(TextWarning("article_twice", section.label, found))
    before = ItemReader(stream, None, Item("", 0, 0, 0, cut.first)).read()
    if before.groups:
        words = words_at(stream, before.groups[0].items[0].start, before.groups[0].items[0].end)[
            :30
        ]
        warnings.append(TextWarning("items_before_articles", "", _BEFORE_FIRST.filled(found=words)))
    if cut.how == "whole":
        warnings.append(TextWarning("no_structure", "", _NO_STRUCTURE))
    return warnings


def _trouble_warning(article: str, trouble: Trouble) -> TextWarning:
    where = f"{article}.{trouble.where}" if trouble.where else article
    return TextWarning(trouble.code, where, _TROUBLES[trouble.code].filled(found=trouble.found))
