"""System checks of the room, asked for by ``check --deploy``: whether an antivirus looks at what people bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from legal.documents import scanning
from legal.documents.clamd import ScannerFailed


@register(Tags.security, deploy=True)
def uploads_are_scanned(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Uploads are scanned by an antivirus that answers."""
    scanner = scanning.scanner()
    if scanner is None:
        return [
            Warning(
                "No antivirus looks at uploaded files: CLAMD_ADDRESS is not set.",
                hint="See docs/how-to/scan-uploads.md. The pages say of each file that it was not scanned.",
                id="documents.W001",
            )
        ]
    try:
        scanner.version()
    except ScannerFailed as failure:
        return [
            Warning(
                f"The antivirus at {settings.CLAMD_ADDRESS} does not answer: {failure}.",
                hint="Files are kept and wait for manage.py scan_files.",
                id="documents.W002",
            )
        ]
    return []
