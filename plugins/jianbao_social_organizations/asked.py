"""What people want to know of a 统一社会信用代码 that they have before them: is it one, whose register, what kind."""

import unicodedata
from dataclasses import dataclass

from jianbao import Piece, Question
from jianbao_social_organizations.credit_code import ALPHABET, check_character, find_codes, is_valid

LENGTH = 18
_MOST = 20  # codes in one answer of the bot
_SHOWN = 40  # characters of what is no code
# GB 32100-2015, table 1: 登记管理部门 and 机构类别, as far as readers of civil-affairs news meet them.
_KINDS = {
    "11": ("机构编制部门登记的机关", "state organ"),
    "12": ("机构编制部门登记的事业单位", "public institution"),
    "13": ("机构编制部门管理的群众团体", "mass organisation"),
    "51": ("民政部门登记的社会团体", "social association, registered by civil affairs"),
    "52": ("民政部门登记的社会服务机构（民办非企业单位）", "social service institution, registered by civil affairs"),
    "53": ("民政部门登记的基金会", "foundation, registered by civil affairs"),
    "59": ("民政部门登记的其他组织", "another organisation, registered by civil affairs"),
    "91": ("市场监管部门登记的企业", "enterprise"),
    "92": ("市场监管部门登记的个体工商户", "self-employed business"),
    "93": ("市场监管部门登记的农民专业合作社", "farmers' cooperative"),
}
_ALIKE = str.maketrans({"O": "0", "I": "1", "S": "5", "Z": "2"})  # the standard leaves these letters out


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a code.

    Attributes:
        code: In the form of the standard: half-width, capital letters.
        valid: True when its check character fits the others.
        zh: Why not, or what kind of organisation it belongs to, in Chinese.
        en: The same in English.
    """

    code: str
    valid: bool
    zh: str
    en: str


def verdict(word: str) -> Verdict:
    """Return what can be said of *word*, which somebody has taken for a code."""
    code = "".join(unicodedata.normalize("NFKC", word).upper().replace("-", "").split())
    if len(code) != LENGTH:
        count = len(code)
        return Verdict(
            code, False, f"有 {count} 位，应为 {LENGTH} 位", f"has {count} characters and must have {LENGTH}"
        )
    if strange := sorted(set(code) - set(ALPHABET)):
        letters, meant = " ".join(strange), code.translate(_ALIKE)
        zh, en = f"含有代码中不用的字符 {letters}", f"holds what no code holds: {letters}"
        if is_valid(meant):
            return Verdict(code, False, f"{zh}；是否为 {meant}？", f"{en}; is it {meant}?")
        return Verdict(code, False, zh, en)
    right = check_character(code)
    if right != code[-1]:
        zh = f"校验码不符：按前 17 位应为 {right}，现为 {code[-1]}"
        return Verdict(code, False, zh, f"its check character is {code[-1]} and must be {right}, or another is wrong")
    zh, en = _KINDS.get(code[:2], ("其他部门登记", "registered elsewhere"))
    return Verdict(code, True, zh, en)


async def answer(question: Question) -> list[str | Piece]:
    """Answer ``/uscc``: about the words behind it, or about the codes in the message that it replies to."""
    zh = question.language == "zh"
    words = question.text.split() or [found.text for found in find_codes(question.replied)]
    if not words:
        how = "把代码写在命令后面，如 {}；或用 /uscc 回复含有代码的消息。"
        en = "Write codes behind the command, like {}, or reply with /uscc to a message that holds codes."
        before, after = (how if zh else en).split("{}")
        return [before, Piece("/uscc 91350100M000100Y43", mono=True), after]
    told: list[str | Piece] = []
    for each in map(verdict, words[:_MOST]):
        mark, said = "✅" if each.valid else "❌", each.zh if zh else each.en
        told += [f"{mark} ", Piece(each.code[:_SHOWN], mono=True), f"\n{said}\n"]
    if len(words) > _MOST:
        left = len(words) - _MOST
        told.append(f"还有 {left} 个没有核对：一次最多 {_MOST} 个" if zh else f"{left} more: at most {_MOST} at once")
    return told
