"""The kernel's own entries in the sidebar and the person's menu, and the bell."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import may
from shoumi.kernel.ui.calendar.views import may_set
from shoumi.kernel.ui.navigation import Bell, Entry, Section, declare, declare_bell, everyone
from shoumi.kernel.ui.papers.templating import may_replace
from shoumi.kernel.ui.sending.undelivered import may_see_to
from shoumi.kernel.ui.work.board import oversees
from shoumi.kernel.ui.work.waiting import count


def may_read_log(person: Any, at: datetime) -> bool:
    return may(person, "activity.read_log", None, at)


declare(
    Entry("work.home", _("Inbox"), "inbox", Section.DAILY, 1, everyone),
    Entry("work.board", _("Follow-up"), "clipboard-check", Section.COMMITTEE, 35, oversees),
    Entry("people.persons", _("Persons"), "users", Section.SYSTEM, 10, everyone),
    Entry("people.organisation", _("Organisation"), "sitemap", Section.SYSTEM, 20, everyone),
    Entry("log.log", _("The log"), "history", Section.OVERSIGHT, 80, may_read_log),
    Entry("people.me", _("My page"), "id", Section.PERSON, 10, everyone),
    Entry("accounts.sessions", _("Where I am signed in"), "device-desktop", Section.PERSON, 20,
          everyone),
    Entry("accounts.change_password", _("Change your password"), "key", Section.PERSON, 30,
          everyone),
    Entry("feed.mine", _("Calendar feed"), "calendar", Section.PERSON, 45, everyone),
    Entry("sending.my_channels", _("How I am told"), "bell", Section.PERSON, 35, everyone),
    Entry("calendar.calendar", _("Working calendar"), "calendar", Section.SYSTEM, 30, may_set),
    Entry("sending.undelivered", _("Not delivered"), "alert-triangle", Section.SYSTEM, 40,
          may_see_to),
    Entry("papers.templates", _("Word templates"), "file", Section.SYSTEM, 35, may_replace),
    Entry("accounts.keys", _("Access keys"), "link", Section.PERSON, 40, everyone),
    Entry("accounts.sign_out", _("Sign out"), "logout", Section.PERSON, 90, everyone, post=True),
)  # fmt: skip
declare_bell(Bell("work.home", count))
