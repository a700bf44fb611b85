"""Many sources that go at once are one piece of news: a net that is down takes all of them."""

from collections import deque
from datetime import datetime, timedelta

AT_ONCE = 5  # sentences that a reader takes in; one more and the common cause matters, not the names
_MOMENT = timedelta(minutes=1)


class Chorus:
    """Lets a few voices of the same moment through, one by one."""

    def __init__(self) -> None:
        self._heard: deque[datetime] = deque(maxlen=AT_ONCE + 1)

    def voice(self, now: datetime) -> int:
        """Return which voice of this moment one that is raised *now* is: 1 to ``AT_ONCE``, then always one more."""
        while self._heard and not timedelta(0) <= now - self._heard[0] < _MOMENT:
            self._heard.popleft()
        crowded = len(self._heard) > AT_ONCE
        self._heard.append(now)
        return AT_ONCE + 2 if crowded else len(self._heard)
