"""Pictures that come in: opened, measured and written anew before they are kept."""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 40_000_000
MAX_BYTES = 20 * 1024 * 1024
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def check_image(file):
    """Refuse what is not a picture we keep: other formats, broken files, more than 40 megapixels.

    Pillow itself warns only at 89 and stops only at 179 megapixels, so the size is read before the pixels are.
    """
    if getattr(file, "_committed", False):
        return
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."), code="too_large")
    try:
        file.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file) as image:
                kind, (width, height) = image.format, image.size
                if kind not in FORMATS:
                    raise ValidationError(_("Use a JPEG, PNG or WebP picture."), code="format")
                if width * height > MAX_PIXELS:
                    raise ValidationError(
                        _("The picture has more than 40 million pixels; make it smaller first."),
                        code="too_large",
                    )
                image.load()
    except ValidationError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(_("This file cannot be read as a picture."), code="unreadable") from error
    finally:
        file.seek(0)


def written_anew(file) -> ContentFile:
    """The same picture without whatever else the file carried: position, camera, comments, appended data."""
    file.seek(0)
    with Image.open(file) as image:
        kind = image.format
        upright = ImageOps.exif_transpose(image)
        # Pillow would write the comment of a JPEG back of its own accord.
        upright.info.pop("comment", None)
        out = BytesIO()
        if kind == "JPEG":
            upright.convert("RGB").save(out, "JPEG", quality=88, optimize=True, progressive=True)
        else:
            upright.save(out, kind)
    stem = file.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return ContentFile(out.getvalue(), name=f"{stem}.{FORMATS[kind]}")
