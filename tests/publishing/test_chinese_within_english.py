"""Chinese within an English text is marked as Chinese, so that no English voice tries to read it."""

import pytest
from django.utils import translation

from publishing.languages import Text
from publishing.templatetags.words import mark_chinese, marked

ZH = '<span lang="zh-Hant">{}</span>'


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("the article adds 政策 (policy).", f"the article adds {ZH.format('政策')} (policy)."),
        (
            "Both 中華臺北 and 中華台北 are written.",
            f"Both {ZH.format('中華臺北')} and {ZH.format('中華台北')} are written.",
        ),
        (
            "its caption says 2018年APEC領袖峰會 and",
            f"its caption says {ZH.format('2018年APEC領袖峰會')} and",
        ),
        (
            "note 1 has 勞工、就業與社會保障, the text",
            f"note 1 has {ZH.format('勞工、就業與社會保障')}, the text",
        ),
        ("In 2024, 21 economies agreed.", "In 2024, 21 economies agreed."),
    ],
)
def test_each_stretch_is_marked(said, shown):
    assert marked(Text(said, "en", fell_back=False)) == shown


def test_what_an_editor_wrote_is_escaped_all_the_same():
    shown = marked(Text("<b>採認</b> & more", "en", fell_back=False))
    assert shown == f"&lt;b&gt;{ZH.format('採認')}&lt;/b&gt; &amp; more"


def test_a_chinese_text_needs_no_marks():
    assert (
        marked(Text("官方名稱為High-Level Dialogue on Mining", "zh-hant", fell_back=False)).count("span") == 0
    )


def test_an_english_text_on_a_chinese_page_is_marked_outside_and_in():
    assert marked(Text("or 採認", "en", fell_back=True)) == f'<span lang="en">or {ZH.format("採認")}</span>'


def test_another_spelling_of_a_name_is_marked_on_an_english_page_only():
    with translation.override("en"):
        assert mark_chinese("專業部長會議") == ZH.format("專業部長會議")
    with translation.override("zh-hant"):
        assert mark_chinese("專業部長會議") == "專業部長會議"
