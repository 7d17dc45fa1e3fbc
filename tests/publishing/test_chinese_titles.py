"""A long Chinese title is broken between words, where the words are known, and nowhere within one."""

import pytest

from publishing.chinese import with_breaks
from tests import make


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        (
            "HRDWG專家對話：利用數位策略實現身心障礙人士的包容及賦權",
            "HRDWG專家|對話：利用|數位|策略|實現|身心障礙人士的|包容|及賦權",
        ),
        ("第二次資深官員會議（SOM2）及相關會議", "第二次|資深官員會議（SOM2）及相關|會議"),
        ("共同建構「阿雷基帕目標」", "共同|建構「阿雷基帕目標」"),
        ("2024年第49屆人力資源發展工作小組", "2024年|第49屆|人力資源|發展|工作小組"),
        ("Second Senior Officials’ Meeting", "Second Senior Officials’ Meeting"),
        ("某甲某乙某丙", "某甲某乙某丙"),
        ("", ""),
    ],
)
def test_breaks_stand_around_words_and_not_beside_marks(title, broken):
    assert with_breaks(title) == broken.replace("|", "<wbr>")


@pytest.mark.django_db
def test_a_heading_has_them_in_chinese_alone_and_nothing_gets_out_of_it(client):
    make.make_meeting(slug="one", name_en="Ministers’ <b>day</b>", name_zh_hant="部長會議<b>紀錄</b>")
    chinese = client.get("/zh-hant/meetings/one/").content.decode()
    heading = chinese.partition("<h1>")[2].partition("</h1>")[0]
    assert heading.startswith("部長<wbr>會議")
    assert heading.replace("<wbr>", "") == "部長會議&lt;b&gt;紀錄&lt;/b&gt;"
    assert "<title>部長會議&lt;b&gt;紀錄&lt;/b&gt;" in chinese
    assert "<h1>Ministers’ &lt;b&gt;day&lt;/b&gt;</h1>" in client.get("/en/meetings/one/").content.decode()


@pytest.mark.django_db
def test_a_title_that_fell_back_is_marked_and_broken(client):
    make.make_topic(slug="only", name_en="", name_zh_hant="身心障礙融合")
    page = client.get("/en/topics/only/").content.decode()
    assert '<h1><span lang="zh-Hant">身心障礙<wbr>融合</span></h1>' in page
