"""What styles and settings do to every document."""

from __future__ import annotations

import pytest

from tests.legal.documents.linting.bad_templates import CLAUSE, docx, look_at
from tests.legal.documents.linting.test_word import WHERE
from tests.legal.documents.word_files import with_text_replaced


class TestStyles:
    """Text hidden by its style."""

    HIDDEN = (
        b'<w:style w:type="character" w:styleId="Oc"><w:name w:val="Oc"/><w:rPr><w:vanish/></w:rPr></w:style>'
        b'<w:style w:type="character" w:styleId="Oc2"><w:name w:val="Oc2"/><w:basedOn w:val="Oc"/></w:style>'
        b'<w:style w:type="character" w:styleId="No"><w:name w:val="No"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
        b"</w:styles>"
    )

    def in_style(self, name: str) -> bytes:
        """Return a file with a text in a style."""
        run = f'<w:p><w:r><w:rPr><w:rStyle w:val="{name}"/></w:rPr><w:t>x</w:t></w:r></w:p>'
        return with_text_replaced(docx(CLAUSE, run), "word/styles.xml", b"</w:styles>", self.HIDDEN)

    @pytest.mark.parametrize("name", ["Oc", "Oc2"])
    def test_that_hide_are_warned_of_where_they_are_used(self, name: str) -> None:
        report = look_at(self.in_style(name))
        assert [(each.severity, each.code, each.where) for each in report.findings] == [("warning", "HID01", WHERE)]

    @pytest.mark.parametrize("name", ["No", "Otro"])
    def test_that_do_not_are_accepted(self, name: str) -> None:
        assert look_at(self.in_style(name)).findings == ()


class TestSettings:
    """What would hold for every document."""

    def with_setting(self, markup: bytes) -> bytes:
        """Return a file with a setting."""
        return with_text_replaced(docx("x"), "word/settings.xml", b"</w:settings>", markup + b"</w:settings>")

    def test_that_track_changes_are_warned_of(self) -> None:
        report = look_at(self.with_setting(b"<w:trackRevisions/>"))
        assert [(each.severity, each.code) for each in report.findings] == [("warning", "TRK02")]
        assert report.ok

    @pytest.mark.parametrize(
        "markup",
        [b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>', b'<w:writeProtection w:recommended="1"/>'],
    )
    def test_that_protect_the_file_are_refused(self, markup: bytes) -> None:
        report = look_at(self.with_setting(markup))
        assert [(each.code, each.where) for each in report.findings] == [
            ("PRT01", "Archivo, parte «word/settings.xml»")
        ]

    @pytest.mark.parametrize(
        "markup", [b'<w:trackRevisions w:val="false"/>', b'<w:documentProtection w:edit="readOnly" w:enforcement="0"/>']
    )
    def test_that_are_off_are_accepted(self, markup: bytes) -> None:
        assert look_at(self.with_setting(markup)).findings == ()
