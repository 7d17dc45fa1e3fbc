"""A picture in the sizes and formats that browsers ask for, made once and kept beside it.

Names hold the code of the photo and a fingerprint of what they were made from: another picture, another name, so that
they may be kept for good. Nothing here knows the database.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

# Pixels across: a phone, a column or a sharp phone, a sharp column.
WIDTHS = (480, 960, 1600)
# On a phone, what is wider than this is a strip in which nobody can be made out: it is cut around its focal point.
PANORAMA = 2.0
CUT = (4, 3)
CUT_WIDTHS = (480, 960)
# What a browser may take, best first; the last one any browser can show. With alpha, PNG stands in for JPEG.
SAVED = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 7},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
    "png": {"format": "PNG", "optimize": True},
}
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
# Raised when any of the above changes, so that the command makes all of them anew.
RECIPE = 1


def recipe_of(name, focus):
    """What renditions of a file depend on, to be compared with what those there were made from."""
    return [RECIPE, name, *focus]


def cut_box(width, height, shape, focus):
    """The largest part of a picture in a shape (across, down) that keeps its focal point, (percent, percent), as near
    to the middle as the edges let it: (left, top, right, bottom) in pixels."""
    across, down = shape
    wide = min(width, round(height * across / down))
    high = min(height, round(width * down / across))
    left = min(max(round(width * focus[0] / 100 - wide / 2), 0), width - wide)
    top = min(max(round(height * focus[1] / 100 - high / 2), 0), height - high)
    return left, top, left + wide, top + high


def widths_for(width, widths):
    """The widths to make of a picture: never wider than it is."""
    smaller = [one for one in widths if one < width]
    return [*smaller, width] if len(smaller) < len(widths) else smaller


def ready(image):
    """A picture upright, in RGB or, where it lets something show through, RGBA."""
    upright = ImageOps.exif_transpose(image)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    return upright.convert("RGBA" if has_alpha else "RGB")


def make(storage, name, stem, focus):
    """Writes all renditions of the file `name`, and says which: the value of Photo.renditions.

    Raises what Pillow and the storage raise, after taking back what it had written.
    """
    with storage.open(name) as file:
        content = file.read()
    fingerprint = hashlib.sha256(content + repr(recipe_of(name, focus)).encode()).hexdigest()[:12]
    stem = f"{name.rsplit('/', 1)[0]}/{stem}-{fingerprint}"
    written = []
    try:
        with Image.open(BytesIO(content)) as image:
            picture = ready(image)
        last = "png" if picture.mode == "RGBA" else "jpg"
        sets = [("", picture, WIDTHS)]
        if picture.width / picture.height > PANORAMA:
            sets.append(("c", picture.crop(cut_box(*picture.size, CUT, focus)), CUT_WIDTHS))
        found = {"recipe": recipe_of(name, focus), "stem": stem, "last": last}
        for letter, whole, widths in sets:
            found[letter or "w"] = []
            for width in widths_for(whole.width, widths):
                size = (width, max(1, round(whole.height * width / whole.width)))
                scaled = whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
                found[letter or "w"].append(size)
                for ending in ("avif", "webp", last):
                    out = BytesIO()
                    scaled.save(out, **SAVED[ending])
                    path = f"{stem}-{letter}{width}.{ending}"
                    storage.delete(path)
                    written.append(storage.save(path, ContentFile(out.getvalue())))
    except Exception:
        for path in written:
            storage.delete(path)
        raise
    return found


def files_of(renditions):
    """The names of all files that a value of Photo.renditions stands for."""
    if not renditions:
        return []
    endings = ("avif", "webp", renditions["last"])
    sizes = [("", size) for size in renditions["w"]] + [("c", size) for size in renditions.get("c", [])]
    return [f"{renditions['stem']}-{letter}{size[0]}.{end}" for letter, size in sizes for end in endings]


@dataclass(frozen=True, slots=True)
class Source:
    """One <source>, or the <img> at the end: its files with their widths, and the size of the largest."""

    type: str
    srcset: str
    src: str
    width: int
    height: int
    is_cut: bool = False


def sources_of(storage, renditions):
    """What stands in a <picture>, best first; the last one is its <img>."""

    def source(letter, ending):
        files = [
            (storage.url(f"{renditions['stem']}-{letter}{width}.{ending}"), width, height)
            for width, height in renditions[letter or "w"]
        ]
        srcset = ", ".join(f"{url} {width}w" for url, width, _height in files)
        return Source(TYPES[ending], srcset, *files[-1], is_cut=bool(letter))

    endings = ("avif", "webp", renditions["last"])
    cut = [source("c", ending) for ending in endings] if renditions.get("c") else []
    return [*cut, *(source("", ending) for ending in endings)]
