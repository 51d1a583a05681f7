"""English words by what they may do in a noun phrase: stand in it, begin it, end it, part it."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Function words that stand inside a term, never at its ends: cost of sales, research & development.
INSIDE = _set(
    "of for and the & to in by on with per a an or from using at as before after over through than"
)
DETERMINERS = _set("the a an")
# Function words that are a part of terms: other income, off-balance-sheet, own funds.
CONTENT = _set("other off own out under no not up down below above between own")
# Finite verbs and words of the sentence: no term goes on across them.
PARTING = _set(
    """is are was were be been being has have had do does did can could may might will would shall
    should must include includes included including provides become becomes became continue
    continues continued makes made takes took sees saw shows showed follows followed according
    regarding concerning expects seeks sought enables enabled allows allowed requires launched
    launches started starts began led remain remains remained achieves achieved focuses focused
    enters creates defines defined added adds wants needs gets gave gives lets contain contains
    contained performs performed applies occurs occurred appear appears appeared runs ran
    completes opens opened closes determines depends represents consists execute executes captures
    ended ending go goes went gone come comes came got
    etc e.g i.e eg ie however therefore because while also very already currently newly mainly
    approximately approx"""
)
# Words that neither begin nor end a term, though they may stand inside one.
_NOT_AT_ENDS = _set(
    """increase increases increased increasing decrease decreases decreased decreasing grow grows
    grew growing provide provided make making take taken taking use uses used see seen show shown
    follow following related expect expected expecting aim aims aimed seek enable allow allowing
    require required offer offers offered offering launch start starting leading achieve achieving
    focus select selects selected click clicks enter entered set sets specify specifies specified
    create created creating define add adding view views want need needed get let give given
    contain perform apply applied occur appearing run running complete open close closed closing
    determine determined associate associates associated depend depending based due such many
    several various certain some any each every another same different new available able
    necessary possible well strong higher lower greater further next last first second third one
    two three four five six seven eight nine ten twelve compare compared compares no not up down
    out under off"""
)
_MAY_BEGIN = _set(
    """other new leading closing opening running first second use lower higher next last same
    further available off strong under out no"""
)
_MAY_END = _set("use offer offering launch start focus increase decrease need view run set")
NOT_FIRST = (_NOT_AT_ENDS | PARTING) - _MAY_BEGIN
NOT_LAST = (_NOT_AT_ENDS | PARTING) - _MAY_END
# After these a verb is likelier than a noun.
BEFORE_VERBS = _set(
    """to can could may might will would shall should must not cannot you we they i it that which
    who do does please automatically"""
)
# Words in -ed that a preposition may follow within a term: assets related to leases.
ED_GOES_ON = _set("related need speed feed seed breed shed bed")

IRREGULAR_PLURALS = {
    "analyses": "analysis",
    "bases": "basis",
    "indices": "index",
    "criteria": "criterion",
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
}
NO_PLURALS = _set("sales series news overseas always plus gas bus business access process")
AMERICAN = {
    "labour": "labor",
    "centre": "center",
    "behaviour": "behavior",
    "colour": "color",
    "programme": "program",
    "licence": "license",
    "defence": "defense",
    "catalogue": "catalog",
    "fulfilment": "fulfillment",
    "enquiry": "inquiry",
}
