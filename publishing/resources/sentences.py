"""What can be wrong with a row on its way into the record. Plain code without Django.

Four texts for each code, as in publishing.sheets.sentences: what is wrong and what to do, in English, then in
Chinese.
"""

from publishing import sheets

SENTENCES = {
    "sheet_unknown": (
        "It is not plain what the rows of “{value}” are.",
        "Name the sheet after what its rows are: {names_en}.",
        "無法判斷「{value}」各列是什麼紀錄。",
        "請以紀錄的種類命名工作表：{names_zh}。",
    ),
    "sheet_of_several": (
        "The rows of “{value}” can be several things: {names_en}.",
        "Name the sheet after the one that is meant.",
        "「{value}」各列可能是下列幾種紀錄：{names_zh}。",
        "請把工作表命名為所指的一種。",
    ),
    "no_heading": (
        "No row of headings was found; looked for {names_en} …",
        "Write the headings in one row above the table.",
        "找不到標題列；尋找的是{names_zh}……",
        "請在表格上方用一列寫出各欄標題。",
    ),
    "heading_unknown": (
        "The heading “{value}” is not known.",
        "Say which column it is, or that it is to be left out; the answer is remembered.",
        "不認得標題「{value}」。",
        "請指明這是哪一欄，或說明略過；系統會記住答案。",
    ),
    "column_twice": (
        "“{value}” and “{other}” both stand for {column}.",
        "Delete one of the two columns.",
        "「{value}」與「{other}」都是{column}這一欄。",
        "請刪除其中一欄。",
    ),
    "map_unknown": (
        "“{value}” is no column of this sheet.",
        "Choose one of: {names}.",
        "「{value}」不是這張表的欄位。",
        "請選擇下列之一：{names}。",
    ),
    "key_missing": (
        "The row does not say which record it is: “{label_en}” is blank.",
        "Fill in every part of the key: {names_en}.",
        "這一列沒有指明是哪一筆紀錄：「{label_zh}」空白。",
        "請填寫識別欄位的每一部分：{names_zh}。",
    ),
    "row_twice": (
        "“{value}” stands in this import twice.",
        "Keep one of the two rows; if they are two records, give each a code of its own.",
        "「{value}」在這次匯入中出現兩次。",
        "兩列請保留一列；若確為兩筆紀錄，請各給一個代碼。",
    ),
    "match_of_several": (
        "Several records could be meant: {codes}.",
        "Write the code of the one that is meant.",
        "可能是指下列數筆紀錄：{codes}。",
        "請寫出所指紀錄的代碼。",
    ),
    "required": (
        "This cannot be blank.",
        "Fill in the cell.",
        "這一格不可空白。",
        "請填寫。",
    ),
    "column_missing": (
        "“{name}” is not in the record, and no new record can do without “{label_en}”, a column that the sheet lacks.",
        "Put the code or name right if a record is meant that is there; else add a column “{value}” and fill it in.",
        "紀錄中沒有「{name}」；新紀錄都須有「{label_zh}」，但表格沒有這一欄。",
        "若指已有的紀錄，請更正代碼或名稱；否則請加上「{label_zh}」（{value}）一欄並填寫。",
    ),
    "too_long": (
        "The text has {length} characters; at most {limit} fit.",
        "Shorten it; nothing is cut off here.",
        "文字有{length}個字元，最多{limit}個。",
        "請縮短；系統不會自行截斷。",
    ),
    "holds_unseen": (
        "The text holds a character that no text can hold (NUL).",
        "Type the text anew.",
        "文字中含有不應出現的字元（NUL）。",
        "請重新輸入文字。",
    ),
    "choice_unknown": (
        "“{value}” is none of the choices.",
        "Write one of: {names_en}.",
        "「{value}」不在選項之中。",
        "請寫下列之一：{names_zh}。",
    ),
    "not_whole": (
        "“{value}” is not a whole number.",
        "Write digits only.",
        "「{value}」不是整數。",
        "請只寫數字。",
    ),
    "reference_unknown": (
        "There is no record “{value}” among: {kind_en}.",
        "Write its code, or add it first, also earlier in this import.",
        "{kind_zh}中沒有「{value}」。",
        "請寫代碼，或先新增這筆紀錄；也可放在同一次匯入裡。",
    ),
    "reference_refused": (
        "“{value}” is in this import, but its own row is refused.",
        "Correct that row; this one needs nothing more.",
        "「{value}」在這次匯入之中，但其所在的列已被拒絕。",
        "請更正那一列；這一列不必另外處理。",
    ),
    "reference_of_several": (
        "“{value}” can mean several: {codes}.",
        "Write the code of the one that is meant.",
        "「{value}」可能是指{codes}。",
        "請寫出所指者的代碼。",
    ),
    "reference_ring": (
        "“{value}” would become a part of itself.",
        "Look at what each is part of.",
        "「{value}」會成為自己的一部分。",
        "請檢查各筆紀錄所屬的上層。",
    ),
    "file_not_kept": (
        "The file “{value}” is not among those kept here.",
        "Upload it at the desk; a sheet carries no files.",
        "此處沒有檔案「{value}」。",
        "請在編輯臺上傳；表格不帶檔案。",
    ),
    "value_refused": (
        "{reason_en}",
        "Correct the cell.",
        "{reason_zh}",
        "請更正這一格。",
    ),
    "rule_broken": (
        "{reason_en}",
        "Correct the row.",
        "{reason_zh}",
        "請更正這一列。",
    ),
    "value_taken": (
        "Another record has this already: {value}.",
        "Choose another, or give the code of the record that is meant.",
        "另一筆紀錄已使用：{value}。",
        "請改用別的，或寫出所指紀錄的代碼。",
    ),
    "state_left_out": (
        "The columns on publication are left out: {value}.",
        "What is new arrives as a draft; publish it at the desk.",
        "發布相關的欄位不匯入：{value}。",
        "新紀錄以草稿匯入，請在編輯臺發布。",
    ),
    "year_taken": (
        "“{value}” has no year; {year}, the host year of the row, was taken.",
        "Look whether that is right: a host year can begin in December of the year before.",
        "「{value}」沒有年份，採用這一列的主辦年{year}。",
        "請確認是否正確：主辦年可能從前一年12月開始。",
    ),
    "host_year_followed": (
        "The sheet has no column for the host year; it was taken from the dates.",
        "Add the column where that is not right: a host year can begin in December.",
        "表格沒有主辦年一欄，已依日期判定。",
        "如有不符，請加上這一欄：主辦年可能從12月開始。",
    ),
    "no_host_year": (
        "Without a date nobody can tell the host year, and the sheet has no column for it.",
        "Give a date, or add a column “host_year”.",
        "沒有日期就無法判定主辦年，表格也沒有這一欄。",
        "請填寫日期，或加上「主辦年」（host_year）一欄。",
    ),
    "place_unknown": (
        "“{value}” is no place of the record; what names it comes in without it.",
        "Add the place and hand the sheet in again, or add the stop at the desk.",
        "紀錄中沒有「{value}」這個地點；寫有此地點的各列匯入時不帶地點。",
        "請先新增地點再匯入一次，或在編輯臺補上。",
    ),
    "place_differs": (
        "The record has another place: {codes}; the sheet says {value}. Nothing was changed.",
        "Look which is right, and change it at the desk or in the sheet of stops.",
        "紀錄中的地點是{codes}，表格寫的是{value}；沒有更動。",
        "請查明何者正確，並在編輯臺或地點的表格中更改。",
    ),
    "language_parted": (
        "The heading names no language, and texts in both stand below it: from here on, some go to “{column_en}”.",
        "Look at them in the preview; or give each language a column of its own.",
        "標題沒有指明語言，而欄中兩種語言都有：自此列起，有些文字歸入「{column_zh}」。",
        "請在預覽中查看；或為兩種語言各設一欄。",
    ),
    "taken_for_new": (
        "The sheet has no column “{column_en}”: what is new becomes “{value_en}”.",
        "Change it at the desk, or add the column.",
        "表格沒有「{column_zh}」一欄：新紀錄記為「{value_zh}」。",
        "請在編輯臺更改，或加上這一欄。",
    ),
    "published_changes": (
        "Published records that change: {value}.",
        "Readers see the new text as soon as it is written.",
        "會變更的已發布紀錄：{value}筆。",
        "寫入後讀者立即看到新內容。",
    ),
    "locked_kept": (
        "“{value}” is locked for this record and stays as it is.",
        "An editor can unlock it at the desk.",
        "這筆紀錄的「{value}」已鎖定，保持不變。",
        "編輯可在編輯臺解除鎖定。",
    ),
    "too_many_problems": (
        "There are more than {value} problems; the rest are not listed.",
        "Correct these first and read the file again.",
        "問題超過{value}個，其餘未列出。",
        "請先更正這些，再重新讀取檔案。",
    ),
    "changed_meanwhile": (
        "Somebody saved one of these records while the file was being written.",
        "Start the import again; nothing was written.",
        "寫入檔案時，有人儲存了其中的紀錄。",
        "請重新匯入；尚未寫入任何內容。",
    ),
    "day_in_text": (
        "“{value}” is a date, and a text belongs here; a spreadsheet program makes one of a text such as {typed}.",
        "Format the cell as text and type it again.",
        "「{value}」是日期，這裡應為文字；試算表會把「{typed}」這類文字改成日期。",
        "請把儲存格的格式設為文字，再重新輸入。",
    ),
    "day_kept_as_text": (
        "“{value}” is a date in the workbook and was kept as this text.",
        "Should something else be meant, format the cell as text and type it again.",
        "「{value}」在活頁簿中是日期，已照此記為文字。",
        "如有不符，請把儲存格的格式設為文字，再重新輸入。",
    ),
    "typed_otherwise": (
        "“{value}” is no text in this file but a time, or yes or no.",
        "Format the cell as text and type what is meant.",
        "「{value}」在檔案中不是文字，而是時刻或是非值。",
        "請把儲存格的格式設為文字，再輸入所指的內容。",
    ),
}


class Problem(sheets.Problem):
    """A problem of a sheet, or of what its rows would make of the record."""

    __slots__ = ()

    def _say(self, which):
        if self.code not in SENTENCES:
            return super()._say(which)
        return SENTENCES[self.code][which].format(value=self.value, **self.details)


def refusal(code, value="", candidates=(), **details) -> sheets.SheetError:
    """A SheetError with one of the sentences above."""
    return sheets.SheetError(Problem(code, value, details=details, candidates=tuple(candidates)))
