"""Time `termalign lookup` among a million terms: hits, parts, sounds, similar words, misses.

Prints TSV: the query, why it was found, and the best of several runs in milliseconds, within one
process and as a whole command, the latter also as a ratio to `python -c "import click"` on the same
machine. The glossary is made up from some fifty word parts, so that each of them stands in tens of
thousands of terms: a real one is kinder.

    python scripts/bench_lookup.py [--concepts 500000] [--runs 7] [--glossary KEPT.db]
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from termalign.exchange.row import GlossaryRow
from termalign.glossary import Glossary
from termalign.glossary.sound import spoken
from termalign.kana import romaji, to_hiragana

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from termalign.glossary import Answer

JA_PARTS = """
営業 経常 利益 損失 売上 原価 費用 収益 資産 負債 資本 配当 株主 連結 個別
予想 実績 前年 同期 比率 成長 戦略 投資 設備 研究 開発 製品 販売 管理 人件
減価 償却 繰延 税金 引当 準備 評価 通信 回線 接続 装置 保守 運用 契約 顧客
市場 クラウド サービス ネットワーク セキュリティ サーバー データ センター システム
モバイル ソリューション プラットフォーム
"""
EN_PARTS = """
operating ordinary income loss sales cost expense revenue asset liability capital dividend
shareholder consolidated separate forecast result previous period ratio growth strategy
investment equipment research development product selling general personnel depreciation
deferred tax provision reserve valuation communication line connection device maintenance
contract customer market cloud service network security server data center system mobile
solution platform
"""
QUERIES = {
    "exact": ["{ja}", "{en}"],
    "normalised": ["{ja_dotted}", "{en_upper}s"],
    "part": ["営業", "税", "income", "in", "IT"],
    "said": ["{kana}", "{romaji}", "{mixed}"],
    "begun": ["えいぎょう", "eigyo"],
    "similar": ["{en_typo}", "{ja_typo}"],
    "missing": [
        *("量子重力理論", "zzqqxx", "station interrogation motion", "％"),
        *("みぞれまじり", "zunda mochi", "お月見だんご"),
    ],
}


def main() -> None:
    """Build the glossary, run the queries, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--concepts", type=int, default=500_000, help="two terms each")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--glossary", type=Path, help="made if missing, and kept for the next run")
    options = parser.parse_args()
    rows = list(made_up_rows(options.concepts))
    with tempfile.TemporaryDirectory() as folder:
        path = options.glossary or Path(folder) / "bench.db"
        if not path.exists():
            begin = time.perf_counter()
            Glossary(path, who="bench").enter_all(rows, what="bench", status="approved")
            built = time.perf_counter() - begin
            print(f"# {2 * len(rows)} terms entered in {built:.1f} s", file=sys.stderr)
        print(f"# {path.stat().st_size / 1e6:.0f} MB", file=sys.stderr)
        measure(path, rows[len(rows) // 2], options.runs)


def measure(path: Path, row: GlossaryRow, runs: int) -> None:
    """Print the table; `row` is the one that some queries are to hit."""
    yardstick = best_time(partial(run, [sys.executable, "-c", "import click"]), runs)
    print("kind", "query", "why", "in process", "command", "ratio", sep="\t")
    print("yardstick", "import click", "", "", f"{1000 * yardstick:.0f}", "1.00", sep="\t")
    glossary = Glossary(path)
    for kind, query in queries(row):
        within = best_time(partial(glossary.lookup, query), runs)
        command = [sys.executable, "-m", "termalign", "lookup", query, "--glossary", str(path)]
        whole = best_time(partial(run, command), runs)
        times = f"{1000 * within:.1f}", f"{1000 * whole:.0f}", f"{whole / yardstick:.2f}"
        print(kind, query, why(glossary.lookup(query)), *times, sep="\t")


def made_up_rows(count: int) -> Iterator[GlossaryRow]:
    """Give `count` pairs of two to five word parts, all different, the same on every run."""
    chance = random.Random(20240510)  # noqa: S311  # made-up terms, no secret
    ja_parts, en_parts = JA_PARTS.split(), EN_PARTS.split()
    seen: set[str] = set()
    while len(seen) < count:
        picks = chance.choices(range(len(ja_parts)), k=chance.randint(2, 5))
        ja = "".join(ja_parts[pick] for pick in picks)
        if ja not in seen:
            seen.add(ja)
            yield GlossaryRow(ja, " ".join(en_parts[pick % len(en_parts)] for pick in picks))


def queries(row: GlossaryRow) -> Iterator[tuple[str, str]]:
    """Give the kinds and their queries, made from the terms of `row` where they are to hit."""
    reading = to_hiragana(spoken(row.ja).reading)
    words = {
        "kana": reading,
        "romaji": romaji(reading),
        "mixed": to_hiragana(spoken(row.ja[:2]).reading) + row.ja[2:],
        "ja": row.ja,
        "en": row.en,
        "ja_dotted": f"{row.ja[:2]}・{row.ja[2:]}",
        "en_upper": row.en.upper(),
        "en_typo": row.en[:3] + row.en[4] + row.en[3] + row.en[5:],
        "ja_typo": row.ja[:-1] + "券",
    }
    for kind, patterns in QUERIES.items():
        for pattern in patterns:
            yield kind, pattern.format(**words)


def best_time(action: Callable[[], object], runs: int) -> float:
    """Return the shortest wall time of `runs` runs, in seconds: the others waited for something."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return min(times)


def run(command: Sequence[str]) -> None:
    """Run a command to its end, whatever it says."""
    subprocess.run(command, check=False, capture_output=True)


def why(answers: Sequence[Answer]) -> str:
    """Return how many answers there are and the first one's reason."""
    return f"{len(answers)}: {answers[0].why}" if answers else "nothing"


if __name__ == "__main__":
    main()
