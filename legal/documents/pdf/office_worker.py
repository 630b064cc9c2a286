"""Keep one LibreOffice running and turn Word files into PDF/A-2b, by order of the process that started this one.

Run by ``office`` as a file, with a Python that has LibreOffice's ``uno`` (the system's, or LibreOffice's own):
it imports nothing of the project. The arguments are the path of ``soffice``, the folder of its profile and the
name of a pipe. It leads a process group of its own. Orders come as lines of JSON on the standard input, answers
leave as lines of JSON on the standard output: first the version, then one for each order. The end of the input
ends both programs.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import uno

MEMORY_BYTES: Final = 3 * 1024 * 1024 * 1024
LARGEST_FILE: Final = 256 * 1024 * 1024
SECONDS_TO_START: Final = 90

# com.sun.star.document.MacroExecMode and UpdateDocMode: no program of a document runs, no link is followed.
NEVER_EXECUTE: Final = 0
NO_UPDATE: Final = 0
PDF_A_2B: Final = 2


def confine() -> None:
    """Bound the memory and the files of this process and of the LibreOffice that it starts."""
    os.umask(0o077)
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))


def start(soffice: str, profile: str, pipe: str) -> subprocess.Popen[bytes]:
    """Start LibreOffice without windows, with a profile of its own, listening on a pipe and nowhere else."""
    return subprocess.Popen(  # noqa: S603 - our own arguments, no shell
        [
            soffice,
            "--headless",
            "--invisible",
            "--nologo",
            "--nodefault",
            "--norestore",
            "--nolockcheck",
            "--nofirststartwizard",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def connect(pipe: str) -> Any:
    """Return the component context of the LibreOffice that listens on the pipe.

    :raises TimeoutError: when it does not answer in time.
    """
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _attempt in range(SECONDS_TO_START * 10):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - the bridge raises classes that only exist once it is connected
            time.sleep(0.1)
    raise TimeoutError("LibreOffice did not start")


def version_of(context: Any) -> str:
    """Return the version of the LibreOffice at the other end, as "7.4.7.2"."""
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    node = (_property("nodepath", "/org.openoffice.Setup/Product"),)
    product = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", node)
    return f"{product.getByName('ooSetupVersion')}{product.getByName('ooSetupExtension')}" or "unknown"


def convert(desktop: Any, source: str, target: str) -> None:
    """Write the PDF/A-2b of a Word file: tagged, with its title shown and its tables of contents brought up to date."""
    document = desktop.loadComponentFromURL(
        Path(source).as_uri(),
        "_blank",
        0,
        (
            _property("Hidden", True),
            _property("FilterName", "MS Word 2007 XML"),
            _property("MacroExecutionMode", NEVER_EXECUTE),
            _property("UpdateDocMode", NO_UPDATE),
        ),
    )
    if document is None:
        raise ValueError("LibreOffice did not open the file")
    try:
        _update_indexes(document)
        document.storeToURL(
            Path(target).as_uri(),
            (_property("FilterName", "writer_pdf_Export"), _property("FilterData", _export_options())),
        )
    finally:
        document.close(True)


def _update_indexes(document: Any) -> None:
    # Fields are left alone: a date in the text is the one that was issued. Page numbers follow the layout anyway.
    indexes = document.getDocumentIndexes()
    for number in range(indexes.getCount()):
        uno.invoke(indexes.getByIndex(number), "update", ())


def _export_options() -> Any:
    options = {
        "SelectPdfVersion": PDF_A_2B,
        "UseTaggedPDF": True,
        "DisplayPDFDocumentTitle": True,
        "ExportBookmarks": True,
        "ExportFormFields": False,
        "EmbedStandardFonts": True,
    }
    values = tuple(_property(name, value) for name, value in options.items())
    return uno.Any("[]com.sun.star.beans.PropertyValue", values)


def _property(name: str, value: Any) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def _answer(**values: Any) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Start, then serve orders until there are no more. Returns the exit code."""
    soffice, profile, pipe = arguments
    confine()
    office = start(soffice, profile, pipe)
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        _answer(version=version_of(context))
        for line in sys.stdin:
            order = json.loads(line)
            try:
                convert(desktop, order["source"], order["target"])
            except Exception as error:  # noqa: BLE001 - told to who ordered, who starts anew
                _answer(problem=f"{type(error).__name__}: {error}"[:500])
            else:
                _answer(problem="")
    finally:
        # ``soffice`` starts another process, which outlives it: the whole group is told to end.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(0, signal.SIGTERM)
        office.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
