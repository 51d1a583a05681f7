"""Text made safe: what leaves is well-formed for any reader, and what was dropped is counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from termalign.exchange.safety import SafeText

ANY_TEXT = st.text(
    st.characters() | st.sampled_from("\x00\x0b\x1b\ud800\ufdd0\ufffe\uffff\U0010ffff")
)


@given(ANY_TEXT)
def test_what_is_safe_is_taken_by_xml_and_utf_8(text: str):
    safe = SafeText()(text)
    element = etree.Element("seg")
    element.text = safe
    back = etree.fromstring(etree.tostring(element, encoding="utf-8")).text or ""
    assert back == safe
    assert safe.encode().decode() == safe


@given(ANY_TEXT)
def test_what_is_dropped_is_counted_and_the_rest_stays_in_order(text: str):
    make_safe = SafeText()
    safe = make_safe(text)
    dropped = len(text) - len(safe)
    assert make_safe.remarks() == ((f"control characters left out: {dropped}",) if dropped else ())
    rest = iter(text)
    assert all(character in rest for character in safe)
    assert SafeText()(safe) == safe


def test_ordinary_text_is_untouched():
    for text in ("営業利益\t\n\r①㈱△💹", "\ue000 a private sign", "e\u0301"):
        assert SafeText()(text) == text
