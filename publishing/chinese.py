"""Chinese words that the lines of a title do not tear apart: Chinese writes no gaps between them, and 什麼 is not to be
broken after 什. Plain functions without Django.

The words of this record's titles, no dictionary: what is missing here is broken between its signs, as everywhere.
"""

import re

LINES = (
    "什麼 怎麼 後來 談成 本站 如何 關於",
    # who meets
    "資深官員會議 資深官員 經濟領袖 領袖代表 領袖 部長 副手 官員 大使 主席 專家 會議 大會 論壇 委員會 工作小組 小組 秘書處",
    "經濟體 人力資源 企業 諮詢 夥伴關係 記者會 研究中心 研究",
    # what it is about
    "身心障礙者 身心障礙人士 身心障礙 障礙 人士 人口 重度 性別 婦女 青年 勞動 勞工 就業 創業 職業培訓 職業訓練 職業 培訓 訓練",
    "教育 教師 師資 學校 就學 偏遠地區 地區 合格 特殊 社會保障 社會 保障 保護 保險 能力建構 能力 建構 技能 融合 包容性 包容 賦權",
    "公平 永續 發展 成長 經濟 非正式 正式 轉型 全球 貿易區 貿易 投資 自由 亞太地區 亞太 區域 數位 策略 創新 科技 能源 氫能 低碳",
    "糧食 損失 浪費 預防 降低 安全 衛生 健康 觀光 旅遊 礦業 財政 金融 中央銀行 微中小企業 中小企業",
    # what comes of it
    "聯合聲明 主席聲明 聲明 宣言 目標 指標 準則 原則 建議 架構 框架 政策 指引 路徑圖 計畫 計劃 方案 議程 議題 願景 倡議 行動 成果",
    "對話 政策對話 公私 案例 分享 實現 利用 推動 促進 共同 建立 參與 領取 現金 給付 比率 狀況 調查 檢視 拘束力 無拘束力 相關",
    "紀錄 時間軸 來源 資料 無障礙 隱私權 授權 引用 更正 設定 顯示 方法 評估 數據",
    # where
    "阿雷基帕目標 阿雷基帕 利馬 秘魯 底特律 太子城 奧特亞羅瓦 拉塞雷納 馬丘比丘 特魯希略 伊奇馬 烏魯班巴 茂物 曼谷 舊金山 金門",
    "中華臺北 中國香港 巴布亞紐幾內亞 俄羅斯 墨西哥 加拿大 馬來西亞 紐西蘭 菲律賓 新加坡",
)
WORDS = [word for line in LINES for word in line.split()]

# A word or a number with its measure, a joining sign before it and a particle after it.
HELD = "[及與和]?(?:{})[的之]?".format(
    "|".join(
        [
            *sorted(WORDS, key=len, reverse=True),
            "第[一二三四五六七八九十]+[屆次]",
            "第 ?[0-9]+ ?[屆次]",
            "[0-9]+ ?[年月]",
        ]
    )
)
WORD = re.compile(HELD)
# Beside marks a line breaks, or does not, without being told; between Chinese and other letters <wbr> would take away the
# gap that the browser puts there.
OPENING, CLOSING = "「『《〈（", "、。，；：！？」』》〉）"
BESIDE = f"A-Za-z0-9\\s{OPENING}{CLOSING}"
IDLE = re.compile(rf"^<wbr>|<wbr>$|(?<=[{BESIDE}])<wbr>|<wbr>(?=[<{BESIDE}])")


def with_breaks(escaped: str) -> str:
    """An escaped title with <wbr> around the words known here, for a heading that breaks nowhere else."""
    return IDLE.sub("", WORD.sub(r"<wbr>\g<0><wbr>", escaped))
