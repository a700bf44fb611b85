"""Who may use the bot: everybody, those who were invited, or those whom the configuration names; and how fast."""

import secrets
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from jianbao.deliver.door_words import door_words
from jianbao.deliver.telegram.reply import Reply, fill
from jianbao.deliver.wording import Words
from jianbao.model import Subscriber
from jianbao.settings.values import Access, TelegramSettings
from jianbao.store import Store

MOST_A_MINUTE = 60  # requests of one person: whoever builds a subscription by buttons taps once a second
INVITES = "i"  # what the payload of an invitation begins with
_MINUTE = timedelta(minutes=1)
_DAYS = 7
_MOST_USES = 100
_MOST_PEOPLE = 10_000  # that are watched for speed at once


class Door:
    """Lets people in, or says why not.

    Args:
        store: Knows who was invited.
        settings: Access, admins, and who is allowed anyway.
        clock: Now, UTC.
    """

    def __init__(self, store: Store, settings: TelegramSettings, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._recent: dict[str, deque[datetime]] = defaultdict(lambda: deque(maxlen=MOST_A_MINUTE + 1))

    def lets_in(self, person: str, chat: str) -> bool:
        """Tell whether *person* may use the bot in *chat*, both ids as text; ``""`` for a person who is not known."""
        named = {person, chat} & {*self._settings.allowed, *self._settings.admins}
        if self._settings.access is Access.OPEN or named:
            return True
        return self._settings.access is Access.INVITE and bool(person) and self._store.guests.is_in(person)

    def is_too_fast(self, person: str) -> bool | None:
        """Count a request; tell whether it is one too many, None when that was said already."""
        now, recent = self._clock(), self._recent[person]
        while recent and now - recent[0] > _MINUTE:
            recent.popleft()
        told = len(recent) > MOST_A_MINUTE
        recent.append(now)
        if len(self._recent) > _MOST_PEOPLE:
            self._recent.pop(next(iter(self._recent)))
        if len(recent) <= MOST_A_MINUTE:
            return False
        return None if told else True

    def closed(self, person: str, words: Words) -> Reply:
        """Say that the bot is not for everybody, and how to be let in."""
        return Reply(fill(door_words(words.language).closed, person=person))

    def too_fast(self, words: Words) -> Reply:
        """Say that these were too many requests."""
        return Reply(fill(door_words(words.language).too_many, count=MOST_A_MINUTE))

    def enter(self, payload: str, person: str, words: Words) -> Reply | None:
        """Let *person* in who comes by an invitation; None when *payload* is none."""
        if not payload.startswith(INVITES) or self._settings.access is not Access.INVITE:
            return None
        said = door_words(words.language)
        good = self._store.guests.admit(payload.removeprefix(INVITES), person, self._clock())
        return Reply(said.invited if good else said.bad_invitation)

    def invite(self, asked: Sequence[str], person: str, bot: str, words: Words) -> Reply:
        """Make an invitation for one person, or as many as *asked* says; only for admins."""
        said = door_words(words.language)
        if person not in self._settings.admins:
            return Reply(said.not_admin)
        uses = asked[0] if asked else "1"
        if not uses.isdecimal() or not 0 < int(uses) <= _MOST_USES:
            return Reply(said.invite_how)
        token = secrets.token_hex(12)
        self._store.guests.invite(token, int(uses), self._clock() + timedelta(days=_DAYS))
        address = f"https://t.me/{bot}?start={INVITES}{token}"
        return Reply(said.invitation.format(uses=int(uses), days=_DAYS, address=address))

    def show_out(self, asked: Sequence[str], person: str, words: Words) -> tuple[Reply, list[Subscriber]]:
        """Let somebody in no longer, end what is subscribed in their own chat, and halt what they subscribed in others.

        Only for admins.

        Returns:
            The answer, and those other chats.
        """
        said = door_words(words.language)
        if person not in self._settings.admins or not asked:
            return Reply(said.not_admin), []
        named = {*self._settings.allowed, *self._settings.admins}
        if asked[0] in named:
            return Reply(fill(said.named, person=asked[0])), []
        halted = self._store.guests.show_out(asked[0], self._clock(), named)
        if halted is None:
            return Reply(fill(said.not_in, person=asked[0])), []
        return Reply(fill(said.shown_out, person=asked[0])), halted

    def halted(self, told: Sequence[str], untold: Sequence[str], words: Words) -> str:
        """Say which chats' subscriptions are halted, and whether anybody there knows."""
        said, between = door_words(words.language), "、" if words.language == "zh" else ", "
        lines = ((said.halted, told), (said.not_told, untold))
        return "".join(f"\n{fill(line, chats=between.join(chats))}" for line, chats in lines if chats)
