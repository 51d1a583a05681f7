"""PO files: which entries are taken, how texts are put together, what is no PO."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from translate.storage import pypo

from termalign.errors import InputError, LanguageError, TermalignError
from termalign.exchange import read_records
from tests.exchange import cat_files

if TYPE_CHECKING:
    from pathlib import Path

    from termalign.exchange import Given


def read(folder: Path, content: str | bytes) -> Given:
    path = folder / "app.po"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_records(path)


@pytest.mark.parametrize("charset", ["UTF-8", "Shift_JIS", "EUC-JP", "CHARSET"])
def test_what_is_translated_is_read(tmp_path: Path, charset: str):
    content = cat_files.PO.replace("{charset}", charset).replace("¥", "JPY ")
    given = read(tmp_path, content.encode("utf-8" if charset == "CHARSET" else charset))
    assert [(str(record.place), record.ja, record.en) for record in given.records] == [
        (
            "line 11, report/sales.py:12",
            "売上高は%s億円",
            "Net sales were JPY %s billion",
        ),
        ("line 25, a.py:3", "%d件の開示", "%d disclosure"),
        ("line 25, a.py:3", "%d件の開示", "%d disclosures"),
        ("line 30", '"注"\n１株当たり\t配当', '"Note"\nper share\tdividend'),
    ]
    assert given.records[0].id == "heading"
    assert sorted(given.remarks[-3:]) == [
        "fuzzy entries left out: 1",
        "obsolete entries left out: 1",
        "untranslated entries left out: 1",
    ]


def test_japanese_has_one_form_for_all_numbers(tmp_path: Path):
    content = 'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d件のファイル"\n'
    assert [(r.ja, r.en) for r in read(tmp_path, content).records] == [
        ("%d件のファイル", "%d files")
    ]


def test_account_titles_are_japanese(tmp_path: Path):
    """Without a kana among them, and more than a Chinese text needs to be known as one."""
    titles = ["売上高", "営業利益", "経常利益", "当期純利益", "固定資産"] * 20
    content = 'msgid ""\nmsgstr "Language: \\nMIME-Version: 1.0\\n"\n\n' + "".join(
        f'msgctxt "{n}"\nmsgid "{title}"\nmsgstr "Item {n}"\n\n' for n, title in enumerate(titles)
    )
    assert [record.ja for record in read(tmp_path, content).records] == titles


def test_another_reader_sees_the_same(tmp_path: Path):
    """translate-toolkit."""
    path = tmp_path / "app.po"
    path.write_text(cat_files.PO.replace("{charset}", "UTF-8"), "utf-8")
    theirs = [
        (str(unit.source), str(unit.target))
        for unit in pypo.pofile.parsefile(str(path)).units
        if unit.istranslated() and not unit.hasplural()
    ]
    ours = [(r.ja, r.en) for r in read_records(path).records]
    assert [pair for pair in ours if "disclosure" not in (pair[1] or "")] == theirs


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        ('msgid "売"\nmsgstr "sales\n', InputError, "app.po:2: has a quote"),
        ('msgid "売"\nmsgstr "sa"les"\n', InputError, "app.po:2: has a quote"),
        ('msgid "売"\nsome text\n', InputError, "app.po:2: is no line of a PO file"),
        ('msgid "売"\nmsgid "買"\nmsgstr ""', InputError, "app.po:2: msgid stands twice"),
        ('msgid "売"\n', InputError, "app.po:1: breaks off"),
        ('msgid "sell"\nmsgstr "verkaufen"\n', LanguageError, "app.po: translates from en to en"),
        (
            'msgid ""\nmsgstr "Language: zh_CN\\n"\n\nmsgid "sales"\nmsgstr "销售"\n',
            LanguageError,
            "app.po: translates from en to zh_CN",
        ),
        ('msgid "売"\nmsgstr ""\n', InputError, "app.po: holds no text"),
        (
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-9\\n"\n',
            InputError,
            "app.po: its header names the encoding “UTF-9”, which is none",
        ),
        (
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=undefined\\n"\n',
            InputError,
            "app.po: its header names",
        ),
        ("", InputError, "app.po"),
        (b"\0\1\2", InputError, "app.po"),
    ],
)
def test_what_is_no_po(tmp_path: Path, content: str | bytes, kind: type[Exception], says: str):
    with pytest.raises(kind) as error:
        read(tmp_path, content)
    assert says in str(error.value)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ja=st.text(max_size=12), en=st.text(max_size=12))
def test_escapes_are_read_back(tmp_path: Path, ja: str, en: str):
    """Whatever the texts: written with gettext's escapes they come back."""

    def quoted(text: str) -> str:
        for sign, escape in (
            ("\\", "\\\\"),
            ('"', '\\"'),
            ("\n", "\\n"),
            ("\r", "\\r"),
            ("\0", "\\000"),
        ):
            text = text.replace(sign, escape)
        return f'"{text}"'

    ja, en = "売" + ja, "sales" + en
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: en\\n"\n\n'
    try:
        (record,) = read(tmp_path, f"{header}msgid {quoted(ja)}\nmsgstr {quoted(en)}\n").records
    except TermalignError as error:
        assert "translates from" in str(error)  # noqa: PT017  # texts of a third language
        return
    assert (record.ja, record.en) == (ja, en)
