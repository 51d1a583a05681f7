"""Glossaries as JSON Lines: an entry's English of one status a line, what is empty left out."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

from termalign.errors import InputError
from termalign.exchange import flags
from termalign.exchange.row import STATUSES, GlossaryRow, refuse_bad_terms
from termalign.exchange.safety import SafeText
from termalign.reading.encoding import decode
from termalign.reading.source import fetch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

    from termalign.exchange.options import WriteOptions
    from termalign.records import Status

# What lists of mined terms hold beside; evidence is written on request, and belongs to documents.
_PASSED_OVER = {"count", "score", "evidence"}
_KEYS = [field.name for field in fields(GlossaryRow) if field.name not in _PASSED_OVER]


def write(
    rows: Iterable[GlossaryRow],
    stream: BinaryIO,
    options: WriteOptions,  # noqa: ARG001  # one shape for all formats
) -> tuple[str, ...]:
    """Write a line for each row; the remarks tell what was left out."""
    safe = SafeText()
    for row in rows:
        line = {key: getattr(row, key) for key in _KEYS} | {"flags": flags.shown(row)}
        texts = {
            key: _safe(value, safe) for key, value in line.items() if value not in ("", (), None)
        }
        seen = [{key: safe(text) for key, text in asdict(place).items()} for place in row.evidence]
        texts |= {"evidence": seen} if seen else {}
        stream.write((json.dumps(texts, ensure_ascii=False) + "\n").encode())
    return safe.remarks()


def _safe(value: Any, safe: SafeText) -> Any:
    if isinstance(value, tuple):
        return [safe(text) for text in value]
    return safe(value) if isinstance(value, str) else value


def read(path: str | Path, encoding: str | None) -> tuple[list[GlossaryRow], tuple[str, ...]]:
    """Return the rows; keys that a glossary has no field for are remarked on.

    Raises InputError naming the line that is no object, or holds something else than texts.
    """
    source = fetch(path)
    decoded = decode(source, encoding)
    rows = []
    unknown: set[str] = set()
    # Only \\n ends a line: JSON texts may hold U+2028, which str.splitlines would cut at.
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if line.strip():
            where = f"{source.name}:{number}"
            content = _content(line, where)
            unknown |= content.keys() - {*_KEYS} - _PASSED_OVER
            rows.append(refuse_bad_terms(_row(content, where), where))
    remarks = (f"keys passed over: {', '.join(sorted(unknown))}",) if unknown else ()
    return rows, decoded.remarks + remarks


def _content(line: str, where: str) -> dict[str, Any]:
    hint = 'give one object a line: {"ja": …, "en": …}'
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON ({error})", where, hint) from error
    if not isinstance(content, dict):
        raise InputError("is no JSON object", where, hint)
    return content


def _row(content: dict[str, Any], where: str) -> GlossaryRow:
    number = content.get("id")
    row = GlossaryRow(
        _text(content, "ja", where),
        _text(content, "en", where),
        _texts(content, "ja_variants", where),
        _texts(content, "en_variants", where),
        status=_status(content, where),
        pos=_text(content, "pos", where),
        domain=_text(content, "domain", where),
        source=_text(content, "source", where),
        note=_text(content, "note", where),
        id=number if isinstance(number, int) and not isinstance(number, bool) else None,
    )
    return replace(row, flags=flags.flags_of(_texts(content, "flags", where), row, where))


def _text(content: dict[str, Any], key: str, where: str) -> str:
    value = content.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f'"{key}" is no text', where, "put it in quotes")
    # A lone surrogate ("\\ud800") is no text; nothing could write it out again.
    return "" if value is None else SafeText()(value).strip()


def _texts(content: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = content.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise InputError(f'"{key}" is no list of texts', where, f'give "{key}": ["…", "…"]')
    texts = (SafeText()(text).strip() for text in value)
    return tuple(text for text in texts if text)


def _status(content: dict[str, Any], where: str) -> Status | None:
    name = _text(content, "status", where).casefold()
    for status in STATUSES:
        if name == status:
            return status
    if name:
        raise InputError(f"no status is called “{name}”", where, f"use {', '.join(STATUSES)}")
    return None
