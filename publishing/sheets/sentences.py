"""What can be wrong with a sheet, in words an editor can act on.

Each code has four texts: what is wrong and what to do, in English, then in Chinese. {value} is the text in
question, shortened; other names in braces are details that the finder gives.
"""

FILES = {
    "empty": (
        "The file is empty.",
        "Save it again from the program it was made with.",
        "檔案是空的。",
        "請從原來的程式重新存檔。",
    ),
    "nothing_in_it": (
        "There is no row in the file.",
        "Write the headings in the first row and the records below them.",
        "檔案中沒有任何一列資料。",
        "請在第一列寫欄名，下方填寫紀錄。",
    ),
    "not_found": (
        "“{value}” is not there.",
        "Check the name of the file or folder.",
        "找不到「{value}」。",
        "請檢查檔案或資料夾的名稱。",
    ),
    "unknown_kind": (
        "This is no file that we can read.",
        "Save it as XLSX, ODS or CSV UTF-8; calendars as ICS.",
        "無法辨識這個檔案的格式。",
        "請存成XLSX、ODS或CSV UTF-8；行事曆請存成ICS。",
    ),
    "old_excel": (
        "This is a workbook of Excel 2003 or older.",
        "Open it and save it as XLSX.",
        "這是Excel 2003或更早版本的活頁簿。",
        "請開啟後另存成XLSX。",
    ),
    "binary_workbook": (
        "This is a binary workbook (XLSB).",
        "Open it and save it as XLSX.",
        "這是二進位活頁簿（XLSB）。",
        "請開啟後另存成XLSX。",
    ),
    "encrypted": (
        "The file is protected with a password.",
        "Remove the password and save it again.",
        "檔案設有密碼。",
        "請移除密碼後重新存檔。",
    ),
    "too_big": (
        "The file holds more than {limit} MB.",
        "Split it into smaller files.",
        "檔案超過{limit} MB。",
        "請分成較小的檔案。",
    ),
    "broken": (
        "The file is damaged and cannot be opened.",
        "Save it again from the program it was made with, or send it once more.",
        "檔案已損毀，無法開啟。",
        "請從原來的程式重新存檔，或重新傳送一次。",
    ),
    "too_many_files": (
        "There are more than {limit} files inside.",
        "Put only the sheets to be read into the folder or archive.",
        "裡面超過{limit}個檔案。",
        "資料夾或壓縮檔中請只放要讀取的表格。",
    ),
    "archive_in_archive": (
        "“{value}” is an archive inside the archive.",
        "Unpack it and put its files directly into the archive.",
        "「{value}」是壓縮檔中的壓縮檔。",
        "請先解壓縮，把其中的檔案直接放進壓縮檔。",
    ),
    "unpacks_too_big": (
        "Unpacked, the file would hold more than {limit} MB.",
        "Split it into smaller files.",
        "解壓縮後會超過{limit} MB。",
        "請分成較小的檔案。",
    ),
    "unpacks_too_far": (
        "“{value}” unpacks to more than {limit} times its size, as a file made to do harm does.",
        "Save it again from the program it was made with.",
        "「{value}」解壓縮後會膨脹到{limit}倍以上，與惡意檔案相似。",
        "請從原來的程式重新存檔。",
    ),
    "unsafe_name": (
        "“{value}” is a name that leads out of the archive, or a link.",
        "Pack plain files and folders only.",
        "「{value}」這個名稱指向壓縮檔以外，或是一個連結。",
        "請只壓縮一般的檔案與資料夾。",
    ),
    "name_twice": (
        "“{value}” is in the archive twice.",
        "Pack it again, with each file once.",
        "壓縮檔中有兩個「{value}」。",
        "請重新壓縮，每個檔案只放一次。",
    ),
    "odd_packing": (
        "“{value}” is packed in a way that we do not read.",
        "Pack it again as an ordinary ZIP file.",
        "「{value}」的壓縮方式無法讀取。",
        "請重新壓縮成一般的ZIP檔。",
    ),
    "declares_entities": (
        "“{value}” declares a document type or entities, which no spreadsheet program writes.",
        "Save it again from Excel or LibreOffice.",
        "「{value}」宣告了文件類型或實體，試算表程式不會寫出這樣的內容。",
        "請用Excel或LibreOffice重新存檔。",
    ),
    "nothing_inside": (
        "There is no sheet in it that we can read.",
        "Put XLSX, ODS, CSV or JSON files directly into the folder, or CSV and JSON files into the archive.",
        "裡面沒有可讀取的表格。",
        "資料夾可直接放XLSX、ODS、CSV或JSON；壓縮檔請放CSV或JSON。",
    ),
}

WRITING = {
    "refused_by_database": (
        "The database refused these rows together: two of them say the same thing, or somebody was faster.",
        "Nothing was written; read the file again to see which.",
        "資料庫拒絕了這些資料：其中兩列指同一件事，或有人搶先儲存。",
        "尚未寫入任何內容；請重新讀取檔案，看是哪一列。",
    ),
}

TEXTS = {
    "encoding_unknown": (
        "The letters in this file cannot be made out with certainty.",
        "Save it as “CSV UTF-8” from the program it was made with.",
        "無法確定這個檔案的文字編碼。",
        "請在原來的程式中另存為「CSV UTF-8」。",
    ),
    "encoding_wrong": (
        "The file is not in the encoding {encoding}.",
        "Name the right encoding, or save it as “CSV UTF-8”.",
        "檔案的編碼不是{encoding}。",
        "請指明正確的編碼，或存成「CSV UTF-8」。",
    ),
    "holds_nul": (
        "The text holds a character that no text holds (NUL).",
        "Save it again as “CSV UTF-8”.",
        "文字中含有不應出現的字元（NUL）。",
        "請重新存成「CSV UTF-8」。",
    ),
    "line_too_long": (
        "One row is longer than {limit} MB.",
        "Look for a quotation mark that is opened and not closed, or for missing line ends.",
        "有一列超過{limit} MB。",
        "請檢查是否有引號未關閉，或缺少換行。",
    ),
    "too_many_columns": (
        "The sheet has more than {limit} columns.",
        "Delete the columns to the right of the table, also empty ones with formatting.",
        "表格超過{limit}欄。",
        "請刪除表格右邊的欄，包括只有格式的空白欄。",
    ),
    "too_many_rows": (
        "The sheet has more than {limit} rows.",
        "Split it into several files.",
        "表格超過{limit}列。",
        "請分成數個檔案。",
    ),
    "too_wide_and_long": (
        "The sheet reaches as far as {value}, which is more than {limit} cells.",
        "Delete stray cells far below or to the right of the table and save it again.",
        "表格延伸到{value}，超過{limit}格。",
        "請刪除表格下方或右邊遠處的零星儲存格，再重新存檔。",
    ),
    "too_much_text": (
        "Written out, the texts of this sheet would hold more than {limit} MB.",
        "Split it into smaller files.",
        "這張表的文字展開後會超過{limit} MB。",
        "請分成較小的檔案。",
    ),
    "quote_open": (
        "A quotation mark is opened here and not closed, or stands in the wrong place.",
        'Close it, or write two of them ("") for one within a cell.',
        "這裡的引號沒有關閉，或位置不對。",
        '請補上引號；儲存格內的引號要寫兩個（""）。',
    ),
    "json_broken": (
        "This is not valid JSON: line {line}, position {position}.",
        "Save it again from the program it was made with.",
        "JSON格式有誤：第{line}行第{position}字。",
        "請從原來的程式重新存檔。",
    ),
    "json_shape": (
        "The JSON is no list of records, nor lists of records by name.",
        'Write [{{"name": …}}, …] or {{"meetings": [{{"name": …}}, …]}}.',
        "這份JSON不是紀錄的清單，也不是以名稱分組的清單。",
        '請寫成 [{{"name": …}}, …] 或 {{"meetings": [{{"name": …}}, …]}}。',
    ),
    "fixture": (
        "These are records as Django’s fixtures hold them, not the rows of a sheet.",
        "Whoever runs the site loads them with: manage.py loaddata. Here, bring a sheet or an export.",
        "這是Django的fixture檔，不是表格的資料列。",
        "請由網站管理者用 manage.py loaddata 載入；這裡請提供表格或匯出檔。",
    ),
    "json_twice": (
        "“{value}” is given twice in one record.",
        "Give each name once.",
        "同一筆紀錄中「{value}」出現兩次。",
        "每個名稱只寫一次。",
    ),
    "calendar_broken": (
        "The calendar cannot be read.",
        "Export it again as ICS.",
        "無法讀取這份行事曆。",
        "請重新匯出成ICS。",
    ),
    "too_many_events": (
        "The calendar has more than {limit} entries.",
        "Export a shorter period.",
        "行事曆超過{limit}個項目。",
        "請匯出較短的期間。",
    ),
    "repeats": (
        "The entry “{value}” repeats; only its first occurrence is read.",
        "Add the others by hand if they are needed.",
        "項目「{value}」會重複舉行；只讀取第一次。",
        "如有需要，請自行加入其他各次。",
    ),
    "event_date": (
        "The date of the entry “{value}” cannot be read.",
        "Correct it in the calendar.",
        "無法讀取項目「{value}」的日期。",
        "請在行事曆中修正。",
    ),
}

TABLES = {
    "no_heading": (
        "No row of headings was found; looked for {value}.",
        "Write the headings in one row above the table.",
        "找不到標題列；尋找的是{value}。",
        "請在表格上方用一列寫出各欄標題。",
    ),
    "heading_twice": (
        "The heading “{value}” stands over two columns.",
        "Rename or delete one of them.",
        "「{value}」這個標題出現在兩欄。",
        "請改名或刪除其中一欄。",
    ),
    "beyond_heading": (
        "“{value}” stands in a column without a heading.",
        "Give the column a heading, or delete the cell.",
        "「{value}」所在的欄沒有標題。",
        "請為該欄加上標題，或刪除這一格。",
    ),
    "error_value": (
        "The spreadsheet shows the error {value} here.",
        "Correct the formula, or write the value itself.",
        "這一格在試算表中是錯誤值{value}。",
        "請修正公式，或直接寫入數值。",
    ),
    "not_calculated": (
        "A formula here has never been calculated, so that there is no value.",
        "Open the file in a spreadsheet program and save it again.",
        "這裡的公式還沒有計算過，所以沒有值。",
        "請用試算表程式開啟後重新存檔。",
    ),
    "merged_down": (
        "The cells {value} are merged; what stands there was taken for each of their rows.",
        "Unmerge them if it belongs to the first row alone.",
        "{value}是合併儲存格；其中的內容用於每一列。",
        "如果只屬於第一列，請取消合併。",
    ),
    "sheet_hidden": (
        "The sheet “{value}” is hidden in the workbook and was left out.",
        "Unhide it if its rows are to be read.",
        "工作表「{value}」在活頁簿中是隱藏的，已略過。",
        "如要讀取，請取消隱藏。",
    ),
    "no_table": (
        "The sheet “{value}” holds lines of text and no table; it was left out.",
        "Nothing needs to be done if it is a note.",
        "工作表「{value}」只有文字、沒有表格，已略過。",
        "如果只是說明，不必處理。",
    ),
    "files_left_out": (
        "Left out, for they are no sheets: {value}.",
        "Save them as XLSX or CSV, in this folder itself, if they are to be read.",
        "以下檔案不是表格，已略過：{value}。",
        "如要讀取，請存成XLSX或CSV，直接放在這個資料夾裡。",
    ),
    "merged": (
        "The cells {value} are merged; only the first of them has a value.",
        "Unmerge them and fill in each row.",
        "{value}是合併儲存格，只有第一格有值。",
        "請取消合併，並逐列填寫。",
    ),
}

CELLS = {
    "blank": (
        "The cell is blank.",
        "Fill it in.",
        "這一格是空白的。",
        "請填寫。",
    ),
    "nested": (
        "“{value}” is a list or a record, where one value belongs.",
        "Write the value itself.",
        "「{value}」是清單或紀錄，這裡只能有一個值。",
        "請直接寫值。",
    ),
    "date_unreadable": (
        "“{value}” cannot be read as a date.",
        "Write 2024-05-01, 2024-05 or 2024-05-13/2024-05-14.",
        "無法把「{value}」讀成日期。",
        "請寫2024-05-01、2024-05或2024-05-13/2024-05-14。",
    ),
    "day_or_month": (
        "“{value}” can be read in two ways: {first} or {second}.",
        "Write the one that is meant, year first.",
        "「{value}」有兩種讀法：{first}或{second}。",
        "請寫出所指的日期，年份在前。",
    ),
    "two_digit_year": (
        "The year in “{value}” has two digits.",
        "Write it in four digits, for example 2024-05-01; 民國 years with the word 民國.",
        "「{value}」的年份只有兩位數。",
        "請寫四位數年份，例如2024-05-01；民國紀年請寫出「民國」。",
    ),
    "no_year": (
        "“{value}” has no year.",
        "Add the year, for example 2024-05-13.",
        "「{value}」沒有年份。",
        "請加上年份，例如2024-05-13。",
    ),
    "ends_before_start": (
        "“{value}” ends before it starts.",
        "Write both years if it goes on into the next, for example 2024-12-30/2025-01-02.",
        "「{value}」的結束日早於起始日。",
        "跨年時請寫出兩個年份，例如2024-12-30/2025-01-02。",
    ),
    "impossible_date": (
        "“{value}” is not in the calendar.",
        "Check the day and the month.",
        "「{value}」在曆法上不存在。",
        "請查對月份與日期。",
    ),
    "long_range": (
        "“{value}” lasts {months_en}: is that meant?",
        "It was read as {read} and not changed.",
        "「{value}」長達{months_zh}：確定嗎？",
        "已讀成{read}，未作更動。",
    ),
    "words_kept": (
        "Of “{value}” only {read} could be kept as a date.",
        "The words are kept beside it.",
        "「{value}」只能以{read}記為日期。",
        "原文另行保留。",
    ),
    "nothing_known": (
        "“{value}” gives no date that can be kept.",
        "The date is kept as “to be advised”, the words beside it.",
        "「{value}」沒有可記錄的日期。",
        "日期記為「待定」，原文另行保留。",
    ),
    "other_weekday": (
        "“{value}” names a day of the week on which {read} does not fall.",
        "Check which of them is right; the date was read and not changed.",
        "「{value}」的星期與{read}不符。",
        "請查對何者正確；日期已讀取，未作更動。",
    ),
    "time_dropped": (
        "“{value}” holds a time of day; the day {read} was kept.",
        "Times have columns of their own.",
        "「{value}」含有時刻；只保留日期{read}。",
        "時刻另有欄位。",
    ),
    "roc_year": (
        "“{value}” was read with a year of the 民國 calendar, as {read}.",
        "Check the date.",
        "「{value}」以民國紀年讀成{read}。",
        "請查對日期。",
    ),
    "serial_read": (
        "“{value}” was read as the number by which spreadsheet programs know a day: {read}.",
        "Format the column as dates, so that everybody can read it.",
        "「{value}」以試算表的日期序號讀成{read}。",
        "請把該欄的格式設為日期，讓人看得懂。",
    ),
    "number_as_date": (
        "The number {value} is no date here.",
        "Format the column as dates, or write 2024-05-01.",
        "數字{value}在這裡不是日期。",
        "請把該欄的格式設為日期，或寫2024-05-01。",
    ),
    "time_unreadable": (
        "“{value}” cannot be read as a time of day.",
        "Write 14:00, with the zone where it is known: 14:00 (Asia/Taipei).",
        "無法把「{value}」讀成時刻。",
        "請寫14:00；知道時區時寫14:00（Asia/Taipei）。",
    ),
    "midnight": (
        "“{value}” is the midnight after its day.",
        "Write 00:00, with the day that begins then.",
        "「{value}」是當天結束時的午夜。",
        "請寫00:00，日期寫由此開始的那一天。",
    ),
    "zone_unknown": (
        "The time zone in “{value}” is not known to us.",
        "Write the IANA name, for example Asia/Taipei or Pacific/Auckland.",
        "「{value}」中的時區無法辨識。",
        "請寫 IANA 名稱，例如 Asia/Taipei 或 Pacific/Auckland。",
    ),
    "zone_differs": (
        "“{value}” is not the time at the place ({zone}).",
        "It was kept in the zone it was written in; check it.",
        "「{value}」與當地時區（{zone}）不同。",
        "已依原文的時區保留，請查對。",
    ),
    "ends_before_it_begins": (
        "“{value}”: it ends before it begins.",
        "It was read so and not changed; does it end on the next day?",
        "「{value}」：結束時間早於開始時間。",
        "已照原文讀取，未更動；是否隔日才結束？",
    ),
    "zone_by_offset": (
        "“{value}” gives hours from UTC and not a place.",
        "Write the zone of the place, for example Asia/Taipei.",
        "「{value}」只寫了與世界協調時間的時差，沒有地點。",
        "請寫當地的時區，例如Asia/Taipei。",
    ),
    "number_unreadable": (
        "“{value}” is not a number.",
        "Write digits, with a point for decimals: 1234.5.",
        "「{value}」不是數字。",
        "請寫數字，小數點用「.」，例如1234.5。",
    ),
    "decimal_comma": (
        "“{value}” can be read as {first} or as {second}.",
        "Write a point for decimals and no separator for thousands.",
        "「{value}」可讀成 {first} 或 {second}。",
        "小數請用「.」，千位不要加分隔符號。",
    ),
    "bool_unreadable": (
        "“{value}” is neither yes nor no.",
        "Write yes or no, 是 or 否.",
        "「{value}」不是「是」，也不是「否」。",
        "請寫「是」或「否」。",
    ),
    "economy_unknown": (
        "“{value}” is not one of the member economies.",
        "Write the economy’s code or its name as APEC writes it.",
        "「{value}」不是會員經濟體。",
        "請寫經濟體的代碼，或APEC使用的名稱。",
    ),
    "economy_usage": (
        "“{value}” was read as {name_en}, the name used in APEC.",
        "Write {name_en} in texts that are shown.",
        "「{value}」已讀成「{name_zh}」，即APEC使用的名稱。",
        "公開的文字請寫「{name_zh}」。",
    ),
    "forum_unknown": (
        "“{value}” is not a forum we know.",
        "Write its acronym, or add the forum first.",
        "「{value}」不是已知的論壇或工作小組。",
        "請寫簡稱，或先新增這個論壇。",
    ),
    "name_of_several": (
        "“{value}” can mean several: {codes}.",
        "Write the code of the one that is meant.",
        "「{value}」可能是指{codes}。",
        "請寫出所指者的代碼。",
    ),
}

OPENSDG = {
    "no_year_column": (
        "There is no column Year.",
        "Name the column with the years “Year”.",
        "沒有Year這一欄。",
        "請把年份欄命名為「Year」。",
    ),
    "no_value_column": (
        "There is no column Value.",
        "Name the column with the values “Value”.",
        "沒有Value這一欄。",
        "請把數值欄命名為「Value」。",
    ),
    "sentence_for_year": (
        "“{value}” stands where a year belongs.",
        "The row is kept as it is and gives no reading.",
        "「{value}」出現在年份欄。",
        "這一列照原樣保留，不作為數據。",
    ),
    "value_without_year": (
        "The value “{value}” has no year.",
        "Write the year, or delete the row.",
        "數值「{value}」沒有年份。",
        "請寫出年份，或刪除這一列。",
    ),
    "value_unreadable": (
        "The value “{value}” is not a number.",
        "Write digits with a point for decimals; leave the cell blank if there is no value.",
        "數值「{value}」不是數字。",
        "請寫數字，小數點用「.」；沒有數值時請留空。",
    ),
    "cells_beyond": (
        "The row has more cells than there are headings.",
        "Put quotation marks around texts with commas.",
        "這一列的儲存格多於標題。",
        "含有逗號的文字請加引號。",
    ),
    "metadata_broken": (
        "The metadata is not valid YAML: {reason}.",
        "Correct the text between the two lines ---.",
        "詮釋資料不是有效的YAML：{reason}。",
        "請修正兩行 --- 之間的文字。",
    ),
    "metadata_refused": (
        "The metadata is nested too deeply, too long, or repeats parts of itself.",
        "Write each value out, with no * references.",
        "詮釋資料層次過深、過長，或重複引用自身的部分。",
        "請逐一寫出各值，不要使用 * 引用。",
    ),
    "metadata_alone": (
        "There is metadata for “{value}” and no data.",
        "Add the file indicator_{value}.csv.",
        "「{value}」有詮釋資料，但沒有資料檔。",
        "請加入 indicator_{value}.csv。",
    ),
    "no_indicators": (
        "There is no file indicator_….csv in it.",
        "Give the folder that holds data/ and meta/.",
        "裡面沒有indicator_….csv。",
        "請選擇含有data/與meta/的資料夾。",
    ),
}

OUT = {
    "text_past_xlsx": (
        "A text of “{value}” is longer than the {limit} characters that a cell of a workbook holds.",
        "Export as CSV or JSON, which hold it whole.",
        "「{value}」有一段文字超過活頁簿一格所能容納的{limit}個字元。",
        "請匯出成CSV或JSON，可保留全文。",
    ),
    "rows_past_xlsx": (
        "“{value}” has more than the {limit} records that a sheet of a workbook holds.",
        "Export as CSV or JSON.",
        "「{value}」的紀錄超過活頁簿一張工作表所能容納的{limit}筆。",
        "請匯出成CSV或JSON。",
    ),
    "row_past_csv": (
        "The texts of “{value}” are longer together than the {limit} MB that a row of CSV may have here.",
        "Export as JSON, which holds them whole.",
        "「{value}」的文字合計超過此處CSV一列的上限{limit} MB。",
        "請匯出成JSON，可保留全文。",
    ),
}

SENTENCES = FILES | WRITING | TEXTS | TABLES | CELLS | OPENSDG | OUT
