"""The parts of an office file as Open Packaging has them: their types, XML and relations."""

import posixpath
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from shoumi.kernel.rendering.worker.archive import Archive
from shoumi.kernel.rendering.worker.refused import Refused

RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_CATALOGUE: Final = "[Content_Types].xml"


class Parts:
    """An open package."""

    def __init__(self, archive: Archive) -> None:
        """Raises Refused."""
        self.archive = archive
        self._types = self.xml(_CATALOGUE)

    def of_type(self, kind: str) -> list[str]:
        """The names of the parts whose type ends so."""
        found = []
        for entry in self._types.iter(f"{{{_TYPES}}}Override"):
            if entry.get("ContentType", "").endswith(kind):
                found.append(entry.get("PartName", "").lstrip("/"))
        return found

    def xml(self, name: str) -> Any:
        """A part's root. Raises Refused: also for what declares entities, which none needs."""
        return parsed(self.archive.read(name))

    def put_xml(self, name: str, root: Any) -> None:
        self.archive.put(name, written(root))

    def add(self, name: str, content: bytes, kind: str) -> None:
        """A new part of that type."""
        self.archive.put(name, content)
        etree.SubElement(
            self._types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind
        )
        self.put_xml(_CATALOGUE, self._types)

    def links(self, source: str, kind: str) -> Iterator[tuple[str, str]]:
        """Key and target of a part's relations whose type ends so, within the package."""
        name = _links_of(source)
        if name not in self.archive:
            return
        for link in self.xml(name).iter(f"{{{_LINKS}}}Relationship"):
            if link.get("Type", "").endswith(kind) and link.get("TargetMode") != "External":
                target = posixpath.join(posixpath.dirname(f"/{source}"), link.get("Target", ""))
                yield link.get("Id", ""), posixpath.normpath(target).lstrip("/")

    def link(self, source: str, kind: str, target: str) -> str:
        """Relate a part to another; the relation's key."""
        name = _links_of(source)
        if name in self.archive:
            root = self.xml(name)
        else:
            root = etree.Element(f"{{{_LINKS}}}Relationships", nsmap={None: _LINKS})
        taken = {link.get("Id") for link in root}
        key = next(f"rMark{n}" for n in range(1, len(taken) + 2) if f"rMark{n}" not in taken)
        etree.SubElement(
            root, f"{{{_LINKS}}}Relationship", Id=key, Type=f"{RELATIONS}/{kind}",
            Target=f"/{target}",
        )  # fmt: skip
        self.put_xml(name, root)
        return key


def parsed(content: bytes) -> Any:
    """The root of an XML document. Raises Refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("damaged") from error
    if root.getroottree().docinfo.doctype:
        raise Refused("damaged")
    if etree.QName(root).namespace and etree.QName(root).namespace.startswith(_STRICT):
        # The rare strict form has other names for everything.
        raise Refused("unmarkable")
    return root


def written(root: Any) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _links_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
