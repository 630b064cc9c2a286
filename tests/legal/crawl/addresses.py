"""Each address of the site: whose it is, what it is about, which act it sends. One table, asked by tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from legal.agreements.models.review import Part

GET: Final = "GET"
POST: Final = "POST"
BOTH: Final = (GET, POST)
FILLED_IN: Final = (200, 302, 409, 422)


class Whose(Enum):
    """Who is let in. What else happens is in the columns of the row."""

    # Everybody, signed in or not. The answers are the row's.
    PUBLIC = "public"
    # Whoever is signed in.
    PERSON = "person"
    # Whoever sees the case; for others it does not exist.
    CASE = "case"
    # As CASE; the form is an attempt at the row's act, and refused to whom the matrix does not give it.
    ACT = "act"
    # As CASE; the form is an attempt at the act of the step, and refused to whom the step is not.
    STEP = "step"
    # As CASE; even the page is refused to whom the step is not.
    DRAFT = "draft"
    # The one person that the object belongs to; for others it does not exist.
    HOLDER = "holder"
    # Who administers the site; others are sent to the door.
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True)
class Address:
    """One address: its name, whose it is, and what it answers to those whose it is, by method.

    ``about`` names what the address takes (see ``objects``), ``act`` the act of its form, ``methods``
    what it serves: another method is answered by 405. ``get`` and ``post`` are the statuses to expect
    where the person is let in; a form is sent empty. ``anonymous`` are those of a public page for
    nobody in particular, by method; ``query`` is what a page needs to answer at all.
    """

    name: str
    whose: Whose
    about: str = ""
    act: str = ""
    methods: tuple[str, ...] = BOTH
    get: tuple[int, ...] = (200,)
    post: tuple[int, ...] = FILLED_IN
    anonymous: dict[str, tuple[int, ...]] = field(default_factory=dict)
    query: str = ""
    # The act is about no case and no unit: the role gives it, wherever its unit is.
    of_role: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.about})" if self.about else self.name


def public(name: str, about: str = "", **answers: object) -> Address:
    """Return a row of a page that everybody sees."""
    return Address(name=name, whose=Whose.PUBLIC, about=about, **answers)  # type: ignore[arg-type]


def person(name: str, **answers: object) -> Address:
    """Return a row of a page for whoever is signed in."""
    return Address(name=name, whose=Whose.PERSON, **answers)  # type: ignore[arg-type]


def shown(name: str, about: str, **answers: object) -> Address:
    """Return a row of a page or a file for whoever sees the case; it takes no form."""
    return Address(name=name, whose=Whose.CASE, about=about, methods=(GET,), **answers)  # type: ignore[arg-type]


def act(name: str, about: str, act: str, **answers: object) -> Address:
    """Return a row of a page that sends an act outside the steps."""
    return Address(name=name, whose=Whose.ACT, about=about, act=act, **answers)  # type: ignore[arg-type]


def step(name: str) -> Address:
    """Return a row of the page of a step; the flows say which act it is, and whose."""
    return Address(name=name, whose=Whose.STEP, about=name)


TO_THE_DOOR: Final = (302,)
EDIT: Final = "agreements.edit"
CHANGE: Final = "addenda.write_change"

ENGINE: Final = (
    # The door. A form that is sent to it again is read as anybody's.
    public("workflow:sign_in", get=TO_THE_DOOR, post=TO_THE_DOOR, anonymous={GET: (200,), POST: (200,)}),
    public("account_login", get=TO_THE_DOOR, post=TO_THE_DOOR, anonymous={GET: (200,), POST: (200,)}),
    public("mfa_authenticate", get=(302,), post=(302,), anonymous={GET: (302,), POST: (302,)}),
    public("openid_connect_login", "provider", get=(404,), post=(404,), anonymous={GET: (404,), POST: (404,)}),
    public("openid_connect_callback", "provider", get=(404,), post=(404,), anonymous={GET: (404,), POST: (404,)}),
    public("set_language", get=(302,), post=(302,), anonymous={GET: (302,), POST: (302,)}),
    public("icon", get=(302,), post=(302,), anonymous={GET: (302,), POST: (302,)}),
    public("workflow:calendar_file", "calendar", methods=(GET,), anonymous={GET: (200,)}),
    public("workflow:calendar_file", "unknown calendar", methods=(GET,), get=(404,), anonymous={GET: (404,)}),
    # One's own.
    person("workflow:sign_out", methods=(POST,), post=(302,)),
    person("account_logout", methods=(POST,), post=(302,)),
    person("workflow:inbox", methods=(GET,)),
    person("workflow:account", methods=(GET,)),
    person("mfa_index", methods=(GET,)),
    person("workflow:change_password", post=(200,)),
    person("workflow:resume", methods=(GET,), get=(302,)),
    # Nobody of the crawl has set a second factor up: there is none to prove again, and no codes to show.
    person("mfa_reauthenticate", get=(403,), post=(403,)),
    person("mfa_activate_totp", post=(200,)),
    person("mfa_view_recovery_codes", methods=(GET,), get=(404,)),
    person("mfa_generate_recovery_codes", post=(200,)),
    person("workflow:calendars", methods=(GET,)),
    Address(name="workflow:make_calendar_address", whose=Whose.HOLDER, about="post", methods=(POST,), post=(200,)),
    Address(
        name="workflow:revoke_calendar_address",
        whose=Whose.HOLDER,
        about="calendar address",
        methods=(POST,),
        post=(302,),
    ),
    # A step is taken by whom it is for, and given back only by who took it.
    Address(name="workflow:claim", whose=Whose.STEP, about="agreements:submit", methods=(POST,)),
    Address(name="workflow:release", whose=Whose.CASE, about="agreements:submit", methods=(POST,), post=(409,)),
)

AGREEMENTS: Final = (
    person("agreements:list", methods=(GET,)),
    Address(name="agreements:create", whose=Whose.PERSON, act="agreements.open"),
    shown("agreements:text", "case"),
    act("agreements:add_criterion", "case", EDIT),
    act("agreements:criterion", "criterion", EDIT),
    act("agreements:remove_criterion", "criterion", EDIT, methods=(POST,)),
    act("agreements:add_indicator", "case", EDIT),
    act("agreements:indicator", "indicator", EDIT),
    act("agreements:remove_indicator", "indicator", EDIT, methods=(POST,)),
    act("agreements:grid_of_criteria", "case", EDIT),
    act("agreements:grid_of_indicators", "case", EDIT),
    act("agreements:matrices", "case", EDIT),
    shown("agreements:matrices_workbook", "case"),
    act("agreements:confirm_matrices", "case", EDIT, methods=(POST,)),
    act("agreements:part", Part.OBJECT, EDIT),
    act("agreements:part", Part.PARTIES, EDIT),
    act("agreements:part", Part.AMBIT, EDIT),
    act("agreements:part", Part.MONEY, EDIT),
    shown("agreements:part", Part.COMMITMENTS),
    shown("agreements:part", Part.INDICATORS),
    shown("agreements:preview", "case"),
    act("agreements:activities", "case", EDIT),
    act("agreements:checks", "case", "agreements.give_reasons"),
    act("agreements:withdraw", "case", "agreements.withdraw"),
    shown("agreements:instrument_file", "instrument"),
    act("agreements:waive_visa", "visa", "signing.waive_visa"),
    act("agreements:close_consultation", "consultation", "agreements.close_consultation", methods=(POST,)),
    step("agreements:submit"),
    step("agreements:answer_consultation"),
    step("agreements:technical_opinion"),
    step("agreements:budget_opinion"),
    step("agreements:legal_opinion"),
    step("agreements:correct"),
    step("agreements:register_instrument"),
    step("agreements:approve"),
)

PAPERS: Final = (
    step("signing:issue"),
    step("signing:give_visa"),
    step("signing:sign"),
    step("signing:register"),
    shown("signing:signed_file", "signature"),
    shown("signing:sheet", "round"),
    step("notices:send"),
    step("notices:receive"),
    shown("notices:receipt", "notice"),
    shown("documents:download", "document"),
    shown("documents:pdf_copy", "document"),
    # Templates belong to no case; versions that nobody published are kept back from most (told by their own tests).
    person("documents:templates", methods=(GET,)),
    person("documents:template_kind", about="kind of template", methods=(GET,)),
    person("documents:upload_template", about="kind of template", act="templates.upload", of_role=True),
    person("documents:template_version", about="template version", methods=(GET,)),
    person(
        "documents:publish_template", about="template version", act="templates.publish", methods=(POST,), of_role=True
    ),
    person(
        "documents:discard_template", about="template version", act="templates.discard", methods=(POST,), of_role=True
    ),
    person("documents:template_file", about="template version", methods=(GET,)),
    person("documents:template_sample", about="no sample of a template", methods=(GET,), get=(404,)),
    # Who reads one is told by its own tests: its holder and whoever sees a case in which it gives authority.
    Address(
        name="documents:mandate_file", whose=Whose.PERSON, about="no file of a mandate", methods=(GET,), get=(404,)
    ),
)

ADDENDA: Final = (
    act("addenda:request", "case", "addenda.request"),
    shown("addenda:addendum", "addendum"),
    shown("addenda:draft", "addendum"),
    shown("addenda:report_file", "addendum"),
    act("addenda:withdraw", "addendum", "addenda.withdraw"),
    act("addenda:extend_term", "addendum", CHANGE),
    act("addenda:change_ambit", "addendum", CHANGE),
    shown("addenda:pick_clause", "addendum"),
    act("addenda:replace_clause", "clause", CHANGE),
    act("addenda:drop_change", "change", "addenda.drop_change"),
    step("addenda:admit"),
    step("addenda:submit"),
    step("addenda:technical_opinion"),
    step("addenda:legal_opinion"),
    step("addenda:register_instrument"),
    step("addenda:approve"),
)

VERIFICATION: Final = (
    shown("verification:period", "period"),
    act("verification:add_evidence", "period", "verification.add_evidence"),
    act("verification:declare_unreported", "period", "verification.declare_unreported"),
    shown("verification:file", "evidence"),
    step("verification:present"),
    step("verification:admit"),
    step("verification:complete"),
    step("verification:verify_as_third"),
    step("verification:verify"),
    step("verification:review_first"),
    step("verification:first_report"),
    step("verification:communicate"),
    step("verification:correct"),
    step("verification:verify_correction"),
    step("verification:review_second"),
    step("verification:second_report"),
    Address(
        name="verification:draft",
        whose=Whose.DRAFT,
        about="verification:first_report",
        methods=(GET,),
        get=(200, 409),
    ),
)

TRANSFERS: Final = (
    shown("transfers:transfer", "transfer"),
    shown("transfers:what_if", "period"),
    act("transfers:take_back", "transfer", "transfers.take_back"),
    act("transfers:propose", "tranche", "transfers.propose"),
    act("transfers:answer_warning", "rescue", "transfers.answer_warning"),
    shown("transfers:instruction_file", "instructed transfer"),
    shown("transfers:resolution_file", "incorporated transfer"),
    shown("transfers:model", "transfer", get=(200, 409)),
    shown("transfers:answer_file", "answered rescue"),
    shown("transfers:workbook", "calculation"),
    step("transfers:review"),
    step("transfers:authorize"),
    step("transfers:instruct"),
    step("transfers:incorporate"),
    step("transfers:copies"),
    step("transfers:confirm"),
    step("transfers:warn"),
    step("transfers:cancel_balance"),
)

FOLLOWUP: Final = (
    person("followup:attention", methods=(GET,)),
    act("followup:record_spending", "case", "followup.record_spending"),
    act("followup:import_spending", "case", "followup.import_spending"),
    # What was previewed is only sent: who opens the address chooses a file first.
    act("followup:confirm_import", "case", "followup.import_spending", get=(302,)),
    act("followup:reverse_spending", "spending", "followup.reverse_spending"),
    act("followup:request_assistance", "case", "followup.request_assistance"),
    step("followup:answer_assistance"),
    act("followup:record_visit", "case", "followup.record_visit"),
    shown("followup:visit", "visit"),
    shown("followup:visit_file", "visit with a file"),
    act("followup:record_meeting", "case", "followup.record_meeting"),
    shown("followup:meeting", "meeting"),
    shown("followup:meeting_file", "meeting"),
    act("followup:answer_meeting", "meeting", "followup.answer_meeting"),
    act("followup:settle_target", "target", "followup.settle_target"),
    act("followup:request_extension", "case", "followup.request_extension"),
    step("followup:decide_extension"),
    act("followup:suspend_deadline", "case", "followup.suspend_deadline"),
    act("followup:resume_deadline", "case", "followup.resume_deadline"),
    act("followup:suspend_agreement", "case", "followup.suspend_agreement"),
    act("followup:resume_agreement", "case", "followup.resume_agreement"),
    shown("followup:term_file", "suspension"),
)

CLOSURE: Final = (
    act("closure:record_lesson", "case", "closure.record_lesson"),
    act("closure:propose_termination", "case", "closure.propose_termination"),
    shown("closure:report_file", "closed case"),
    step("closure:final_report"),
    step("closure:review"),
    step("closure:close"),
    step("closure:termination_opinion"),
    step("closure:terminate"),
    step("closure:settle"),
    shown("casefile:detail", "case"),
    shown("casefile:history", "case"),
    shown("casefile:spending", "case"),
    shown("casefile:access", "case"),
    shown("casefile:file", "signed file"),
)

ADDRESSES: Final = (
    *ENGINE,
    *AGREEMENTS,
    *PAPERS,
    *ADDENDA,
    *VERIFICATION,
    *TRANSFERS,
    *FOLLOWUP,
    *CLOSURE,
)
