"""What the checks look at: the two texts of a bead with their figures compared and terms found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from termalign.checks.table_comparison import compare_tables
from termalign.checks.termbook import TermBook
from termalign.figures.comparison import compare_texts
from termalign.figures.declared import declared_units
from termalign.figures.own_names import without_names
from termalign.settings import Profile

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from termalign.figures.agreement import Verdict
    from termalign.records import ApprovedTerm

# Of beads the aligner gives this score or more, nine in ten are right: a figure that is missing
# there is missing. Below it may stand in the next bead, and is a note only.
CERTAIN = 0.8
# Below this score the two texts are hardly translations of one another.
DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """The two texts of a bead, "" for a side that is not there, and what was read from them.

    `monolingual`: the input has no place for the other language, so that it cannot lack it.
    `given`: the pairing comes from the user, not from the aligner.
    """

    ja: str
    en: str
    verdicts: tuple[Verdict, ...] = ()
    terms: TermBook = field(default_factory=TermBook)
    profile: Profile = field(default_factory=Profile)
    score: float = 1.0
    given: bool = True
    monolingual: bool = False
    running: bool = True  # running text: not a heading, not a table's row
    comparable: bool = False  # from documents of which neither is the other's translation
    learned: Profile = field(default_factory=Profile)  # habits that the documents show
    previous: str = ""  # the base that 前期比 is in these documents: YoY, or QoQ
    said_base: str = ""  # the base of comparison that the text before named last: 同 repeats it

    @property
    def paired(self) -> bool:
        """Whether both languages are there."""
        return bool(self.ja.strip()) and bool(self.en.strip())

    @property
    def certain(self) -> bool:
        """Whether the two texts are surely translations of one another, whole against whole."""
        return self.score >= CERTAIN and not self.comparable

    @property
    def doubtful(self) -> bool:
        """Whether the two texts are likely to be no translations of one another.

        That none of several figures agrees tells the same as a low score does.
        """
        agreeing = sum(verdict.agrees for verdict in self.verdicts)
        return self.score < DOUBTFUL or self.comparable or (not self.certain and not agreeing)


def figures_compared(
    ja: str, en: str, profile: Profile, ratios: Collection[Decimal] = ()
) -> tuple[Verdict, ...]:
    """Return the verdicts on the figures of two texts: cell by cell where both are tables."""
    ja, en = without_names(ja, profile.names), without_names(en, profile.names)
    return compare_tables(ja, en, profile) or compare_texts(ja, en, profile, ratios)


def passage_of(
    ja: str, en: str, terms: Sequence[ApprovedTerm] = (), profile: Profile | None = None
) -> Passage:
    """Return two texts that were given as translations of one another, with figures compared."""
    habits = profile or Profile()
    both = ja.strip() and en.strip()
    ratios = {
        other.factor / one.factor
        for one in declared_units(ja, "ja")
        for other in declared_units(en, "en")
    }
    verdicts = figures_compared(ja, en, habits, ratios) if both else ()
    return Passage(ja, en, verdicts, TermBook(terms), habits)
