"""Open SDG sites in and out of the record: the platform many statistics offices publish their indicators with.

    FORMAT     for import_content: reads a folder or ZIP, plans and writes it
    export     the files of a site by path, from the record

What the files themselves look like is publishing.sheets.opensdg; here is what they mean in the record.
"""

from pathlib import Path

from publishing.imports import Format
from publishing.sheets import SheetError, opensdg
from publishing.sheets.archives import Archive
from publishing.sheets.files import INDICATOR, files_of_folder
from publishing.sheets.sources import source_of

from .incoming import plan
from .outgoing import export

__all__ = ["FORMAT", "export"]


def is_site(parcel) -> bool:
    """Whether a folder or archive has a file indicator_….csv. What cannot be opened has none."""
    try:
        if isinstance(parcel.data, Path) and parcel.data.is_dir():
            names = files_of_folder(parcel.data, parcel.name, opensdg.FILES)
        else:
            names = Archive(source_of(parcel.data, parcel.name)).members
    except (SheetError, OSError):
        return False
    return any(INDICATOR.search(name) for name in names)


def read(parcel):
    return opensdg.read(parcel.data, parcel.name)


FORMAT = Format("opensdg", is_site, read, plan)
