"""Handing a message over to WeCom (企业微信), as one of an application of the company's own.

Plain HTTPS calls: `gettoken`, then `message/send` to one account. WeCom is asked to drop a message
that it had already, as an attempt whose end is unknown is made once more.
"""

import http.client
import json
import ssl
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from shoumi.kernel.delivery.outbox.faults import Reach, Undelivered
from shoumi.kernel.delivery.outbox.places import WecomPlace
from shoumi.kernel.delivery.outbox.words import Message

LONGEST_ANSWER = 64 * 1024
DUPLICATES = 1800
STALE_TOKEN = {40001, 40014, 42001}
BUSY = {-1, 45009, 45033}
NOBODY = {40003, 60111, 81013}


class _NoRedirect(HTTPRedirectHandler):
    """A token is never carried to another address."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class Wecom:
    """The token is asked for with the first message, and kept as long as it is taken."""

    def __init__(self, place: WecomPlace) -> None:
        self.place = place
        self.token = ""

    def send(self, message: Message) -> None:
        """Raises Undelivered."""
        self.open()
        answer = self._deliver(message)
        if answer.get("errcode") in STALE_TOKEN:
            self.token = ""
            self.open()
            answer = self._deliver(message)
        code = answer.get("errcode")
        if code in NOBODY or answer.get("invaliduser"):
            raise Undelivered("refused", Reach.LASTING)
        if code in BUSY:
            raise Undelivered("later", Reach.PASSING)
        if code != 0:
            raise Undelivered("sign_in", Reach.CHANNEL)

    def open(self) -> None:
        """Raises Undelivered."""
        if self.token:
            return
        query = urlencode({"corpid": self.place.corporation, "corpsecret": self.place.secret})
        answer = self._asked(f"/cgi-bin/gettoken?{query}", None, Reach.CHANNEL)
        token = answer.get("access_token")
        if answer.get("errcode", 0) != 0 or not isinstance(token, str) or not token:
            raise Undelivered("sign_in", Reach.CHANNEL)
        self.token = token

    def close(self) -> None:
        self.token = ""

    def _deliver(self, message: Message) -> dict[str, Any]:
        content = {
            "touser": message.to,
            "msgtype": "text",
            "agentid": self.place.agent,
            "text": {"content": message.body},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": DUPLICATES,
        }
        query = urlencode({"access_token": self.token})
        return self._asked(f"/cgi-bin/message/send?{query}", content, Reach.UNSURE)

    def _asked(self, path: str, content: Any, broken: Reach) -> dict[str, Any]:
        """What WeCom answers. `broken` says how far it reaches when the connection breaks."""
        body = None if content is None else json.dumps(content).encode()
        asking = Request(  # noqa: S310 - the address was checked when it was read
            self.place.address + path, body, {"Content-Type": "application/json"}
        )
        try:
            with self._opener().open(asking, timeout=self.place.timeout) as answer:
                found = json.loads(answer.read(LONGEST_ANSWER))
        except HTTPError:
            raise Undelivered("unreachable", Reach.CHANNEL) from None
        except URLError as error:
            # Nothing was asked yet: the connection itself did not come about.
            code = "certificate" if isinstance(error.reason, ssl.SSLError) else "unreachable"
            raise Undelivered(code, Reach.CHANNEL) from None
        except (OSError, http.client.HTTPException):
            raise Undelivered("unreachable", broken) from None
        except ValueError:
            raise Undelivered("unreachable", Reach.CHANNEL) from None
        return found if isinstance(found, dict) else {"errcode": None}

    def _opener(self) -> OpenerDirector:
        context = ssl.create_default_context(cafile=self.place.ca_file or None)
        return build_opener(ProxyHandler(), HTTPSHandler(context=context), _NoRedirect())
