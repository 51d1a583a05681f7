"""What the small morphemes of compounds mean in English; dictionaries list them last or not at all.

総 is "tuft" and "whole" to a dictionary, "total" and "gross" in 契約総帯域 and 売上総利益.
"""

_TEXT = """
総 total gross overall general
非 non
不 non
未 un non
無 non free
新 new
旧 old former
大 large big
小 small
中 medium mid
高 high amount volume balance
低 low
多 multi
全 all total whole entire
純 net pure
再 re
副 vice deputy
超 ultra super over
準 quasi semi
被 insured
反 anti counter
対 anti against
各 each
他 other
主 main principal
前 previous pre former
後 post after
間 between inter
内 internal
外 external out
別 by per
者 person
員 member staff personnel
費 cost expense
料 fee charge rate
率 rate ratio margin percentage
額 amount
数 number count
量 volume amount quantity
金 fund money payment
権 right
網 network
業 business industry
機 machine device equipment
器 device equipment
型 type model
式 type formula method
系 system
先 destination customer
元 source
値 value
点 point
線 line
力 capability power strength ability
法 method act law
書 document report form statement
表 table list sheet statement
帳 book journal
票 slip
証 certificate
部 department division
室 office
課 section
局 bureau
省 ministry
庁 agency
社 company
店 store shop branch
物 thing
品 goods item product
財 goods
債 debt bond
税 tax
損 loss
益 gain profit
比 ratio comparison
差 difference
層 layer
域 area
性
化
的
等
体 body
家
所 office place
場 place
展 exhibition
会 meeting committee association
団 group
版 version edition
版 version
向け for
付き with
済み
用 use
"""

AFFIXES: dict[str, tuple[str, ...]] = {
    line.split()[0]: tuple(line.split()[1:]) for line in _TEXT.strip().splitlines()
}
