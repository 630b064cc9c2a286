"""The profile that LibreOffice runs with: written by us, so that nobody's settings or extensions are in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

# Group of the registry, property, value. What is not said here is as LibreOffice ships it.
SETTINGS: Final = (
    # Nothing is fetched for a file that lies in no trusted place, and ours lies in none.
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "CheckDocumentEvents", "true"),
    # It asks nothing, reports nothing, recovers nothing, and looks for no newer version.
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Misc", "CrashReport", "false"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Common/Save/Document", "UseUserData", "false"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "0"),
    (
        "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
        "AutoCheckEnabled",
        "false",
    ),
)
_NO_JAVA: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<java xmlns="http://openoffice.org/2004/java/framework/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<enabled xsi:nil="false">false</enabled><userClassPath xsi:nil="true"/><vmParameters xsi:nil="true"/>'
    '<jreLocations xsi:nil="true"/><javaInfo xsi:nil="true"/></java>\n'
)


def write_profile(folder: Path) -> None:
    """Write a fresh profile into a folder that does not exist yet."""
    user = folder / "user"
    (user / "config").mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    for system in ("Linux_X86_64", "Linux_AARCH64"):
        (user / "config" / f"javasettings_{system}.xml").write_text(_NO_JAVA, encoding="utf-8")


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{escape(group, {chr(34): "&quot;"})}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for group, name, value in SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n'
    )
