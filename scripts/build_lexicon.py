#!/usr/bin/env python3
"""Compile JMdict and UniDic's loanword lemmas into termalign/lexicon/lexicon.npz.

Needs the extra `lexicon` (jamdict-data carries JMdict as an SQLite file; unidic-lite is an
ordinary dependency). The same inputs give the same bytes.

Each Japanese form (written form, reading, or loanword) gets English stems with weights 1..255:
a gloss counts 1/(its rank among the senses) and is shared among its words, so that the first,
shortest gloss of the first sense weighs most. Both sources: see NOTICE.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path
from typing import TypeAlias

import numpy as np

from termalign.lexicon.english import content_stems

OUT = Path(__file__).resolve().parent.parent / "termalign" / "lexicon" / "lexicon.npz"

MAX_STEMS = 24  # a form's weakest stems beyond this are noise from rare senses
MAX_GLOSS_WORDS = 5  # a longer gloss is an explanation, not a translation
KANA_SHARE = 0.5  # a reading that has a written form is less certain to be this word
LOAN_WEIGHT = 1.0
RARE_MISC = (
    "archaism",
    "obsolete term",
    "obscure term",
    "slang",
    "derogatory",
    "vulgar",
    "jocular",
)
RARE_SHARE = 0.3
COMMON_MARKS = ("news1", "ichi1", "spec1", "gai1")
UNCOMMON_SHARE = 0.6

Weights: TypeAlias = "dict[str, dict[str, float]]"

_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LOAN = re.compile(r",([ァ-ヺー・]{2,})-([A-Za-z][A-Za-z .'’-]*)(?=,)")


def gloss_stems(gloss: str) -> list[str]:
    """Return the content stems of a gloss; empty when it is an explanation."""
    plain = _BRACKETED.sub(" ", gloss).removeprefix("to ").strip()
    stems = content_stems(plain)
    return stems if len(stems) <= MAX_GLOSS_WORDS else []


def read_jmdict(database: Path) -> Weights:
    """Read written forms and readings with the weighted stems of their senses."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    glosses: dict[int, list[str]] = defaultdict(list)
    for sid, text in connection.execute("SELECT sid, text FROM SenseGloss ORDER BY rowid"):
        glosses[sid].append(text)
    rare = {
        sid
        for sid, text in connection.execute("SELECT sid, text FROM misc")
        if text.startswith(RARE_MISC)
    }
    kana_only = {
        sid
        for sid, text in connection.execute("SELECT sid, text FROM misc")
        if "kana alone" in text
    }
    senses: dict[int, list[int]] = defaultdict(list)
    for sid, idseq in connection.execute("SELECT ID, idseq FROM Sense ORDER BY ID"):
        senses[idseq].append(sid)
    marks = ",".join("?" * len(COMMON_MARKS))
    common = {
        row[0]
        for table, source in (("KJP", "Kanji"), ("KNP", "Kana"))
        for row in connection.execute(
            f"SELECT {source}.text FROM {table} JOIN {source} ON {source}.ID = kid "  # noqa: S608  fixed names
            f"WHERE {table}.text IN ({marks})",
            COMMON_MARKS,
        )
    }
    written: dict[int, list[str]] = defaultdict(list)
    for idseq, text in connection.execute("SELECT idseq, text FROM Kanji ORDER BY ID"):
        written[idseq].append(text)
    spoken: dict[int, list[str]] = defaultdict(list)
    for idseq, text in connection.execute("SELECT idseq, text FROM Kana ORDER BY ID"):
        spoken[idseq].append(text)

    weights: Weights = defaultdict(lambda: defaultdict(float))
    for idseq, sids in senses.items():
        entry: dict[str, float] = defaultdict(float)
        for rank, sid in enumerate(sids):
            share = (RARE_SHARE if sid in rare else 1.0) / (1 + rank)
            for place, gloss in enumerate(glosses[sid]):
                stems = gloss_stems(gloss)
                for stem in stems:
                    entry[stem] += share / (1 + 0.3 * place) / len(stems)
        usually_kana = not written[idseq] or any(sid in kana_only for sid in sids)
        for form in written[idseq]:
            factor = 1.0 if form in common or len(written[idseq]) == 1 else UNCOMMON_SHARE
            for stem, weight in entry.items():
                weights[form][stem] += weight * factor
        for form in spoken[idseq]:
            factor = 1.0 if usually_kana else KANA_SHARE * (1.0 if form in common else 0.5)
            for stem, weight in entry.items():
                weights[form][stem] += weight * factor
    return weights


def add_loanwords(weights: Weights, system_dictionary: Path) -> int:
    """Add UniDic's loanword lemmas (クラウド-crowd), all senses; return how many there are."""
    text = system_dictionary.read_bytes().decode("utf-8", errors="ignore")
    pairs = sorted(set(_LOAN.findall(text)))
    for form, source in pairs:
        stems = content_stems(source)
        for stem in stems:
            entry = weights[form]
            entry[stem] = max(entry[stem], LOAN_WEIGHT / len(stems))
    return len(pairs)


def compile_arrays(weights: Weights) -> dict[str, np.ndarray]:
    """Lay the table out as arrays: forms and stems as UTF-8 blobs, rows in CSR form."""
    forms = sorted(form for form, entry in weights.items() if entry)
    kept = {
        form: sorted(weights[form].items(), key=lambda item: (-item[1], item[0]))[:MAX_STEMS]
        for form in forms
    }
    stems = sorted({stem for entry in kept.values() for stem, _ in entry})
    number = {stem: i for i, stem in enumerate(stems)}
    indptr, indices, values = [0], [], []
    for form in forms:
        entry = kept[form]
        top = entry[0][1]
        for stem, weight in entry:
            indices.append(number[stem])
            values.append(max(1, round(255 * weight / top)))
        indptr.append(len(indices))
    return {
        "forms": np.frombuffer("\n".join(forms).encode(), dtype=np.uint8),
        "stems": np.frombuffer("\n".join(stems).encode(), dtype=np.uint8),
        "indptr": np.array(indptr, dtype=np.uint32),
        "indices": np.array(indices, dtype=np.uint16 if len(stems) < 65536 else np.uint32),
        "weights": np.array(values, dtype=np.uint8),
    }


def main() -> int:
    """Build the file, or compare it with what a build would give (--check)."""
    import jamdict_data
    import unidic_lite

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("-o", "--output", type=Path, default=OUT)
    options = arguments.parse_args()
    weights = read_jmdict(Path(jamdict_data.__file__).parent / "jamdict.db")
    loans = add_loanwords(weights, Path(unidic_lite.DICDIR) / "sys.dic")
    arrays = compile_arrays(weights)
    np.savez_compressed(options.output, allow_pickle=False, **arrays)
    size = options.output.stat().st_size / 1e6
    print(
        f"{len(arrays['indptr']) - 1:,} forms, {len(arrays['indices']):,} weighted stems, "
        f"{loans:,} loanwords, {size:.1f} MB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
