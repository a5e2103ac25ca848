"""What leaves: marked where the format has pages, entered before its first byte, and cut as soon as
the right to it has gone."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, BinaryIO, Final, cast

from django.db import connections
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.using import new_number
from shoumi.domains.vault.marking import mark_of
from shoumi.domains.vault.models import CarrierVersion, Use
from shoumi.domains.vault.views.opening import opened, version_seen
from shoumi.domains.vault.views.refusing import refused
from shoumi.kernel import rendering
from shoumi.kernel.access import may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.actions import Refused
from shoumi.kernel.rendering.kinds import suffix
from shoumi.kernel.ui.errors import problem

# Of the 8 MiB or 5 s that may still leave, what lies in buffers on the way takes the larger part:
# the server takes up to 128 pieces in advance, and two kernels keep some MiB.
CHECKED_BYTES: Final = 1024 * 1024
CHECKED_SECONDS: Final = 2.5
PIECE: Final = 16 * 1024
_READ: Final = 256 * 1024
BARE: Final = "application/octet-stream"


class Cut(Exception):
    """The stream was broken off; the connection ends, so that the file is seen to be incomplete."""


@require_POST
def take_out(request: PersonRequest, pk: int) -> HttpResponseBase:
    """A copy to take along."""
    return let_out(request, version_seen(request, pk), "vault.download", actions.download)


def let_out(
    request: PersonRequest, version: CarrierVersion, action: str, enter: Callable[..., Use]
) -> HttpResponseBase:
    """The version's file as it leaves by that action, under a number of its own.

    With the mark on every page where the format has pages; else as it is, the number in its name
    and in the log. It is sent whole: nobody goes on with a part, since each time is decided anew.
    """
    number, leaving = new_number(), None
    if may(request.person, action, version.carrier, request.at):
        try:
            leaving = _prepared(request, version, action, number)
        except rendering.CannotMark as cannot:
            return problem(request, 409, str(cannot.text))
    try:
        # Refused here, and the refusal entered, where it was not made.
        use = enter(
            version.carrier, version=version, number=number, by=request.person, at=request.at,
            marked=bool(leaving and leaving.media_type != BARE),
        )  # fmt: skip
    except Refused as no:
        _close(leaving)
        return refused(request, version.carrier, no.because)
    except BaseException:
        _close(leaving)
        raise
    return _answer(cast(rendering.Marked, leaving), use)


def _close(leaving: rendering.Marked | None) -> None:
    if leaving is not None:
        leaving.file.close()


def _prepared(
    request: PersonRequest, version: CarrierVersion, action: str, number: str
) -> rendering.Marked:
    """The marked copy, or the sealed file itself to be read as it leaves. Raises CannotMark."""
    source = opened(version.file, version, request, action)
    try:
        mark = mark_of(number, request.person, request.at, version.carrier)
        made = rendering.marked_copy(source, version.name, mark=mark)
    except BaseException:
        source.close()
        raise
    if made is None:
        source.seek(0)
        return rendering.Marked(source, version.size, BARE, suffix(version.name))
    source.close()
    return made


def _answer(leaving: rendering.Marked, use: Use) -> StreamingHttpResponse:
    name = f"{use.number}.{leaving.suffix}" if leaving.suffix else use.number
    response = StreamingHttpResponse(
        Outgoing(leaving.file, leaving.size, use.pk), content_type=leaving.media_type
    )
    response["Content-Length"] = str(leaving.size)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Accept-Ranges"] = "none"
    response["Cache-Control"] = "no-store, private"
    return response


class Outgoing:
    """A file in pieces. The right to it is asked again all along; without it the next piece is
    `Cut`, and that is entered."""

    def __init__(
        self, file: BinaryIO | Any, size: int, use: int,
        now: Callable[[], datetime] = timezone.now, clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._file, self._size, self._use = file, size, use
        self._now, self._clock = now, clock
        self._read = memoryview(b"")
        self._sent = self._checked = 0
        self._checked_at = clock()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._sent >= self._size:
            raise StopIteration
        late = self._clock() - self._checked_at >= CHECKED_SECONDS
        if late or self._sent - self._checked >= CHECKED_BYTES:
            self._ask_again()
        if not self._read:
            self._read = memoryview(self._file.read(min(_READ, self._size - self._sent)))
        piece, self._read = bytes(self._read[:PIECE]), self._read[PIECE:]
        if not piece:
            raise Cut
        self._sent += len(piece)
        return piece

    def close(self) -> None:
        self._file.close()

    def _ask_again(self) -> None:
        """Everything is read anew, and no connection stays open while the client takes its time."""
        try:
            at = self._now()
            use = Use.objects.select_related("person", "version__carrier__secret__org_unit").get(
                pk=self._use
            )
            because = actions.against_going_on(use, at)
            if because:
                actions.break_off(
                    use.version.carrier, use=use, sent=self._sent, because=because, by=HOUSE, at=at
                )
                raise Cut
        finally:
            _let_go()
        self._checked, self._checked_at = self._sent, self._clock()


def _let_go() -> None:
    """Connections whose time is over; one within a transaction is whoever's opened that."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
