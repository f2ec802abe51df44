# SPDX-License-Identifier: EUPL-1.2
"""Plain text: bytes to characters, and one LINE block for each line."""

from __future__ import annotations

import hashlib

from leitziel.methods.plantext.errors import LimitExceededError, UnreadableDocumentError
from leitziel.methods.plantext.reading.builder import clean
from leitziel.methods.plantext.reading.limits import Watch, too_much_text
from leitziel.methods.plantext.source import Block, Source

BINARY = (
    "Die Datei ist kein lesbarer Text. Unterstützt werden PDF, DOCX, ODT, HTML, Markdown, Text, XLSX und CSV; bitte "
    "in einem dieser Formate speichern."
)
GUESSED = "Zeichensatz nicht angegeben; als Windows-1252 gelesen. Bitte Umlaute prüfen."
REPAIRED = "Einzelne Zeichen der Datei sind kein gültiges UTF-8 und wurden durch � ersetzt."


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters of a text file and remarks on how they were found.

    UTF-8 (with or without a mark), UTF-16 and UTF-32 with a mark, UTF-16 without one where every second byte
    is zero, else Windows-1252. Raises UnreadableDocumentError for bytes that are no text.
    """
    for mark, name in ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32")):
        if data.startswith(mark):
            return data.decode(name, "replace"), ()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ()
    zeros = data.count(0)
    if zeros:
        even, odd = data[0::2].count(0), data[1::2].count(0)
        if len(data) > 3 and min(even, odd) * 20 < max(even, odd) and zeros * 4 > len(data):
            return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace"), ()
        raise UnreadableDocumentError(BINARY)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        repaired = data.decode("utf-8", "replace")
    good = sum(1 for char in repaired if char > "\x7f" and char != "\ufffd")
    bad = repaired.count("\ufffd")
    if good > 4 * bad:
        return repaired.removeprefix("\ufeff"), (REPAIRED,)
    controls = sum(1 for byte in data if byte < 32 and byte not in (9, 10, 12, 13))
    if controls * 50 > len(data):
        raise UnreadableDocumentError(BINARY)
    # Five bytes have no meaning in Windows-1252; Latin-1 gives them controls, which `clean` drops.
    return "".join(_CP1252[byte] for byte in data), (GUESSED,)


_CP1252 = [bytes([b]).decode("cp1252", "ignore") or bytes([b]).decode("latin-1") for b in range(256)]


def read_text(data: bytes, watch: Watch) -> Source:
    """Source of a plain text; a form feed begins a page."""
    raw, notes = decode(data)
    return source_of_text(raw, data, watch, notes)


def source_of_text(raw: str, data: bytes, watch: Watch, notes: tuple[str, ...] = (), media: str = "text") -> Source:
    """One LINE block for each line of `raw` that is not blank."""
    text = clean(raw)
    if len(text) > watch.limits.characters:
        raise LimitExceededError(too_much_text(watch.limits))
    starts = [0] + [at + 1 for at, char in enumerate(text) if char == "\f"] if "\f" in text else []
    blocks: list[Block] = []
    at = page = 0
    for line in text.splitlines(keepends=True):
        watch.tick()
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            while page + 1 < len(starts) and starts[page + 1] <= start:
                page += 1
            blocks.append(Block(start, start + len(bare), page=page if starts else None))
            if len(blocks) > watch.limits.blocks:
                raise LimitExceededError(too_much_text(watch.limits))
        at += len(line)
    digest = hashlib.sha256(data).hexdigest()
    return Source(text, digest, media, pages=tuple(starts), blocks=tuple(blocks), notes=notes)
