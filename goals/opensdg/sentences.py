"""What can be wrong with Open SDG data on their way into the record. Plain code without Django.

Four texts for each code, as in publishing.sheets.sentences: what is wrong and what to do, in English, then in
Chinese.
"""

from publishing import sheets

SENTENCES = {
    "economy_needed": (
        "Whose figures these are is not said.",
        "Name the economy: --economy CDA.",
        "沒有說明這些數字屬於哪個經濟體。",
        "請指明經濟體，例如：--economy CDA。",
    ),
    "source_unknown": (
        "There is no source “{value}”.",
        "Give the code of a source in the record, or leave --source out to have one made as a draft.",
        "沒有「{value}」這項來源。",
        "請給出紀錄中來源的代碼；不寫 --source 則會建立一筆來源草稿。",
    ),
    "release_odd": (
        "“{value}” is no name for a release.",
        "Use at most 30 letters, digits, points and hyphens.",
        "「{value}」不能作為發布版本的名稱。",
        "請用至多30個字母、數字、句點與連字號。",
    ),
    "heading_for_nothing": (
        "“{value}” names no field of a reading.",
        "Write --map HEADING=field with one of: {fields}.",
        "「{value}」不是數據的欄位。",
        "請寫 --map 標題=欄位，欄位為下列之一：{fields}。",
    ),
    "number_odd": (
        "The name of the file gives the indicator the number “{value}”, which no address can hold.",
        "Use letters, digits, points and hyphens, at most 60.",
        "檔名中的指標編號「{value}」無法作為網址。",
        "請用字母、數字、句點與連字號，至多60個。",
    ),
    "one_indicator_twice": (
        "Two files are about the indicator {value}.",
        "Keep one of them.",
        "有兩個檔案都是指標{value}。",
        "請只保留其中一個。",
    ),
    "period_too_long": (
        "The period “{value}” is longer than 30 characters.",
        "Keep the year and a short label in this column.",
        "期間「{value}」超過30個字元。",
        "這一欄請只保留年份與簡短標示。",
    ),
    "period_odd": (
        "The period “{value}” does not begin with a year between 1900 and 2199.",
        "Begin with the year: 2019, 2019-Q2 or 2015/16.",
        "期間「{value}」不是以1900至2199之間的年份開頭。",
        "請以年份開頭：2019、2019-Q2或2015/16。",
    ),
    "year_lost": (
        "The value {value} stands beside “{year}”, which is no year.",
        "Write the year, or delete the value.",
        "數值{value}旁的「{year}」不是年份。",
        "請寫出年份，或刪除數值。",
    ),
    "breakdown_too_long": (
        "What breaks this figure down takes more than 300 characters.",
        "Shorten the headings or the words: “{value}”.",
        "這個數字的分類說明超過300個字元。",
        "請縮短標題或用詞：「{value}」。",
    ),
    "two_values": (
        "Row {other} gives another value for the same period and group.",
        "Keep one of the two rows, or tell them apart in a column.",
        "第{other}列對同一期間與群體給了不同的數值。",
        "請保留其中一列，或用一欄加以區分。",
    ),
    "below_lowest": (
        "{value} is below the lowest possible value of this indicator, {limit}.",
        "Check the figure and its unit.",
        "{value}低於這項指標可能的最小值{limit}。",
        "請檢查數字與單位。",
    ),
    "above_highest": (
        "{value} is above the highest possible value of this indicator, {limit}.",
        "Check the figure and its unit.",
        "{value}高於這項指標可能的最大值{limit}。",
        "請檢查數字與單位。",
    ),
    "record_refused": (
        "{value} cannot be: {reason_en}",
        "Correct it in the file, or in the record.",
        "{value} 無法成立：{reason_zh}",
        "請在檔案或紀錄中更正。",
    ),
    "changed_meanwhile": (
        "Somebody else changed the record while this was being written.",
        "Run the command again.",
        "寫入期間，紀錄被他人更動。",
        "請再執行一次。",
    ),
    "shortened": (
        "The text is longer than {limit} characters: “{value}”",
        "The record has it shortened.",
        "文字超過{limit}個字元：「{value}」",
        "紀錄中的文字已縮短。",
    ),
    "settings_odd": (
        "The progress settings say {value}, which is no such thing.",
        "The setting is left out; correct it in the metadata.",
        "進展設定寫著{value}，無法理解。",
        "該設定已略過；請在詮釋資料中更正。",
    ),
    "several_series": (
        "{value} series of this indicator have progress settings of their own.",
        "They stay in the metadata; an indicator of the record has one target an economy and year.",
        "這項指標有{value}個序列各有進展設定。",
        "這些設定保留在詮釋資料中；紀錄中的指標，每個經濟體每年只有一個目標值。",
    ),
    "limit_passed": (
        "The limit {value} is already passed by a figure.",
        "It is not taken over.",
        "已有數字超過界限{value}。",
        "不採用這個界限。",
    ),
    "stays_published": (
        "{value} is published and says otherwise than the file: {fields}.",
        "What is published stays; change it at the desk if the file is right.",
        "{value}已發布，且與檔案不同：{fields}。",
        "已發布的內容保持不變；若檔案正確，請在編輯臺更改。",
    ),
    "stays_edited": (
        "{value} says otherwise than the file, and not because of an import: {fields}.",
        "The record stays as it is; change it at the desk if the file is right.",
        "{value}與檔案不同，且不是由匯入造成：{fields}。",
        "紀錄保持不變；若檔案正確，請在編輯臺更改。",
    ),
    "named_otherwise": (
        "The record knows {number} by another name: “{value}”.",
        "The figures join it. Where they are not of the same kind, give the file a number of its own, such as indicator_own-1.csv.",
        "紀錄中的{number}另有名稱：「{value}」。",
        "數字歸入這項指標。若不是同一種數字，請為檔案另取編號，例如indicator_own-1.csv。",
    ),
    "readings_edited": (
        "Readings edited here and unchanged in the file: {value}.",
        "They stay as they were edited.",
        "在此編輯過、檔案未變的數據：{value}筆。",
        "保持編輯後的數值。",
    ),
    "no_longer_there": (
        "Readings of an earlier import that the file no longer has: {value}.",
        "They stay in the record; withdraw them at the desk if they were wrong.",
        "先前匯入、檔案中已沒有的數據：{value}筆。",
        "保留在紀錄中；若有錯誤，請在編輯臺撤回。",
    ),
    "new_release": (
        "Published readings are revised by this file: {value}.",
        "All of the file is written as drafts of the release {release}; what is published stays until they are published.",
        "這個檔案修正了已發布的數據：{value}筆。",
        "整個檔案寫成版本{release}的草稿；已發布的數據在草稿發布前保持不變。",
    ),
}


class Problem(sheets.Problem):
    """A problem of a sheet, or of what becomes of it here."""

    __slots__ = ()

    def _say(self, which):
        if self.code not in SENTENCES:
            return super()._say(which)
        return SENTENCES[self.code][which].format(value=self.value, **self.details)
