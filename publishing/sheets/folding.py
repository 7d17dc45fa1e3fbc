"""Texts made plain, so that the same name written in two ways is the same. Plain functions without Django."""

import re
import unicodedata

# Marks that come along when a cell is copied; nobody sees them.
UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\u202a\u202c"))
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
QUOTES = {ord(mark): "'" for mark in "\u2018\u2019\u02bc\u2032\u0060\u00b4\uff07"}
QUOTES |= {ord(mark): '"' for mark in "\u201c\u201d\u2033\uff02"}
# The spellings of one character that Chinese sheets mix; the first of each pair is what it is folded to.
VARIANTS = str.maketrans("臺祕爲麽裏衞敎", "台秘為麼裡衛教")
# Simplified characters in our headings and in the names of economies and fora, and what they are compared as; 劃 is
# among them, for 划 can be either.
TRADITIONAL = str.maketrans(
    "与专业东举么义乡书争于亚产优伙会体儿兰关内写农况准几击划则创别劃办务动劳区医华协单卫历参双发变号后员咨团国图场坛处备妇学宾对导层届属应开张强录态总护报据摄数断时显暂术机权来构标栏"
    "档横汇济渔游湾灾点状独环电画疗矿码碍种称税竞筹简类粮系紧级纪纬纵纽组经结统继续编缩网罗职联莱装观规览计订讨讫议讯论访证词译话询语说诺读谁调财责质贪贸资车输边过运进连采针长门问间阅队"
    "阶际陆隶难韩顺顾预领题饰马骤鲁龄",
    "與專業東舉麼義鄉書爭於亞產優夥會體兒蘭關內寫農況準幾擊畫則創別畫辦務動勞區醫華協單衛歷參雙發變號後員諮團國圖場壇處備婦學賓對導層屆屬應開張強錄態總護報據攝數斷時顯暫術機權來構標欄"
    "檔橫彙濟漁遊灣災點狀獨環電畫療礦碼礙種稱稅競籌簡類糧係緊級紀緯縱紐組經結統繼續編縮網羅職聯萊裝觀規覽計訂討訖議訊論訪證詞譯話詢語說諾讀誰調財責質貪貿資車輸邊過運進連採針長門問間閱隊"
    "階際陸隸難韓順顧預領題飾馬驟魯齡",
)
# What Unicode calls a space, and the control characters that stand for one.
SPACES = re.compile(r"\s+")
# A space beside a Chinese character says nothing.
BESIDE_HAN = re.compile(r"(?<=[\u3000-\u9fff\uf900-\ufaff]) | (?=[\u3000-\u9fff\uf900-\ufaff])")


def plain(text: str) -> str:
    """Full-width forms in their plain width, one blank between words, nothing unseen; letters stay as they are."""
    if text.isascii():
        return SPACES.sub(" ", text).strip()
    return SPACES.sub(" ", unicodedata.normalize("NFKC", text.translate(UNSEEN))).strip()


def fold(text: str) -> str:
    """A name for comparing: `plain`, without case, one kind of hyphen and quotation mark, 臺 as 台."""
    text = plain(text)
    if text.isascii():
        return text.casefold().replace("`", "'")
    text = text.translate(HYPHENS).translate(QUOTES).translate(VARIANTS)
    return unicodedata.normalize("NFKC", BESIDE_HAN.sub("", text).casefold())


def traditional(text: str) -> str:
    """A folded name for comparing, in traditional characters as far as names of ours need them."""
    return text if text.isascii() else text.translate(TRADITIONAL)


# Signs that say something about a heading and belong to no name: Date*, 日期：, Date(s), 名稱（必填）.
DECORATION = re.compile(r"^[*•]+|\((?:s|required|optional|必填|選填|必要)\)|[\s:*#]+$")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


def spellings(heading: str) -> tuple[str, ...]:
    """A heading as it may be known, folded: as it stands, without signs around it, and in traditional characters."""
    folded = fold(heading)
    bare = fold(DECORATION.sub("", folded))
    return tuple(dict.fromkeys((folded, bare, traditional(bare))))


def halves(heading: str) -> tuple[str, ...]:
    """The two languages of a heading such as 日期 Date or Meeting／會議, folded; nothing where it has only one."""
    folded = spellings(heading)[-1]
    parts = ["".join(HAN.findall(folded)), HAN.sub(" ", folded)]
    parts = [fold(DECORATION.sub("", part.strip(" /|-,()"))) for part in parts]
    return tuple(parts) if all(parts) else ()


# Not all of NFKC: that would also turn a footnote mark into a digit.
WIDE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (0x3000, *range(0xFE50, 0xFE70), *range(0xFF01, 0xFF5F))
    if unicodedata.decomposition(chr(code)).startswith(("<wide>", "<small>"))
}
NARROWED = UNSEEN | WIDE


def narrow(text: str) -> str:
    """Full-width letters, digits and signs in their plain width, blanks reduced; all else as it is."""
    if not text.isascii():
        text = text.translate(NARROWED)
    return SPACES.sub(" ", text).strip()
