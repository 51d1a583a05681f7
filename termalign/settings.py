"""The user's settings: the nearest termalign.toml, and for every value where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from termalign.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME = "termalign.toml"
PROJECT_FILE = "pyproject.toml"
PROFILE = "profile"
DEFAULT = "default"

Value = str | int | float | tuple[str, ...]


class Key(NamedTuple):
    """What a settings file may say under one name."""

    kind: type  # str, int, float or tuple, a list of texts; an int may stand for a float
    meaning: str
    choices: tuple[str, ...] = ()
    within: tuple[float, float] | None = None  # smallest and largest number
    path: Literal["", "always", "dotted"] = ""  # a path is relative to the settings file's folder
    alone: bool = False  # of a list: one text may stand for a list of one


KEYS: dict[str, Key] = {
    "glossary": Key(
        tuple,
        "the glossary database, or several: the first decides first and is written to",
        path="always",
        alone=True,
    ),
    "model": Key(str, "lexical, or a sentence-transformers model's name or path", path="dotted"),
    "segment": Key(str, "how texts are split", ("auto", "sentence", "line")),
    "mode": Key(str, "how documents are aligned", ("auto", "parallel", "comparable")),
    "min-score": Key(float, "the least score of a bead that is written", within=(0, 1)),
    "fail-on": Key(str, "the least severity that fails a check", ("error", "warning", "note")),
    "encoding": Key(str, "the inputs' encoding, instead of the detected one"),
    "confidential-until": Key(
        str, "the day, 2026-05-12, until which sentences kept by mine are confidential"
    ),
    "profile.fiscal-year-end": Key(int, "the month the fiscal year ends in", within=(1, 12)),
    "profile.fiscal-year-label": Key(
        str, "FY2023 is the year it begins in, or ends in", ("first", "last")
    ),
    "profile.rounding": Key(str, "how figures are shortened", ("half-up", "cut", "either")),
    "profile.negative-style": Key(
        str, "how the English marks a negative", ("triangle", "parenthesis", "minus")
    ),
    "profile.names": Key(tuple, "names with digits that are no figures"),
    "profile.scope": Key(
        str, "how much of the Japanese has English", ("full", "summary", "partial")
    ),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """A company's habits; None is what the settings leave open: it is learned from the documents.

    `fiscal_year_end` is a month, 1–12; `fiscal_year_label` "first" calls the year to March 2024
    FY2023, "last" calls it FY2024. `negative_style` is that of the English: △5, (5), -5. `scope`
    tells how much of the Japanese the English is meant to hold.
    """

    fiscal_year_end: int | None = None
    fiscal_year_label: Literal["first", "last"] | None = None
    rounding: Literal["half-up", "cut", "either"] | None = None
    negative_style: Literal["triangle", "parenthesis", "minus"] | None = None
    names: tuple[str, ...] = ()
    scope: Literal["full", "summary", "partial"] | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says; a key it does not name is absent from `values`.

    `values` are keyed as in the file, profile keys with their table ("profile.rounding");
    `source` is the file, None without one.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    source: Path | None = None

    def origin(self, key: str) -> str:
        """Return the file that set `key`, or "default"."""
        return str(self.source) if key in self.values else DEFAULT

    def option_defaults(self) -> dict[str, Value]:
        """Return the settings that stand for an option, by the option's name in Python."""
        return {
            key.replace("-", "_"): value
            for key, value in self.values.items()
            if not key.startswith(f"{PROFILE}.")
        }

    @property
    def profile(self) -> Profile:
        """The company's habits as far as they are set."""
        prefix = f"{PROFILE}."
        habits: dict[str, Any] = {
            key.removeprefix(prefix).replace("-", "_"): value
            for key, value in self.values.items()
            if key.startswith(prefix)
        }
        return Profile(**habits)


def load(
    config: str | Path | None = None, *, use: bool = True, start: Path | None = None
) -> Settings:
    """Return the settings of the file `config`, or of the nearest one from `start` upwards.

    `start` is the working folder unless given; without any file, or with `use` false, the settings
    are empty. Raises SettingsError for a missing `config`, for what is no TOML, an unknown key, a
    value of the wrong type.
    """
    if not use:
        return Settings()
    if config is not None:
        source = Path(config)
        table = _table_in(source)
        if table is None:
            raise SettingsError("has no table [tool.termalign]", str(config), "add it")
        return _checked(table, source)
    folder = (start or Path.cwd()).absolute()
    for candidate in (folder, *folder.parents):
        for name in (FILE_NAME, PROJECT_FILE):
            source = candidate / name
            if source.is_file() and (table := _table_in(source)) is not None:
                return _checked(table, source)
    return Settings()


def _table_in(source: Path) -> dict[str, Any] | None:
    """Return the settings in `source`; None for a pyproject.toml that has none of ours."""
    where = str(source)
    try:
        content = source.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"cannot be read ({reason})", where, "name a settings file") from error
    ours = source.name != PROJECT_FILE
    if not ours and b"termalign" not in content:  # most projects': not worth parsing
        return None
    import tomllib

    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"is not UTF-8 at byte {error.start}", where, "save it as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        if not ours:  # somebody else's file: what is wrong with it is no business of ours
            return None
        raise SettingsError(f"is no TOML ({error})", where, "mend that line") from error
    if ours:
        return table
    tool = table.get("tool")
    section = tool.get("termalign") if isinstance(tool, dict) else None
    return section if isinstance(section, dict) else None


def _checked(table: dict[str, Any], source: Path) -> Settings:
    """Return the settings of `table` once every key is known and every value of its type."""
    values: dict[str, Value] = {}
    for key, value in _flat(table).items():
        if key not in KEYS:
            raise SettingsError(f"unknown setting {key}", str(source), _suggestion(key))
        values[key] = _value(key, value, source)
    return Settings(values, source)


def _flat(table: dict[str, Any]) -> dict[str, Any]:
    flat = {key: value for key, value in table.items() if key != PROFILE}
    profile = table.get(PROFILE, {})
    if not isinstance(profile, dict):
        return flat | {PROFILE: profile}
    return flat | {f"{PROFILE}.{key}": value for key, value in profile.items()}


def _suggestion(key: str) -> str:
    from difflib import get_close_matches

    # fail_on and Fail-On are meant as fail-on; a habit may stand outside its table.
    plain = key.lower().replace("_", "-")
    tails = {name.rpartition(".")[2]: name for name in KEYS}
    close = get_close_matches(plain, KEYS, n=1) or [
        tails[tail] for tail in get_close_matches(plain.rpartition(".")[2], tails, n=1)
    ]
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(KEYS)}"


def _value(key: str, value: object, source: Path) -> Value:
    known = KEYS[key]
    where = str(source)
    if known.kind is tuple:
        texts = _texts(key, value, where)
        return tuple(_path(text, known.path, source) for text in texts)
    if known.kind is float and type(value) is int:
        value = float(value)
    if type(value) is not known.kind:  # not isinstance: true is no month
        kind = {str: "a text in quotes", int: "a whole number", float: "a number"}[known.kind]
        raise SettingsError(f"{key} is {value!r}", where, f"it takes {kind}")
    if known.choices and value not in known.choices:
        raise SettingsError(f"{key} is {value!r}", where, f"it takes {', '.join(known.choices)}")
    if isinstance(value, str):
        return _path(value, known.path, source)
    assert isinstance(value, int | float)
    if known.within and not known.within[0] <= value <= known.within[1]:
        low, high = known.within
        raise SettingsError(f"{key} is {value!r}", where, f"it takes a number from {low} to {high}")
    return value


def _texts(key: str, value: object, where: str) -> tuple[str, ...]:
    alone = KEYS[key].alone
    texts = [value] if alone and isinstance(value, str) else value
    if (
        not isinstance(texts, list)
        or not all(isinstance(one, str) and one.strip() for one in texts)
        or (alone and not texts)
    ):
        wanted = "a text in quotes, or a list of them" if alone else "a list of texts in quotes"
        raise SettingsError(f"{key} is {value!r}", where, f"it takes {wanted}")
    return tuple(texts)


def _path(value: str, how: str, source: Path) -> str:
    """Return the path a setting names, from the settings file's folder; any other text as it is.

    A model is a path only when it looks like one: "./models/e5", not "intfloat/e5-small".
    """
    path = Path(value).expanduser()
    dotted = value.startswith((".", "~")) or path.is_absolute()
    if how == "always" or (how == "dotted" and dotted):
        return str(source.parent.absolute() / path)
    return value
