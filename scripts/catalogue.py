# SPDX-License-Identifier: EUPL-1.2
"""The German catalogue: `compile` makes it, `check` reports what has no German, `missing` prints it as entries.

The source of the catalogue are the files `leitziel/locale/de/parts/*.po`, one for each room or person; they are
merged in the order of their names. No gettext tools are needed: `compile` runs with Python alone, at set-up;
extracting needs Django for its templates.
"""

from __future__ import annotations

import argparse
import ast
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "leitziel"
PARTS = PACKAGE / "locale" / "de" / "parts"
TARGET = PACKAGE / "locale" / "de" / "LC_MESSAGES" / "django.mo"
HEADER = (
    "Project-Id-Version: leitziel\nLanguage: de\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)
# Names under which the code calls gettext, and which of their arguments are context, singular and plural.
CALLS: dict[str, tuple[str, ...]] = {
    "_": ("id",),
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
STRING = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(({STRING}(?:\s*,\s*{STRING})*)")

Key = tuple[str, str]  # context ("" for none), English text


class CatalogueError(Exception):
    """A part cannot be read; the text says where."""


@dataclass
class Entry:
    """One message: where it stands, its plural, and its German forms (one, or two with a plural)."""

    key: Key
    plural: str = ""
    german: list[str] = field(default_factory=list)
    place: str = ""


def read_po(path: Path) -> Iterator[Entry]:
    """The entries of a .po file (without its header). Raises CatalogueError with file and line."""
    fields: dict[str, str] = {}
    current, begun = "", 0
    for number, raw in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        line = raw.strip()
        keyword = re.match(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+(?=\")", line)
        starts_anew = not line or (keyword and keyword[1] in {"msgctxt", "msgid"} and "msgid" in fields)
        if starts_anew and fields:
            yield from _entry(fields, f"{path.name}:{begun}")
            fields, current = {}, ""
        if not line or line.startswith("#"):
            continue
        begun = begun if fields else number
        if keyword:
            current = keyword[1]
            fields[current] = ""
            line = line[keyword.end() :]
        if not current or not line.startswith('"') or not line.endswith('"') or len(line) < 2:
            message = f"{path.name}:{number}: not an entry of a .po file: {raw}"
            raise CatalogueError(message)
        fields[current] += ast.literal_eval(line)


def _entry(fields: dict[str, str], place: str) -> Iterator[Entry]:
    if not fields.get("msgid"):
        return  # the header
    forms = [fields[name] for name in ("msgstr", "msgstr[0]", "msgstr[1]") if name in fields]
    yield Entry((fields.get("msgctxt", ""), fields["msgid"]), fields.get("msgid_plural", ""), forms, place)


def merged(parts: Iterable[Path]) -> dict[Key, Entry]:
    """All entries of the parts that have German; where two differ, the first counts (`conflicts` lists them)."""
    return _merge(parts)[0]


def conflicts(parts: Iterable[Path]) -> list[str]:
    """Messages that two parts translate differently."""
    return _merge(parts)[1]


def _merge(parts: Iterable[Path]) -> tuple[dict[Key, Entry], list[str]]:
    found: dict[Key, Entry] = {}
    differ: list[str] = []
    for path in parts:
        for entry in read_po(path):
            if not all(entry.german) or not entry.german:
                continue
            known = found.get(entry.key)
            if known is None or (not known.plural and entry.plural and known.german[0] == entry.german[0]):
                found[entry.key] = entry
            elif known.german[0] != entry.german[0]:
                differ.append(f"{entry.key[1]!r}: {known.german} in {known.place}, {entry.german} in {entry.place}")
    return found, differ


def mo_bytes(entries: dict[Key, Entry]) -> bytes:
    """A catalogue in GNU's binary format: sorted, little endian, without a hash table."""
    messages = {b"": HEADER.encode()}
    for (context, text), entry in entries.items():
        name = f"{context}\x04{text}" if context else text
        if entry.plural:
            name += f"\x00{entry.plural}"
        messages[name.encode()] = "\x00".join(entry.german).encode()
    names = sorted(messages)
    start = 28 + 16 * len(names)
    originals, translations, body = b"", b"", b""
    for name in names:
        originals += struct.pack("<II", len(name), start + len(body))
        body += name + b"\x00"
    for name in names:
        translations += struct.pack("<II", len(messages[name]), start + len(body))
        body += messages[name] + b"\x00"
    head = struct.pack("<7I", 0x950412DE, 0, len(names), 28, 28 + 8 * len(names), 0, start)
    return head + originals + translations + body


def messages_of_python(path: Path) -> Iterator[Entry]:
    """Calls of gettext with plain strings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name in CALLS and len(texts) >= len(CALLS[name]):
            yield _used(CALLS[name], texts, f"{path.relative_to(PACKAGE.parent)}:{node.lineno}")


def messages_of_template(path: Path) -> Iterator[Entry]:
    """What the translate and blocktranslate tags of a template ask for."""
    from django.utils.translation.template import templatize

    code = templatize(path.read_text(encoding="utf-8"))
    for match in IN_TEMPLATE.finditer(code):
        texts = [ast.literal_eval(text) for text in re.findall(STRING, match[2])]
        line = code.count("\n", 0, match.start()) + 1
        yield _used(CALLS[match[1]], texts, f"{path.relative_to(PACKAGE.parent)}:{line}")


def _used(names: tuple[str, ...], texts: list[str], place: str) -> Entry:
    values = dict(zip(names, texts, strict=False))
    return Entry((values.get("context", ""), values["id"]), values.get("plural", ""), place=place)


def used() -> dict[Key, Entry]:
    """Every message that our code and templates ask for, with the first place that does."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    found: dict[Key, Entry] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            for entry in messages_of_python(path):
                _remember(found, entry)
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            for entry in messages_of_template(path):
                _remember(found, entry)
    return found


def _remember(found: dict[Key, Entry], entry: Entry) -> None:
    known = found.setdefault(entry.key, entry)
    known.plural = known.plural or entry.plural


def missing() -> list[Entry]:
    """Messages without German in the parts (a plural needs both forms), in the order of their places."""
    german = merged(parts())
    lacking = [
        entry
        for key, entry in used().items()
        if key[1].strip() and (key not in german or (entry.plural and len(german[key].german) < 2))
    ]
    return sorted(lacking, key=lambda entry: entry.place)


def parts() -> list[Path]:
    return sorted(PARTS.glob("*.po"))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _as_po(entry: Entry) -> str:
    lines = [f"#: {entry.place}"]
    if entry.key[0]:
        lines.append(f"msgctxt {_quoted(entry.key[0])}")
    lines.append(f"msgid {_quoted(entry.key[1])}")
    if entry.plural:
        lines += [f"msgid_plural {_quoted(entry.plural)}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["compile", "check", "missing"])
    command = parser.parse_args().command
    try:
        if command == "compile":
            data = mo_bytes(merged(parts()))
            TARGET.parent.mkdir(parents=True, exist_ok=True)
            if not TARGET.exists() or TARGET.read_bytes() != data:
                TARGET.write_bytes(data)
            return 0
        lacking, differ = missing(), conflicts(parts())
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    for entry in lacking:
        print(_as_po(entry) + "\n" if command == "missing" else f"{entry.place}: {entry.key[1]}")
    print("\n".join([*differ, f"{len(lacking)} messages without German, {len(differ)} with two"]), file=sys.stderr)
    return 1 if (lacking or differ) and command == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
