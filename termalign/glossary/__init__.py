"""The glossary: a SQLite file of concepts, their terms in both languages, and what was decided.

`Glossary` is the store; `lookup` asks it for one term. Nothing heavy is imported here: a lookup
answers before the finger leaves the key.
"""

from termalign.glossary.entries import Change, Concept, Tally, Term
from termalign.glossary.location import default_path
from termalign.glossary.search import Answer, lookup
from termalign.glossary.several import Glossaries
from termalign.glossary.store import Glossary

__all__ = [
    "Answer",
    "Change",
    "Concept",
    "Glossaries",
    "Glossary",
    "Tally",
    "Term",
    "default_path",
    "lookup",
]
