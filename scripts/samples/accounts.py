"""The made-up company's accounts: leaf figures from a table, totals worked out from them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Accounts = dict[tuple[str, str], int]  # (item, period) -> million yen, units, or sen per share

# Second quarter alone = first half less first quarter, for what flows.
SECOND_QUARTERS = (("2Q25", "1H25", "1Q25"), ("2Q24", "1H24", "1Q24"))

# Sums that must hold between the statements: (left side, right side), each of signed entries.
BALANCES = (
    (("ta@S25",), ("tle@S25",)),
    (("ta@M25",), ("tle@M25",)),
    (("ta@J25",), ("tl@J25", "te@J25")),
    (("cash.close@1H25",), ("cash@S25",)),
    (("cash.close@1Q25",), ("cash@J25",)),
    (("cash.open@1H25",), ("cash@M25",)),
    (("segp@1H25",), ("op@1H25",)),
    (("segp@1H24",), ("op@1H24",)),
    (("segp@1Q25",), ("op@1Q25",)),
    (("segp@1Q24",), ("op@1Q24",)),
    (("retained@S25",), ("retained@M25", "owners@1H25", "cf.dividend@1H25")),
    (("retained@S24",), ("retained@M24", "owners@1H24", "cf.dividend@1H24")),
    (("oce@S25",), ("oce@M25", "oci@1H25")),
    (("oce@S24",), ("oce@M24", "oci@1H24")),
    (("surplus@S25",), ("surplus@M25", "sbp.surplus@1H25")),
    (("surplus@S24",), ("surplus@M24", "sbp.surplus@1H24")),
    (("treasury@S25",), ("treasury@M25", "sbp.treasury@1H25")),
    (("treasury@S24",), ("treasury@M24", "sbp.treasury@1H24")),
    (("te@S25",), ("te@M25", "comp@1H25", "tx@1H25")),
    (("te@S24",), ("te@M24", "comp@1H24", "tx@1H24")),
    (("te.nci@S25",), ("te.nci@M25", "nci@1H25", "cf.dividendnci@1H25")),
    (("te.nci@S24",), ("te.nci@M24", "nci@1H24", "cf.dividendnci@1H24")),
    (("borrow@S25",), ("borrow@M25", "cf.short@1H25", "cf.longin@1H25", "cf.longout@1H25")),
    (("bl.con@S25",), ("bl.con@M25", "ord.con@1H25", "-rev.con@1H25")),
    (("bl.om@S25",), ("bl.om@M25", "ord.om@1H25", "-rev.om@1H25")),
    (("bl.con@J25",), ("bl.con@M25", "ord.con@1Q25", "-rev.con@1Q25")),
    (("bl.om@J25",), ("bl.om@M25", "ord.om@1Q25", "-rev.om@1Q25")),
    (("rev@FY24",), ("rev@1H24", "rev@3Q24", "rev@4Q24")),
    (("gp@FY24",), ("gp@1H24", "gp@3Q24", "gp@4Q24")),
    (("op@FY24",), ("op@1H24", "op@3Q24", "op@4Q24")),
    (("segp.nc@FY25", "segp.pay@FY25", "segp.adj@FY25"), ("op@FY25",)),
    (("segp.nc@FY24", "segp.pay@FY24", "segp.adj@FY24"), ("op@FY24",)),
)


def load_accounts(path: Path, instead: Mapping[str, int] | None = None) -> Accounts:
    """Return every figure of the table at `path`, totals included.

    `instead` gives leaf figures, "item@period", another value. Raises ValueError when
    the statements do not agree with one another.
    """
    accounts: Accounts = {}
    periods: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, *cells = line.split("\t")
        if name == "item":
            periods = cells
        elif name.startswith("= "):
            add_total(accounts, name[2:], cells[0], periods)
        else:
            for period, cell in zip(periods, cells, strict=True):
                accounts[name, period] = (instead or {}).get(f"{name}@{period}", int(cell))
    add_second_quarters(accounts)
    add_per_share(accounts)
    require_balance(accounts)
    return accounts


def add_total(accounts: Accounts, name: str, formula: str, periods: Sequence[str]) -> None:
    """Work out `name` for each period from "a + b - c"."""
    for period in periods:
        sign, total = 1, 0
        for part in formula.split(" "):
            if part in "+-":
                sign = 1 if part == "+" else -1
            else:
                total += sign * accounts[part, period]
        accounts[name, period] = total


def add_second_quarters(accounts: Accounts) -> None:
    """Add the second quarter alone of every item known for both spans."""
    for quarter, half, first in SECOND_QUARTERS:
        for item, period in list(accounts):
            if period == half and (item, first) in accounts:
                accounts[item, quarter] = accounts[item, half] - accounts[item, first]


def add_per_share(accounts: Accounts) -> None:
    """Add earnings per share, basic and diluted, in sen, where the average shares are known."""
    names = {"shares.avg": "eps", "shares.dil": "eps.dil"}
    for item, period in list(accounts):
        if item in names and not period.startswith("2Q"):
            sen = Decimal(accounts["owners", period] * 100_000_000) / accounts[item, period]
            accounts[names[item], period] = int(sen.quantize(Decimal(1), ROUND_HALF_UP))


def require_balance(accounts: Accounts) -> None:
    """Raise ValueError naming the first sum of BALANCES that does not hold."""
    for left, right in BALANCES:
        sums = [sum(entry(accounts, key) for key in side) for side in (left, right)]
        if sums[0] != sums[1]:
            raise ValueError(f"{' + '.join(left)} = {sums[0]}, {' + '.join(right)} = {sums[1]}")


def entry(accounts: Accounts, key: str) -> int:
    """Return the figure named "item@period", negated where the key starts with a minus."""
    item, _, period = key.removeprefix("-").partition("@")
    value = accounts[item, period]
    return -value if key.startswith("-") else value
