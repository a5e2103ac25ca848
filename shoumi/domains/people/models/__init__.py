"""What is required of whoever meets secrets, and what each person holds."""

from shoumi.domains.people.models.qualification import Qualification
from shoumi.domains.people.models.requirement import Requirement

__all__ = ["Qualification", "Requirement"]
