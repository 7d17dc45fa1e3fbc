"""Who may see a file that editors handed in: whoever may see the photo or document it belongs to."""

from django.db.models import Q

from publishing.models.publishable import may_preview
from reference.models import Document, DocumentFile, Photo
from reference.models.papers import DocumentAccess


def owners_of(name: str) -> list[Photo | Document]:
    """The photos, else the documents, that a file in the store belongs to."""
    if "\0" in name:
        return []
    stem = name.rpartition("-")[0]
    photos = Photo._base_manager.filter(Q(image=name) | Q(renditions__stem=stem))
    found = [photo for photo in photos if name in photo.own_files()]
    if found:
        return found
    return [one.document for one in DocumentFile._base_manager.filter(file=name).select_related("document")]


def is_for_all(owner: Photo | Document) -> bool:
    """Whether anyone may see the files of a photo or document."""
    may_be = owner.may_be_shown if isinstance(owner, Photo) else owner.access == DocumentAccess.PUBLIC
    return owner.is_public and may_be


def is_for(user, owner: Photo | Document) -> bool:
    return is_for_all(owner) or may_preview(user, type(owner))
