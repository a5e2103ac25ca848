"""How an action is asked for on a screen: its form, its button, and the answers to a no.

A domain declares `acts.form("register.decline", NoteForm, decline)` when it is loaded; the record
page then offers it to whoever may, where the state allows it.
"""

from shoumi.kernel.ui.acts.answering import answer
from shoumi.kernel.ui.acts.forms import ActForm, DayField, NoteForm, PersonField
from shoumi.kernel.ui.acts.people import PeopleField
from shoumi.kernel.ui.acts.registry import Act, Button, all_acts, find, form, never

__all__ = [
    "Act",
    "ActForm",
    "Button",
    "DayField",
    "NoteForm",
    "PeopleField",
    "PersonField",
    "all_acts",
    "answer",
    "find",
    "form",
    "never",
]
