"""English words that tell whether a sentence goes on: abbreviations, and words at its ends."""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# After these a full stop never ends a sentence.
ALWAYS_GO_ON = _listed(
    "mr mrs ms dr prof messrs hon st vs cf e.g i.e approx viz figs incl excl est"
)
# They go on before a figure: No. 12, pp. 3-5, Jan. 31, Sec. 2, P. 21, Fig. 3
GO_ON_TO_FIGURE = _listed(
    """no nos vol vols p pp art sec ch par note notes fig ver rev
    jan feb mar apr may jun jul aug sep sept oct nov dec"""
)
# They end a sentence only before a word that opens one: … of Example Co., Ltd. The company …
MAY_END = _listed(
    """inc co ltd corp llc plc pte pty bhd sdn u.s u.k e.u u.s.a etc jr sr bros dept div assoc mfg
    intl no nos a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec"""
)
# Names with a sign that elsewhere ends a sentence: Yahoo! Japan
NAMES_WITH_STOP = _listed("yahoo")

# Words that open a sentence, whatever stands before.
OPENERS = _listed(
    """the a an in on at as it its this that these those we our they their he she his her for from
    to by with within without however moreover furthermore also if when while after before during
    since although though because under of please there such both each all and but or so
    regarding concerning based due compared net total meanwhile therefore thus accordingly
    additionally overall besides further note what who why how is are was were has have can could
    would should may will do does did not no yes"""
)

# At the end of a line they say that the line goes on: "issues for", "an economy of", "in Apr."
UNFINISHED = _listed(
    """a an the of and or to for in on at by from with without as that which who whose is are was
    were be been has have had our its their this these those into than per via through under over
    between among including such not no will would may can should but if when while about & with
    approx. incl. excl. vs. e.g. i.e. No. Nos. Co. Mr. Ms. Dr. U.S. Jan. Feb. Mar. Apr. Jun. Jul.
    Aug. Sep. Sept. Oct. Nov. Dec."""
)
# Of them, those that end no label either: "now on" and "sold in" do, "Operation and" does not.
NEVER_LAST = _listed("a an the of and or to for with our its their &")
