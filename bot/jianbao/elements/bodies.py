"""Names of bodies: who can issue a document, as words."""

import re

_TAIL = (
    r"人民代表大会常务委员会|人民代表大会|人大常委会|人民政府办公厅|人民政府办公室|人民政府|政府办公厅|政府办公室|党委|党组|党总支|"
    r"党支部|工委|团委|指挥部|领导小组|工作组|综合组|委员会|办公厅|办公室|联合会|促进会|研究会|基金会|协会|学会|总会|商会|"
    r"联盟|组委会|理事会|公安局|检察院|法院|总局|总署|总台|总队|集团|公司|大学|学院|学校|医院|中心网|中心|机制|银行|"
    r"政协|人大|妇联|残联|团中央|总工会|共青团|国务院|党中央|中央|监委|委办|安委办|网信办|宣传部|组织部|政法委|卫生健康委|发展改革委|改革委|"
    r"部|委|局|厅|办|署|院|会|科|处|室|站|省|市|县|区|州|旗|团"
)
NAME = rf"[一-鿿（）()·“”]{{1,40}}?(?:{_TAIL})"
"""A body's name; lazy, so that a caller decides what follows."""

_FULL = re.compile(rf"[一-鿿（）()·“”0-9]{{0,48}}(?:{_TAIL})")
_NO_BODY = re.compile(
    r"(?:关于|各|有关|相关|附件|本|该|联系|电话|抄送|主动公开|公开|责任编辑|记者|的$|由|了|和国家机关$|来源|网站|会议|大会|座谈会|"
    r"报告会|发布会|仪式|活动|现将|根据|通知|公告)"
)


def is_body(words: str) -> bool:
    """Tell whether *words* are the name of one body and nothing else."""
    return 2 <= len(words) <= 50 and bool(_FULL.fullmatch(words)) and not _NO_BODY.search(words)


def joint(words: str) -> str | None:
    """Return several bodies joined with 、, from words that a blank, 、 or 会同 keeps apart; None if any is no body."""
    names = [
        name
        for name in re.split(r"[\s　、]+|会同|联合(?!会|国|防|组|体|总)|(?<=[部委局厅办会院署])[和与]", words.strip())
        if name
    ]
    return "、".join(names) if names and all(is_body(name) for name in names) else None
