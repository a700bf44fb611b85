"""Firewalls and puzzles that stand before some sites: an answer that is no page of theirs."""

import re

# Statuses with which visitors are turned away: 412 is what 瑞数 answers, 418 and 521 other walls of the region.
STATUSES = frozenset({401, 403, 405, 407, 412, 418, 451, 511, 521})
_SMALL = 60_000  # bytes; a puzzle is a short page
_MARKS = re.compile(
    rb"acw_sc__v2|__jsl_clearance|\$_ts\s*=|_\$ff\s*\(|aliyun_waf|waf_text_verify|cf-challenge|cf_chl_opt"
    rb"|/cdn-cgi/challenge|WZWS-RAY|yunsuo_session|safedog|"
    + "访问被拦截|请求被拦截|访问过于频繁|安全验证|滑动验证".encode()
)


def is_wall(body: bytes) -> bool:
    """Tell whether *body* is a wall's page instead of the site's."""
    return len(body) <= _SMALL and bool(_MARKS.search(body))
