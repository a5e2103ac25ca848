"""What stands around every page: brand, navigation, inbox, person, theme. Asked only when drawn."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from shoumi.kernel.ui import navigation
from shoumi.kernel.ui.preferences import Theme, chosen_theme

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BELL_CAP = 99


@dataclass(frozen=True)
class Place:
    """An entry as drawn: its address resolved, and whether the person stands there now."""

    label: "StrOrPromise"
    icon: str
    url: str
    here: bool
    post: bool


@dataclass(frozen=True)
class Group:
    label: "StrOrPromise"
    places: list[Place]


class Frame:
    """The page's surroundings for one request; a part that no template draws costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.at = timezone.now()

    @cached_property
    def person(self) -> Any:
        """The person who is signed in, else None."""
        user = getattr(self.request, "user", None)
        return user.person if user is not None and user.is_authenticated else None

    @cached_property
    def groups(self) -> list[Group]:
        """The sidebar, for who is signed in; a stranger sees no entry."""
        return [g for section, g in self._drawn.items() if section != navigation.Section.PERSON]

    @cached_property
    def person_menu(self) -> list[Place]:
        group = self._drawn.get(navigation.Section.PERSON)
        return group.places if group else []

    @cached_property
    def bell_url(self) -> str:
        bell = navigation.the_bell()
        return reverse(bell.url_name) if bell and self.person else ""

    @cached_property
    def bell_count(self) -> int:
        bell = navigation.the_bell()
        return bell.count(self.person, self.at) if bell and self.person else 0

    @property
    def bell_text(self) -> str:
        return f"{BELL_CAP}+" if self.bell_count > BELL_CAP else str(self.bell_count)

    @cached_property
    def search_url(self) -> str:
        search = navigation.the_search()
        return reverse(search) if search and self.person else ""

    @cached_property
    def theme(self) -> Theme:
        return chosen_theme(self.request)

    @property
    def themes(self) -> list[Theme]:
        return list(Theme)

    @cached_property
    def _drawn(self) -> dict[navigation.Section, Group]:
        if self.person is None:
            return {}
        seen = navigation.entries_for(self.person, self.at)
        here = self._here([entry for entries in seen.values() for entry in entries])
        return {
            section: Group(section.label, [_place(entry, here) for entry in entries])
            for section, entries in seen.items()
        }

    def _here(self, entries: list[navigation.Entry]) -> str:
        """The longest entry address that the current one begins with; / only when it is that."""
        path = self.request.path
        urls = [reverse(entry.url_name) for entry in entries]
        fitting = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
        return max(fitting, key=len, default="")


def _place(entry: navigation.Entry, here: str) -> Place:
    url = reverse(entry.url_name)
    return Place(entry.label, entry.icon, url, url == here, entry.post)


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame` in every template that has a request."""
    return {"frame": Frame(request)}
