"""The code that is shown in the room: whoever reads it is there, for it changes every minute."""

from datetime import datetime, timedelta

from django.core import signing

SALT = "committee.room"
LASTS = timedelta(minutes=3)


def code_of(meeting: int, at: datetime) -> str:
    return signing.Signer(salt=SALT).sign_object([meeting, int(at.timestamp())])


def is_code_of(meeting: int, code: str, at: datetime) -> bool:
    """Whether this code was shown for this meeting within the last three minutes."""
    try:
        shown_for, shown_at = signing.Signer(salt=SALT).unsign_object(code)
    except (signing.BadSignature, TypeError, ValueError):
        return False
    age = at.timestamp() - shown_at
    return bool(shown_for == meeting and -1 <= age <= LASTS.total_seconds())
