from reference.models.economies import Economy
from reference.models.papers import Citation, Document, DocumentFile, Note, Source
from reference.models.people import Appointment, Forum, ForumAlias, Organisation, Person
from reference.models.photos import Photo, PhotoPerson
from reference.models.places import Place
from reference.models.words import Term, Topic

__all__ = [
    "Appointment",
    "Citation",
    "Document",
    "DocumentFile",
    "Economy",
    "Forum",
    "ForumAlias",
    "Note",
    "Organisation",
    "Person",
    "Photo",
    "PhotoPerson",
    "Place",
    "Source",
    "Term",
    "Topic",
]
