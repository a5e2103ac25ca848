"""Which sealed file is shown for a version, and every sealed file that there is of it."""

from dataclasses import dataclass

from shoumi.domains.vault.models import CarrierVersion, ViewingCopy
from shoumi.kernel.storage.models import SealedObject


@dataclass(frozen=True)
class Face:
    """What is drawn when a version is looked at: the version itself, or its viewing copy."""

    file: SealedObject
    name: str
    copy: ViewingCopy | None = None


def face_of(version: CarrierVersion) -> Face:
    """The viewing copy that somebody added, else the house's, else the file itself."""
    copy = version.viewing_copies.select_related("file", "added_by").first()
    return Face(copy.file, "", copy) if copy else Face(version.file, version.name)


def sealed_of(version: CarrierVersion) -> list[SealedObject]:
    """Everything that must be destroyed with a version: its file and all that was made of it.

    Of a whole carrier it is `carrier.sealed_objects`: what is derived is sealed with the carrier.
    """
    copies = version.viewing_copies.select_related("file")
    return [version.file, *(copy.file for copy in copies)]
