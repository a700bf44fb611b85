"""Names of bodies: who can issue a document, as words."""

import re

_LONGEST = 50  # characters
_BODY = re.compile(
    r"[一-鿿（）()·“”]{0,48}(?:部|委|局|厅|办|署|院|会|科|处|室|站|省|市|县|区|州|旗|团|组|台|队|社|司|网|"
    r"大学|学校|中心|机制|银行|联盟|政府|政协|人大|妇联|残联|中央|党委|党组|支部)"
)
_NO_BODY = re.compile(
    r"关于|有关|相关|附件|联系|电话|抄送|公开|责任编辑|记者|来源|网站|现将|根据|通知|公告|办法|方案|以及|了|为(?!民)|"
    r"^(?:各|本(?!溪)|该|由|从|在|对|经|据)|的$|和国家机关$|"
    r"(?:会议|(?<!代表)大会|座谈会|报告会|发布会|洽谈会|博览会|展览会|交易会|运动会|晚会|年会|仪式|活动|机会|社会|部会)$"
)
_BETWEEN = re.compile(r"[\s　、]+|会同|联合(?!会|国|防|组|体|总)|(?<=[部委局厅办会院署])[和与]")


def is_body(words: str) -> bool:
    """Tell whether *words* are the name of one body and nothing else."""
    return 2 <= len(words) <= _LONGEST and bool(_BODY.fullmatch(words)) and not _NO_BODY.search(words)


def joint(words: str) -> str | None:
    """Return several bodies joined with 、, from words that a blank, 、 or 会同 keeps apart; None if any is no body."""
    names = [name for name in _BETWEEN.split(words.strip()) if name]
    return "、".join(names) if names and all(is_body(name) for name in names) else None
