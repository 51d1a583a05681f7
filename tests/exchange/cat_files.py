"""Files as the translation tools write them, with sentences of a made-up company."""

from __future__ import annotations

import gzip
import io
import zipfile

from openpyxl import Workbook

SDLXLIFF = """\ufeff<?xml version="1.0" encoding="utf-8"?>\
<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" \
xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0">\
<doc-info xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><rev-defs>\
<rev-def id="r1" type="Delete" author="a" date="04/01/2024 10:00:00" />\
<rev-def id="r2" author="a" date="04/01/2024 10:00:00" /></rev-defs>\
<cmt-defs><cmt-def id="c1"><Comments><Comment severity="Low">9,999億円?</Comment></Comments></cmt-def>\
</cmt-defs></doc-info>\
<file original="C:\\Projekte\\FY2024\\決算説明資料.pptx" source-language="ja-JP" \
datatype="x-sdlfilterframework2" target-language="en-US"><header>\
<reference><internal-file form="base64">UEsDBBQABgAIAAAAIQ==</internal-file></reference>\
<file-info xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><value key="SDL:FileId">5c</value></file-info>\
<tag-defs xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="5">\
<bpt name="cf" word-end="false" can-hide="true">&lt;cf bold="on"&gt;</bpt><ept name="cf">&lt;/cf&gt;</ept>\
</tag><tag id="7"><ph name="br" line-wrap="true">&lt;br/&gt;</ph></tag></tag-defs></header><body>
<trans-unit id="s0" translate="no"><source><x id="1" /></source></trans-unit>\
<group><sdl:cxts><sdl:cxt id="1" /></sdl:cxts>
<trans-unit id="6f0c-1"><source>売上高は<g id="5">1,282</g><g id="6">.0</g>億円でした。増益です。</source>\
<seg-source><g id="4"><mrk mtype="seg" mid="1">売上高は<g id="5">1,282</g><g id="6">.0</g>億円でした。</mrk>\
<mrk mtype="seg" mid="2">増益です。</mrk></g></seg-source>\
<target><g id="4"><mrk mtype="seg" mid="1">Net sales were \
<mrk mtype="x-sdl-deleted" sdl:revid="r1">¥12.8 trillion</mrk>\
<mrk mtype="x-sdl-added" sdl:revid="r2">¥<g id="5">128</g>.2 billion</mrk>.</mrk> \
<mrk mtype="seg" mid="2"><mrk mtype="x-sdl-comment" sdl:cid="c1">Profit</mrk> rose.</mrk></g></target>\
<sdl:seg-defs><sdl:seg id="1" conf="ApprovedTranslation" origin="tm" percent="100">\
<sdl:prev-origin origin="source" /></sdl:seg>\
<sdl:seg id="2" conf="Draft" origin="mt" /></sdl:seg-defs></trans-unit>
</group><group>
<trans-unit id="6f0c-2"><source>配当性向<x id="7" />30%</source>\
<seg-source><mrk mtype="seg" mid="3">配当性向<x id="7" />30%</mrk></seg-source>\
<target><mrk mtype="seg" mid="3" /></target>\
<sdl:seg-defs><sdl:seg id="3" /></sdl:seg-defs></trans-unit>
<trans-unit id="6f0c-3"><source>禁転載</source>\
<seg-source><mrk mtype="seg" mid="4">禁転載</mrk></seg-source>\
<target><mrk mtype="seg" mid="4">Do not copy</mrk></target>\
<sdl:seg-defs><sdl:seg id="4" conf="Translated" locked="true" /></sdl:seg-defs></trans-unit>
<trans-unit id="6f0c-4"><source>以上。</source>\
<seg-source><mrk mtype="seg" mid="5_x0020_a">以上。</mrk></seg-source>\
<target><mrk mtype="seg" mid="5_x0020_a">End.</mrk></target>\
<sdl:seg-defs><sdl:seg id="5_x0020_a" conf="RejectedSignOff" /></sdl:seg-defs></trans-unit>
<trans-unit id="lockTU_1" translate="no" sdl:locktype="Manual"><source>当社</source></trans-unit>
</group></body></file>
<file original="注記.docx" source-language="ja-JP" datatype="x-sdlfilterframework2" \
target-language="en-US"><header /><body><trans-unit id="n1"><source>百万円未満切捨て</source>\
<seg-source><mrk mtype="seg" mid="1">百万円未満切捨て</mrk></seg-source>\
<target><mrk mtype="seg" mid="1">Rounded down to millions of yen</mrk></target>\
<sdl:seg-defs><sdl:seg id="1" conf="Translated" /></sdl:seg-defs></trans-unit></body></file></xliff>"""

MQXLIFF = """<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:oasis:names:tc:xliff:\
document:1.2 xliff-core-1.2-transitional.xsd">
<file original="D:\\work\\決算短信.docx" source-language="ja" target-language="en-us" datatype="x-docx">
<header><tool tool-id="MQ" tool-name="memoQ" tool-version="9.4.11" tool-company="Kilgray" /></header>
<body>
<trans-unit id="1" help-id="1" xml:space="preserve" mq:status="ManuallyConfirmed" mq:segmentguid="g1">
<source xml:space="preserve">売上高は<bpt id="1" ctype="bold">{}</bpt>1,282<ept id="1">{}</ept>.0億円</source>
<target xml:space="preserve">Net sales were ¥<bpt id="1" ctype="bold">{}</bpt>128<ept id="1">{}</ept>.2 billion</target>
<context-group><context context-type="x-mmq-structural-context">表1</context></context-group>
<mq:minorversions><mq:historical-unit mq:status="NotStarted"><source>売上高は9億円</source>\
<target>Net sales were ¥0.9 billion</target></mq:historical-unit></mq:minorversions>
</trans-unit>
<trans-unit id="2" mq:status="PartiallyEdited" mq:segmentguid="g2">
<source xml:space="preserve"><ph id="1">&lt;mq:rxt displaytext="&amp;lt;b&amp;gt;" val="&amp;lt;b&amp;gt;"&gt;</ph>2<ph id="2">&lt;mq:rxt displaytext="&amp;lt;/b&amp;gt;" val="&amp;lt;/b&amp;gt;"&gt;</ph>期連続<ph id="3">&lt;mq:ch val="&amp;#x9;" /&gt;</ph>増益</source>
<target xml:space="preserve">Profit up for the second year</target></trans-unit>
<trans-unit id="3" mq:status="ConfirmedTranslator" mq:locked="locked" mq:segmentguid="g3">
<source xml:space="preserve">無断転載禁止</source><target xml:space="preserve">Do not copy</target></trans-unit>
<trans-unit id="4" mq:status="NotStarted" mq:segmentguid="g4">
<source xml:space="preserve">以上。</source><target xml:space="preserve"></target></trans-unit>
</body></file></xliff>"""

XLIFF_12 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="src/report.html" source-language="en-US" target-language="ja" datatype="html"><body>
<trans-unit id="t1" approved="yes"><source>Net sales were <g id="1">¥128</g>.2 billion.</source>
<target>売上高は1,282億円でした。</target>
<alt-trans><source>Net sales</source><target>純売上</target></alt-trans></trans-unit>
<group translate="no"><trans-unit id="t2"><source>https://example.invalid</source></trans-unit>
<trans-unit id="t3" translate="yes"><source>Dividends</source><target state="needs-review-translation">配当金</target></trans-unit></group>
<trans-unit id="t4"><source>First. Second.</source>
<seg-source><mrk mtype="seg" mid="0">First.</mrk> <mrk mtype="seg" mid="1">Second.</mrk></seg-source>
<target xml:lang="ja"><mrk mtype="seg" mid="1">第二。</mrk><mrk mtype="seg" mid="0">第一。</mrk></target></trans-unit>
<trans-unit id="t5"><source>Third. Fourth.</source>
<seg-source><mrk mtype="seg" mid="0">Third.</mrk> <mrk mtype="seg" mid="1">Fourth.</mrk></seg-source>
<target>第三。第四。</target></trans-unit>
<trans-unit id="t6"><source>Outlook</source></trans-unit>
<bin-unit id="b1" mime-type="image/png"><bin-source><internal-file form="base64">AA==</internal-file></bin-source></bin-unit>
</body></file></xliff>"""

XLIFF_2 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ja-JP" trgLang="en-GB">
<file id="f1" original="ir/説明会.pptx"><skeleton href="x.skl"/>
<unit id="u1"><originalData><data id="d1">&lt;b&gt;</data></originalData>
<segment id="s1" state="final"><source>売上高は1,282<pc id="1" dataRefStart="d1">.0</pc>億円</source>
<target>Net sales were ¥128<pc id="1">.2</pc> billion</target></segment>
<ignorable><source> </source></ignorable>
<segment id="s2" state="initial"><source>増収<ph id="2" equiv=""/>増益<sc id="3" type="fmt"/>です<ec startRef="3"/><cp hex="000B"/>と</source></segment></unit>
<group id="g1" translate="no"><unit id="u2"><segment><source>KHN</source></segment></unit>
<unit id="u3" translate="yes"><segment><source><mrk id="m1" type="term">配当</mrk></source><target>Dividend</target></segment></unit>
</group></file></xliff>"""

PO = r"""# Translations of a made-up company.
msgid ""
msgstr ""
"Content-Type: text/plain; charset={charset}\n"
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: report/sales.py:12 report/sales.py:40
#, python-format
msgctxt "heading"
msgid "売上高は%s億円"
msgstr ""
"Net sales were ¥%s "
"billion"

#, fuzzy
#| msgid "利益"
msgid "営業利益"
msgstr "Profit"

msgid "未訳"
msgstr ""

#: a.py:3
msgid "%d件の開示"
msgid_plural "%d件の開示"
msgstr[0] "%d disclosure"
msgstr[1] "%d disclosures"

msgid "\"注\"\n１株当たり\t配当"
msgstr "\"Note\"\nper share\tdividend"

#~ msgid "旧"
#~ msgstr "Old"
"""

TMX = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx{dtd}.dtd">
<tmx version="{version}"><header creationtool="TRADOS Translator's Workbench for Windows" \
creationtoolversion="Edition 7 Build 756" segtype="sentence" o-tmf="TW4Win 2.0 Format" \
adminlang="EN-US" srclang="JA" datatype="rtf"><prop type="RTFFontTable">{{\\fonttbl}}</prop></header>
<body><tu creationdate="20240401T000000Z"><prop type="Txt::Note">x</prop>\
<tuv {lang}="JA"><seg>売上高は{{b}}1,282{{/b}}.0億円㈱①</seg></tuv>\
<tuv {lang}="EN-US"><seg>Net sales were JPY 128.2 billion</seg></tuv></tu></body></tmx>
"""


def old_tmx(version: str, encoding: str) -> bytes:
    """TMX as the tools of that version wrote it."""
    marks = {
        "1.1": ("<ut>{\\b </ut>", "<ut>}</ut>"),
        "1.2": ("<bpt>{\\b </bpt>", "<ept>}</ept>"),
    }.get(version, ('<bpt i="1" type="bold">&lt;b&gt;</bpt>', '<ept i="1">&lt;/b&gt;</ept>'))
    text = TMX.format(
        encoding=encoding,
        dtd=version.replace(".", ""),
        version=version,
        lang="xml:lang" if version == "1.4" else "lang",
    )
    text = text.replace("{b}", marks[0]).replace("{/b}", marks[1])
    return text.encode("cp932" if encoding == "Shift_JIS" else encoding)


def mqxlz() -> bytes:
    """What memoQ zips: the MQXLIFF and what it needs to make the original again."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("skeleton.xml", "<skeleton/>")
        archive.writestr("document.mqxliff", MQXLIFF)
    return content.getvalue()


def workbook() -> bytes:
    """A workbook of a pair, as Excel saves it with and without macros."""
    book, content = Workbook(), io.BytesIO()
    for row in (("ja", "en"), ("売上高は1,282億円", "Net sales were ¥128.2 billion")):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def good_file(suffix: str) -> bytes:
    """A file that is read without an error, for each suffix that only comes in."""
    return {
        ".tmx.gz": gzip.compress(old_tmx("1.4", "UTF-8"), mtime=0),
        ".xliff": XLIFF_2.encode(),
        ".xlf": XLIFF_12.encode(),
        ".sdlxliff": SDLXLIFF.encode(),
        ".mqxliff": MQXLIFF.encode(),
        ".mqxlz": mqxlz(),
        ".xlsm": workbook(),
        ".po": PO.replace("{charset}", "UTF-8").encode(),
    }[suffix]
