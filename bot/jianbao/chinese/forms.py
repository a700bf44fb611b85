"""One form for characters that are written in several: full-width digits, traditional numerals and measures."""

import re

_OTHER = "０１２３４５６７８９．％－萬億兩點個數幾餘項條張戶間輛臺隊對種類歲處場據達佔較減長過單"
_PLAIN = "0123456789.%-万亿两点个数几余项条张户间辆台队对种类岁处场据达占较减长过单"
_FORMS = str.maketrans(_OTHER, _PLAIN)
_HAS_OTHER = re.compile(f"[{_OTHER}]")


def plain(text: str) -> str:
    """Write digits, numerals and measures in the form that rules know.

    Every character stays where it is, so offsets hold. A full-width comma stays a comma of the sentence.
    """
    return text.translate(_FORMS) if _HAS_OTHER.search(text) else text
