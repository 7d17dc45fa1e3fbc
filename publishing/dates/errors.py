"""Why a date or a time zone was refused, in words an editor can act on."""

SHOWN = 40  # characters of the refused text that are repeated in the sentence

# code: what is wrong and what to write instead, in English, then in Chinese. {value} is the refused text.
SENTENCES = {
    "unreadable": (
        "“{value}” cannot be read as a date.",
        "Write the year first, month and day in two digits, for example 2024-05 or 2024-05-04/2024-05-16.",
        "無法讀取「{value}」這個日期。",
        "請依序寫四位數年份、兩位數月份及日期，例如2024-05或2024-05-04/2024-05-16。",
    ),
    "ends_before_start": (
        "“{value}” ends before it starts.",
        "Put the earlier date first, for example 2024-06-08/2024-06-09.",
        "「{value}」的結束日早於起始日。",
        "請把較早的日期寫在前面，例如2024-06-08/2024-06-09。",
    ),
    "year": (
        "The year in “{value}” is outside 1900 to 2199.",
        "Write a year of four digits, for example 2024-05.",
        "「{value}」的年份不在1900至2199之間。",
        "請寫四位數的年份，例如2024-05。",
    ),
    "too_long": (
        "“{value}” is too long for a date.",
        "Give one date or one range, for example 2024-06-08/2024-06-09.",
        "「{value}」太長，不像日期。",
        "請只寫一個日期或一段起訖日期，例如2024-06-08/2024-06-09。",
    ),
    "impossible_month": (
        "“{value}” names a month that does not exist.",
        "Months run from 01 to 12, for example 2024-05; quarters from 33 to 36; half-years are 40 and 41.",
        "「{value}」的月份不存在。",
        "月份為01至12，例如2024-05；各季為33至36；上、下半年為40、41。",
    ),
    "impossible_day": (
        "“{value}” names a day that is not in the calendar.",
        "Check the day, or leave it out if it is not known, for example 2024-02.",
        "「{value}」的日子在曆法上不存在。",
        "請查對日期；若不知道是哪一日，請略去不寫，例如2024-02。",
    ),
    "season": (
        "“{value}” names a season, and seasons differ between north and south.",
        "Use a quarter (33 to 36) or a half-year (40, 41), for example 2024-34 for April to June.",
        "「{value}」是季節，而南、北半球的季節不同。",
        "請改用季度（33至36）或上、下半年（40、41），例如4月至6月寫2024-34。",
    ),
    "part_in_range": (
        "“{value}” has a quarter or half-year within a range.",
        "Write the months instead, for example 2024-04/2024-09.",
        "「{value}」在起訖日期中用了季度或半年。",
        "請改寫月份，例如2024-04/2024-09。",
    ),
    "no_end_known": (
        "“{value}” gives neither a first nor a last day.",
        "Leave the date empty if it is to be advised, or give the known end, for example 2024-05-13/.",
        "「{value}」沒有起始日，也沒有結束日。",
        "日期未定時請留空，或寫出已知的一端，例如2024-05-13/。",
    ),
    "unspecified": (
        "“{value}” has letters in place of digits.",
        "Leave out what is not known, for example 2024-05 without a day, or 2020/2029 for the 2020s.",
        "「{value}」以字母代替數字。",
        "請略去不知道的部分，例如日期不明時寫2024-05，2020年代寫2020/2029。",
    ),
    "set": (
        "“{value}” is a list of dates.",
        "Give one date or one range, for example 2024-06-08/2024-06-09.",
        "「{value}」列出多個日期。",
        "請只寫一個日期或一段起訖日期，例如2024-06-08/2024-06-09。",
    ),
    "time": (
        "“{value}” holds a time of day.",
        "Write only the day, for example 2024-05-13; the time and its zone have fields of their own.",
        "「{value}」含有時刻。",
        "此處只寫日期，例如2024-05-13；時刻與時區另有欄位。",
    ),
    "zone": (
        "“{value}” is not a time zone we know.",
        "Use the IANA name of area and city, for example Asia/Taipei or Pacific/Auckland.",
        "「{value}」不是可辨識的時區。",
        "請用IANA的地區與城市名稱，例如Asia/Taipei或Pacific/Auckland。",
    ),
}


class DateError(ValueError):
    """A date or zone that cannot be kept. `code` is a key of SENTENCES, `value` the text that was refused."""

    def __init__(self, code: str, value: str):
        super().__init__(code, value)
        self.code = code
        self.value = value

    def __str__(self):
        return self.sentence_en

    @property
    def sentence_en(self) -> str:
        problem, remedy, _, _ = SENTENCES[self.code]
        return f"{problem.format(value=self._shown())} {remedy}"

    @property
    def sentence_zh(self) -> str:
        _, _, problem, remedy = SENTENCES[self.code]
        return problem.format(value=self._shown()) + remedy

    def _shown(self) -> str:
        """The refused text, short and without characters that cannot be seen or stored."""
        seen = "".join(character if character.isprintable() else "�" for character in self.value[:SHOWN])
        return seen + ("…" if len(self.value) > SHOWN else "")
