"""Who there is, where they belong, which posts they hold, and how they sign in."""

from shoumi.kernel.accounts.models.accounts import Account, SignInAttempt, SignInSession
from shoumi.kernel.accounts.models.feeds import CalendarFeed
from shoumi.kernel.accounts.models.imports import ImportRun
from shoumi.kernel.accounts.models.keys import AccessKey
from shoumi.kernel.accounts.models.persons import Absence, Person
from shoumi.kernel.accounts.models.posts import Appointment, Post, Role
from shoumi.kernel.accounts.models.units import OrgUnit

__all__ = [
    "Absence",
    "AccessKey",
    "Account",
    "Appointment",
    "CalendarFeed",
    "ImportRun",
    "OrgUnit",
    "Person",
    "Post",
    "Role",
    "SignInAttempt",
    "SignInSession",
]
