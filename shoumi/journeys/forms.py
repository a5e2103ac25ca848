"""What is asked for where a procedure crosses domains."""

from shoumi.domains.policies.forms.writing import LawsForm
from shoumi.foundation.law import load_laws


class RegimeLawsForm(LawsForm):
    """The laws that the regime in force rests on; ticked are those that its text names."""

    def known(self) -> list[str]:
        said = "".join(self.subject.clauses.standing().values_list("text", flat=True))
        return [law.key for law in load_laws().laws.values() if law.title.zh in said]
