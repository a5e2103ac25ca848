"""The three ways an action says no. Each tells the person what to do next."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Reason

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Refused(Exception):
    """The actor may not, or the state does not allow it. Logged, with every reason's code."""

    def __init__(self, *because: Reason) -> None:
        super().__init__(" ".join(str(reason) for reason in because))
        self.because = because


class Stale(Exception):
    """Somebody else has changed the record since this form was shown; nothing was lost."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has changed this in the meantime. Nothing of yours was saved; "
                "look at what is there now, then do it again if it is still right."
            )
        )


class Invalid(Exception):
    """What was entered can't be taken: a field's name (or "") and what is wrong with it."""

    def __init__(self, field: str, message: "StrOrPromise") -> None:
        super().__init__(str(message))
        self.field = field
        self.message = message
