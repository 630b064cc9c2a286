"""What may be kept as a file of a case: told by its bytes, never by its name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from legal.documents import archives, dangers, images, packages
from legal.documents.dangers import Danger
from legal.documents.errors import CannotStore
from workflow.errors import Obstacle

LONGEST_NAME: Final = 120

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WINDOWS_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_EXTENSIONS: Final = re.compile(r"\.(docx?|docm|dotx?|xlsx?|xlsm|pdf|png|jpe?g|zip)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class FileType:
    """A kind of file that may be kept, with the extension its name gets."""

    media_type: str
    extension: str


DOCX: Final = FileType(
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document", extension=".docx"
)
XLSX: Final = FileType(
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", extension=".xlsx"
)
PDF: Final = FileType(media_type="application/pdf", extension=".pdf")
PNG: Final = FileType(media_type="image/png", extension=".png")
JPEG: Final = FileType(media_type="image/jpeg", extension=".jpg")
# Nobody uploads one: the values of a document are kept as such.
JSON: Final = FileType(media_type="application/json", extension=".json")

_MAIN_PARTS: Final = (
    ("word/document.xml", b"wordprocessingml.document.main+xml", DOCX),
    ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml", XLSX),
)


def file_type(content: bytes, *, largest: int, only: FileType | None = None) -> FileType:
    """Return the type of an uploaded file, read from its bytes; ``only`` is the one that is taken, where it is one.

    :raises CannotStore: when it is empty, larger than ``largest`` bytes, of another type, protected,
        broken, with macros, or takes content from another place when opened.
    """
    if not content:
        raise _refusal(_("El archivo está vacío."))
    if len(content) > largest:
        raise _refusal(
            _("El archivo pesa %(size)s y el máximo es %(largest)s.")
            % {"size": filesizeformat(len(content)), "largest": filesizeformat(largest)}
        )
    if content.startswith(archives.ZIP):
        return _office_type(content, only)
    if only is DOCX:
        raise _refusal(_another_type(only))
    if content.startswith(b"%PDF-"):
        return _checked_pdf(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _checked_image(PNG, images.pixels_of_png(content))
    if content.startswith(b"\xff\xd8\xff"):
        return _checked_image(JPEG, images.pixels_of_jpeg(content))
    if content.startswith(_OLE):
        raise _refusal(
            _("El archivo es de un formato antiguo de Office o está protegido con contraseña.")
            + " "
            + _("Guárdelo como .docx o .xlsx, sin contraseña.")
        )
    raise _refusal(_another_type(only))


def _another_type(only: FileType | None) -> str:
    if only is DOCX:
        return _("Tiene que ser un archivo de Word (.docx), sin contraseña: guárdelo así y súbalo de nuevo.")
    return _("El tipo de archivo no se admite. Presente un .docx, .xlsx, .pdf, .png o .jpg.")


def _office_type(content: bytes, only: FileType | None) -> FileType:
    try:
        parts = packages.read_parts(content)
        if packages.has_macros(parts) or packages.has_nested_macros(parts):
            raise _refusal(
                _("El archivo lleva macros. Guárdelo como .docx, sin macros.")
                if only is DOCX
                else _("El archivo lleva macros. Guárdelo como .docx o .xlsx, sin macros.")
            )
        if packages.declares_entities(parts):
            raise _refusal(_("El archivo está mal formado: declara entidades."))
        outside = packages.outside_sources(parts)
    except packages.UnreadablePackage as error:
        raise _refusal(str(error)) from error
    if outside:
        raise _refusal(
            _("El archivo toma contenido de otro lugar (%(address)s). Guarde una copia con ese contenido incluido.")
            % {"address": outside[0][:80]}
        )
    declared = parts.get(packages.CONTENT_TYPES, b"")
    for main_part, main_type, found in _MAIN_PARTS:
        if main_part in parts and main_type in declared and only in (None, found):
            return found
    raise _refusal(_another_type(only))


def _checked_pdf(content: bytes) -> FileType:
    if b"%%EOF" not in content:
        raise _refusal(_("El PDF está incompleto. Vuelva a guardarlo y preséntelo de nuevo."))
    if danger := dangers.danger_in(content):
        raise _refusal(_told(danger))
    return PDF


def _told(danger: Danger) -> str:
    if danger is Danger.ENCRYPTED:
        return _("El PDF está protegido con contraseña. Guarde una copia sin protección.")
    if danger is Danger.SCRIPT:
        return _("El PDF lleva programas (JavaScript). Imprímalo a un PDF nuevo y preséntelo de nuevo.")
    if danger is Danger.LAUNCH:
        return _("El PDF abre otros programas. Imprímalo a un PDF nuevo y preséntelo de nuevo.")
    if danger is Danger.ATTACHMENT:
        return _("El PDF lleva otros archivos dentro. Preséntelos por separado, e imprímalo a un PDF nuevo.")
    return _("El PDF no se puede revisar: está dañado o es demasiado complejo. Imprímalo a un PDF nuevo.")


def _checked_image(kind: FileType, pixels: int | None) -> FileType:
    if pixels is None:
        raise _refusal(_("La imagen está dañada: no dice cuánto mide. Vuelva a guardarla."))
    if pixels > images.MAX_PIXELS:
        raise _refusal(_("La imagen es demasiado grande al abrirse. Guárdela con menos resolución."))
    return kind


def clean_name(name: str, kind: FileType) -> str:
    """Return a name that is safe on any system, shows what it is, and ends in the type's extension.

    Folders, control and direction signs and what some system forbids are taken out; a name with
    nothing left becomes "documento".
    """
    stem = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem = "".join(" " if sign in '<>:"|?*\r\n\t' else sign for sign in stem)
    stem = "".join(sign for sign in stem if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    stem = _EXTENSIONS.sub("", " ".join(stem.split()).strip(". "))
    stem = stem[: LONGEST_NAME - len(kind.extension)].strip(". ")
    if not stem or _WINDOWS_DEVICES.fullmatch(stem.partition(".")[0]):
        stem = _("documento")
    return f"{stem}{kind.extension}"


def _refusal(text: str) -> CannotStore:
    return CannotStore(Obstacle(text=text, where="file"))
