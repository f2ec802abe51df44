# SPDX-License-Identifier: EUPL-1.2
"""ZIP containers (DOCX, ODT, XLSX) opened with suspicion, and their XML read without entities."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from leitziel.methods.plantext.errors import LimitExceededError, UnreadableDocumentError
from leitziel.methods.plantext.reading.limits import MEGABYTE, Limits

DAMAGED = (
    "Die Datei ist beschädigt oder unvollständig und lässt sich nicht öffnen. Bitte im Ursprungsprogramm öffnen, "
    "neu speichern und noch einmal hochladen."
)
PROTECTED = (
    "Die Datei ist mit einem Kennwort geschützt. Bitte den Schutz im Ursprungsprogramm entfernen und noch einmal "
    "hochladen."
)
BOMB = (
    "Die Datei entpackt sich auf ein Vielfaches ihrer Größe und wurde deshalb nicht gelesen. Bitte das Dokument im "
    "Ursprungsprogramm neu speichern."
)
ENTITIES = (
    "Die Datei enthält Definitionen (DTD oder Entitäten), die in einem Dokument nichts zu suchen haben, und wurde "
    "deshalb nicht gelesen. Bitte im Ursprungsprogramm neu speichern."
)
TOO_DEEP = (
    "Der Inhalt der Datei ist tiefer verschachtelt, als es ein Dokument sein kann; sie wurde deshalb nicht gelesen. "
    "Bitte im Ursprungsprogramm neu speichern."
)


MAX_DEPTH = 150  # elements inside one another; readers walk them with a recursion of a few calls each


class Archive:
    """A ZIP container whose declared and actual sizes are held against the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError) as error:
            raise UnreadableDocumentError(DAMAGED) from error
        self.names = {info.filename for info in infos}
        if len(infos) > limits.members or sum(info.file_size for info in infos) > limits.unpacked:
            raise LimitExceededError(BOMB)
        for info in infos:
            if info.file_size > MEGABYTE and info.file_size > limits.ratio * max(1, info.compress_size):
                raise LimitExceededError(BOMB)
            if info.flag_bits & 0x1:
                raise UnreadableDocumentError(PROTECTED)

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a member; what it declares is not believed."""
        try:
            with self._zip.open(name) as member:
                content = member.read(self._limits.part + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, KeyError) as error:
            raise UnreadableDocumentError(DAMAGED) from error
        except RuntimeError as error:  # zipfile's way to say "encrypted"
            raise UnreadableDocumentError(PROTECTED) from error
        if len(content) > self._limits.part:
            raise LimitExceededError(BOMB)
        return content

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a member, or None when there is no such member."""
        return parse_xml(self.read(name)) if name in self.names else None


def parse_xml(content: bytes) -> etree._Element:
    """Root of an XML document; document types, entities and excessive depth are refused."""
    head = content[:4096].replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnreadableDocumentError(ENTITIES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = str(error)
        if "emory alloc" in message:
            raise MemoryError from error
        if "xcessive depth" in message or "huge" in message.lower():
            raise LimitExceededError(TOO_DEEP) from error
        raise UnreadableDocumentError(DAMAGED) from error
    except (ValueError, LookupError) as error:
        raise UnreadableDocumentError(DAMAGED) from error
    tree = root.getroottree()
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise UnreadableDocumentError(ENTITIES)
    refuse_depth(root)
    return root


def refuse_depth(root: etree._Element) -> None:
    """LimitExceededError where elements are nested deeper than any document needs."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise LimitExceededError(TOO_DEEP)
