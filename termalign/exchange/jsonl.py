"""JSON Lines: an alignment's beads out, records in; a line each."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from termalign.errors import InputError
from termalign.exchange.bilingual import Given, Record
from termalign.exchange.safety import SafeText
from termalign.reading.encoding import decode
from termalign.reading.source import fetch
from termalign.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from termalign.exchange.options import WriteOptions
    from termalign.records import Alignment

_SURROGATE = re.compile("[\ud800-\udfff]")


def write(
    alignment: Alignment,
    stream: BinaryIO,
    options: WriteOptions,  # noqa: ARG001  # one shape for all formats
) -> tuple[str, ...]:
    """Write a line for each bead; a side without segments has no key.

    Every line names one document, so that the whole is read back as one. The remarks tell what was
    left out.
    """
    safe = SafeText()
    document = safe(f"{alignment.ja_document.name} + {alignment.en_document.name}")
    for bead in alignment.beads:
        ja, en = alignment.texts(bead)
        line: dict[str, Any] = {
            "ja_index": bead.ja,
            "en_index": bead.en,
            "score": round(bead.score, 4),
        }
        line |= {name: safe(text) for name, text in (("ja", ja), ("en", en)) if text}
        line["document"] = document
        stream.write((json.dumps(line, ensure_ascii=False) + "\n").encode())
    return safe.remarks()


def read(path: str | Path, encoding: str | None) -> Given:
    """Return the records, each a document of its own unless lines share `document`.

    Raises InputError naming the line that is no object, or whose texts are no strings.
    """
    source = fetch(path)
    decoded = decode(source, encoding)
    records = tuple(record for record in _records(decoded.text, source.name) if not record.is_blank)
    return Given(source.name, records, decoded.encoding, decoded.remarks)


def _records(text: str, name: str) -> Iterator[Record]:
    # Only \\n ends a line: JSON texts may hold U+2028, which str.splitlines would cut at.
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    for row, (number, line) in enumerate(lines):
        where = f"{name}:{number}"
        try:
            content = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(
                f"is no JSON ({error})", where, 'give one object a line: {"ja": …, "en": …}'
            ) from error
        if not isinstance(content, dict):
            raise InputError("is no JSON object", where, 'give {"ja": …, "en": …}')
        yield Record(
            row,
            _text(content, "ja", where),
            _text(content, "en", where),
            Place(line=number),
            id=_name(content, "id", where),
            document=_name(content, "document", where),
        )


def _text(content: dict[str, Any], key: str, where: str) -> str | None:
    value = content.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f'"{key}" is no text', where, "put it in quotes")
    # A lone surrogate ("\\ud800") is no text; nothing could write it out again.
    return None if value is None else _SURROGATE.sub("\ufffd", value)


def _name(content: dict[str, Any], key: str, where: str) -> str | None:
    value = content.get(key)
    if value is None:
        return None
    if isinstance(value, bool | list | dict | float):
        raise InputError(f'"{key}" is neither a text nor a number', where, "put it in quotes")
    return _SURROGATE.sub("\ufffd", str(value))
