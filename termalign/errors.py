"""What can go wrong, as one tree; the command line prints every branch in one place.

TermalignError                   exit code 2, one line: what; where; how to mend it
├── UsageError                   the command's words contradict one another or name no such thing
│   └── SettingsError            termalign.toml: unknown key, wrong type
├── InputError                   an input was not read
│   ├── MissingInput             no such file, a folder, no permission, locked by another program
│   ├── UnsupportedFormat        no reader for this suffix, or the content is not what it claims
│   ├── UndecodableText          bytes that are no text in the named encoding
│   ├── EmptyInput               nothing to read in it
│   └── LanguageError            two documents of one language, or a language that is not served
├── OutputError                  an output could not be written; what stood there is untouched
├── GlossaryError                the database is not a glossary, is newer, damaged, busy or missing
└── MissingExtra                 an optional dependency or a model that is not installed
"""


class TermalignError(Exception):
    """Something the user can mend: `what` happened, `where`, and a `hint` how to mend it."""

    def __init__(self, what: str, where: str = "", hint: str = "") -> None:
        """Keep the three parts; `str()` joins them into the line that is printed."""
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(what)

    def __str__(self) -> str:
        """`where: what; hint`, leaving out what is empty."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}; {self.hint}" if self.hint else line


class UsageError(TermalignError):
    """The command's words contradict one another or name something that is not there."""


class SettingsError(UsageError):
    """A settings file holds an unknown key or a value of the wrong type."""


class InputError(TermalignError):
    """An input was not read."""


class MissingInput(InputError):
    """No such file, a folder, no permission, or locked by another program."""


class UnsupportedFormat(InputError):
    """No reader for this suffix, or the content is not what the suffix claims."""


class UndecodableText(InputError):
    """Bytes that are no text in the named encoding; `where` names the offset."""


class EmptyInput(InputError):
    """The input holds no text."""


class LanguageError(InputError):
    """Two documents of one language where one of each is needed."""


class OutputError(TermalignError):
    """An output could not be written; what stood there before is untouched."""


class GlossaryError(TermalignError):
    """The database is no glossary of ours, is newer than this program, damaged, busy or missing."""


class MissingExtra(TermalignError):
    """An optional dependency or a model is not installed; the hint is the line that installs it."""
