"""Which letters do these bytes stand for? Plain functions without Django.

A byte order mark decides; then UTF-8, which other encodings hardly ever fit by accident; then, between Big5 and
GB18030, whichever reads as everyday Chinese. Both accept most pairs of bytes, so validity alone decides little:
both standards keep the characters in everyday use in a first level (Big5: 0xA440 to 0xC67E, 5,401 characters,
CNS 11643 plane 1; GB 2312: rows 16 to 55, 3,755 characters), and a text read in the wrong one falls outside it.
"""

import codecs
import re

from .problems import SheetError
from .sources import Source

PIECE = 256 * 1024
SAMPLED = 256 * 1024  # bytes looked at to tell Big5 from GB18030
MARKS = (
    (b"\xff\xfe\0\0", None),  # UTF-32, which nobody writes sheets in
    (b"\0\0\xfe\xff", None),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Frequent in sheets about meetings and in any Chinese text: a little extra for the encoding that shows them.
EVERYDAY = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而"
    "方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應"
    "開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道"
    "命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長"
    "求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指名稱編號議際際濟委論壇組織單位備註地點連結語"
    "类备注称议际济坛织单点连结语这为个国时来们对会发动过说产种学经进电里实两体机当应开还从业样与关线内数气变条没"
    "问无系军总设长图边级统计较将组见别论运农济标题员间点东车书买"
    "臺台北灣湾澳洲汶萊莱加拿智利香港印尼韓韩馬马來西亞亚墨哥紐纽蘭兰巴布幾几內秘祕魯鲁菲律賓宾俄羅罗斯新泰美越南京"
    "陳陈林黃黄張张李王吳吴劉刘蔡楊杨許许鄭郑謝谢郭洪邱曾廖賴赖徐周葉叶蘇苏莊庄呂吕江何蕭萧高潘簡简朱鍾钟彭游詹胡"
    "施沈余盧卢梁趙赵顏颜柯翁魏孫孙戴范宋鄧邓杜傅侯曹薛丁卓阮董唐藍蓝石蔣蒋姚馮冯歐欧湯汤田康姜汪白鄒邹黎嚴严袁金"
)
CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
ODD = re.compile("[\ue000-\uf8ff\u0080-\u009f\ufffd]")  # private use, control characters
# Punctuation of Chinese, kana and forms of full width, as plausible as a letter.
USUAL = re.compile(
    "[\u3000-\u30ff\uff00-\uffef\u2010-\u2027\u00b7\u30fb\u25cb\u25cf\u2713\u2500-\u257f\u00d7]"
)
PLAUSIBLE = 0.75
AHEAD = 0.1  # by how much the likelier one must be so
FAMILIAR = 0.1  # share of everyday characters below which it is hardly Chinese at all


def decide(source: Source, encoding: str = "") -> str:
    """The codec for a text: "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp950", "big5hkscs" or
    "gb18030"; with `encoding`, that one if it fits. Raises SheetError where that cannot be told.
    """
    if encoding:
        try:
            name = codecs.lookup(encoding).name
            codecs.getincrementaldecoder(name)("strict").decode(b"")
        except (LookupError, TypeError, ValueError) as error:
            raise SheetError("encoding_wrong", encoding=encoding[:20]) from error
        if fits(source, name) is not None:
            raise SheetError("encoding_wrong", encoding=encoding)
        return name
    head = source.head(PIECE)
    for mark, name in MARKS:
        if head.startswith(mark):
            if name is None or fits(source, name) is not None:
                raise SheetError("encoding_unknown")
            return name
    if b"\0" in head:
        return _sixteen(source, head)
    if fits(source, "utf-8") is None:
        return "utf-8"
    return _chinese(source)


def fits(source: Source, encoding: str) -> int | None:
    """None if every byte can be read in an encoding, else about where (in bytes) it first cannot."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    at = 0
    with source.open() as file:
        try:
            while piece := file.read(PIECE):
                decoder.decode(piece)
                at += len(piece)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return at
    return None


def _sixteen(source, head):
    """UTF-16 without its mark: digits, commas and line ends have a zero on one side only."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # One stray NUL makes no UTF-16.
    is_usual = max(even, odd) * 100 >= len(head)
    if is_usual and min(even, odd) * 20 <= max(even, odd) and source.size % 2 == 0:
        name = "utf-16-be" if even > odd else "utf-16-le"
        if fits(source, name) is None:
            text = head[: len(head) // 2 * 2].decode(name, "replace")
            if "\0" not in text and ("\n" in text or "\r" in text) and not ODD.search(text.rstrip("\ufffd")):
                return name
    raise SheetError("holds_nul")


def _chinese(source):
    """Big5 or GB18030, by what reads as Chinese. Other encodings of one byte a letter are not guessed at."""
    sample = _not_ascii(source)
    scores = {}
    for name in ("cp950", "big5hkscs", "gb18030"):
        if name == "big5hkscs" and "cp950" in scores:
            continue
        if fits(source, name) is None:
            scores[name] = plausibility(sample, name)
    first, *others = sorted(scores, key=scores.get, reverse=True) or [""]
    if not first or scores[first] < PLAUSIBLE or any(scores[name] > scores[first] - AHEAD for name in others):
        raise SheetError("encoding_unknown")
    return first


def plausibility(sample: bytes, encoding: str) -> float:
    """How much of a text is everyday Chinese when read in an encoding, from 0 to a little over 1."""
    decoder = codecs.getincrementaldecoder(encoding)("ignore")
    letters = [character for character in decoder.decode(sample) if ord(character) > 127]
    if not letters:
        return 0.0
    points, familiar = 0.0, 0
    for character in letters:
        if USUAL.match(character):
            points += 0.9
        elif not CHINESE.match(character) or ODD.match(character):
            continue
        else:
            known = character in EVERYDAY
            familiar += known
            points += _level(character, encoding) + (0.5 if known else 0)
    return points / len(letters) if familiar >= FAMILIAR * len(letters) else 0.0


def _level(character, encoding):
    """1 for a character of the first level of its standard, less for rarer ones."""
    try:
        pair = character.encode(encoding)
    except UnicodeEncodeError:
        return 0
    if len(pair) != 2:
        return 0
    if encoding == "gb18030":
        if pair[1] < 0xA1:  # GBK's additions: rare in GB texts, plenty when Big5 is misread
            return 0
        return 1 if 0xB0 <= pair[0] <= 0xD7 else 0.5 if pair[0] <= 0xF7 else 0
    return 1 if 0xA4 <= pair[0] <= 0xC6 else 0.3 if 0xC9 <= pair[0] <= 0xF9 else 0


def _not_ascii(source):
    """The lines of the first part that are not plain ASCII; all of them, or the last pair would be cut."""
    kept, size = [], 0
    with source.open() as file:
        while size < SAMPLED and (line := file.readline(SAMPLED)):
            if not line.isascii():
                kept.append(line)
                size += len(line)
    return b"".join(kept)
