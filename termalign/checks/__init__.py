"""The checks: what is looked at before publishing, and the findings it gives.

Each check is a value with examples that it must flag and must let pass; `docs/checks.md` lists
them. `examine` runs them all over an alignment and counts what was compared.
"""

from __future__ import annotations

from termalign.checks.examination import CHECKS, Examination, Tally, examine, run

__all__ = ["CHECKS", "Examination", "Tally", "examine", "run"]
