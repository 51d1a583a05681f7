"""Settings: the nearest file wins, every value knows its origin, nothing unknown passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termalign.errors import SettingsError
from termalign.settings import KEYS, Profile, Settings, load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    folder = tmp_path / "2024" / "Q3"
    folder.mkdir(parents=True)
    return folder


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


FULL = """\
glossary = "terms.db"
model = "lexical"
segment = "line"
mode = "parallel"
min-score = 0.4
fail-on = "warning"
encoding = "cp932"
confidential-until = "2026-05-12"

[profile]
fiscal-year-end = 3
fiscal-year-label = "first"
rounding = "cut"
negative-style = "parenthesis"
names = ["Kirimi 3", "リンク24"]
scope = "partial"
"""


def test_nothing_set(deep: Path):
    settings = load(start=deep)
    assert settings == Settings()
    assert settings.origin("model") == "default"
    assert settings.profile == Profile()
    assert settings.option_defaults() == {}


def test_every_key(tmp_path: Path, deep: Path):
    source = write(tmp_path / "termalign.toml", FULL)
    settings = load(start=deep)
    assert set(settings.values) == set(KEYS)
    assert {settings.origin(key) for key in KEYS} == {str(source)}
    assert settings.profile == Profile(
        3, "first", "cut", "parenthesis", ("Kirimi 3", "リンク24"), "partial"
    )
    assert settings.option_defaults() == {
        "glossary": (str(tmp_path / "terms.db"),),
        "model": "lexical",
        "segment": "line",
        "mode": "parallel",
        "min_score": 0.4,
        "fail_on": "warning",
        "encoding": "cp932",
        "confidential_until": "2026-05-12",
    }


def test_several_glossaries_in_their_order(tmp_path: Path):
    write(tmp_path / "termalign.toml", 'glossary = ["client.db", "../firm.db"]')
    paths = (str(tmp_path / "client.db"), str(tmp_path / "../firm.db"))
    assert load(start=tmp_path).values == {"glossary": paths}


def test_the_nearest_file_wins_whole(tmp_path: Path, deep: Path):
    write(tmp_path / "termalign.toml", FULL)
    near = write(deep.parent / "pyproject.toml", '[tool.termalign]\nmode = "comparable"\n')
    settings = load(start=deep)
    assert settings.values == {"mode": "comparable"}
    assert settings.source == near


def test_termalign_toml_before_pyproject_of_the_same_folder(tmp_path: Path):
    write(tmp_path / "pyproject.toml", '[tool.termalign]\nmode = "comparable"\n')
    write(tmp_path / "termalign.toml", 'mode = "parallel"\n')
    assert load(start=tmp_path).values == {"mode": "parallel"}


@pytest.mark.parametrize(
    "other",
    [
        '[project]\nname = "termalign-of-others"\n',
        "[tool.black]\nline-length = 100\n",
        "[tool]\ntermalign = 1\n",
        "tool = 'termalign'\n",
        "[termalign\n",  # broken, and not ours to mend
    ],
)
def test_anothers_pyproject_is_passed_by(tmp_path: Path, deep: Path, other: str):
    write(deep / "pyproject.toml", other)
    write(tmp_path / "termalign.toml", 'mode = "parallel"\n')
    assert load(start=deep).values == {"mode": "parallel"}


def test_an_empty_file_of_ours_ends_the_search(tmp_path: Path, deep: Path):
    write(tmp_path / "termalign.toml", FULL)
    source = write(deep / "termalign.toml", "")
    assert load(start=deep) == Settings({}, source)


def test_no_settings(tmp_path: Path):
    write(tmp_path / "termalign.toml", "broken = ")
    assert load(start=tmp_path, use=False) == Settings()


def test_a_named_file(tmp_path: Path, deep: Path):
    write(deep / "termalign.toml", FULL)
    named = write(tmp_path / "release.toml", 'fail-on = "note"\n')
    assert load(named, start=deep) == Settings({"fail-on": "note"}, named)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path):
    (tmp_path / "termalign.toml").write_bytes(b'\xef\xbb\xbfmode = "parallel"\n')
    assert load(start=tmp_path).values == {"mode": "parallel"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('fail_on = "note"', "unknown setting fail_on; did you mean fail-on?"),
        ('segmnt = "line"', "unknown setting segmnt; did you mean segment?"),
        ("rounding = 'cut'", "unknown setting rounding; did you mean profile.rounding?"),
        ("[profile]\nrouding = 'cut'", "unknown setting profile.rouding; did you mean profile.ro"),
        ("colour = 'no'", "unknown setting colour; known are glossary, model"),
        ("[checks]\nx = 1", "unknown setting checks; "),
        ("segment = 3", "segment is 3; it takes a text in quotes"),
        ("segment = 'lines'", "segment is 'lines'; it takes auto, sentence, line"),
        ("min-score = '0.5'", "min-score is '0.5'; it takes a number"),
        ("min-score = true", "min-score is True; it takes a number"),
        ("min-score = 40", "min-score is 40.0; it takes a number from 0 to 1"),
        ("min-score = nan", "min-score is nan; it takes a number from 0 to 1"),
        ("profile = 3", "unknown setting profile; "),
        ("[profile]\nfiscal-year-end = 3.0", "profile.fiscal-year-end is 3.0; it takes a whole"),
        (
            "[profile]\nfiscal-year-end = 13",
            "profile.fiscal-year-end is 13; it takes a number from",
        ),
        ("[profile]\nfiscal-year-label = 'mid'", "is 'mid'; it takes first, last"),
        ("glossary = []", "glossary is []; it takes a text in quotes, or a list of them"),
        ("glossary = ['a.db', 1]", "glossary is ['a.db', 1]; it takes a text in quotes, or a list"),
        ("glossary = true", "glossary is True; it takes a text in quotes, or a list of them"),
        ("glossary = ' '", "glossary is ' '; it takes a text in quotes, or a list of them"),
        ("[profile]\nnames = 'A5'", "profile.names is 'A5'; it takes a list of texts in quotes"),
        ("[profile]\nnames = ['A5', 6]", "profile.names is ['A5', 6]; it takes a list of texts"),
        ("[profile]\nscope = 'some'", "is 'some'; it takes full, summary, partial"),
        ("mode = ", "is no TOML"),
        ("mode = 'auto'\nmode = 'auto'", "is no TOML"),
    ],
)
def test_a_fault_is_one_line_that_names_the_file(tmp_path: Path, text: str, said: str):
    source = write(tmp_path / "termalign.toml", text)
    with pytest.raises(SettingsError) as caught:
        load(start=tmp_path)
    line = str(caught.value)
    assert line.startswith(f"{source}: ")
    assert said in line
    assert "\n" not in line


def test_a_file_that_is_not_utf8_names_the_byte(tmp_path: Path):
    (tmp_path / "termalign.toml").write_bytes('encoding = "日本"'.encode("cp932"))
    with pytest.raises(SettingsError, match="is not UTF-8 at byte 12"):
        load(start=tmp_path)


def test_a_named_file_that_is_missing_or_has_nothing_of_ours(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read \(no such file"):
        load(tmp_path / "none.toml")
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path)
    other = write(tmp_path / "pyproject.toml", "[tool.black]\n")
    with pytest.raises(SettingsError, match=r"has no table \[tool.termalign\]"):
        load(other)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("lexical", "lexical"),
        ("intfloat/multilingual-e5-small", "intfloat/multilingual-e5-small"),
        ("./models/e5", "models/e5"),
        ("../models/e5", "../models/e5"),
    ],
)
def test_a_models_path_is_relative_to_the_settings_file(tmp_path: Path, written: str, read: str):
    write(tmp_path / "termalign.toml", f"model = '{written}'")
    value = load(start=tmp_path).values["model"]
    is_path = written.startswith(".")
    assert value == (str(tmp_path / read) if is_path else read)
