"""The administrator's addresses: five for each registered model, and those beside them."""

from __future__ import annotations

from typing import Final

from tests.legal.crawl.addresses import GET, POST, TO_THE_DOOR, Address, Whose

NONE, ADD, CHANGE = frozenset[str](), "add", "change"
KEPT: Final = frozenset({ADD, CHANGE})
FORM: Final = (200, 302)

# What the administrator may do with each model besides looking; nothing is deleted.
MODELS: Final = {
    "workflow_nonworkingday": KEPT,
    "workflow_grant": KEPT,
    "workflow_mandate": KEPT,
    "workflow_user": KEPT,
    "workflow_unit": KEPT,
    "workflow_post": KEPT,
    "workflow_ledgerentry": NONE,
    "workflow_message": NONE,
    "entities_entity": KEPT,
    "entities_executingunit": KEPT,
    "entities_formername": NONE,
    "entities_instrumentrequirement": KEPT,
    "norms_norm": KEPT,
    "norms_budgetprogramme": KEPT,
    "norms_financingsource": KEPT,
    "documents_issueddocument": NONE,
    "documents_storedfile": NONE,
    "documents_documentsource": NONE,
    "documents_filescan": NONE,
    "documents_annulment": NONE,
    "documents_pdfcopy": NONE,
    "documents_numbersequence": NONE,
    "documents_yearname": NONE,
    "notices_notice": NONE,
    "signing_signatureround": NONE,
    "signing_signature": NONE,
    "signing_visa": NONE,
    "signing_visarequirement": KEPT,
    "agreements_agreement": NONE,
    "agreements_party": NONE,
    "agreements_supportedprogramme": NONE,
    "agreements_criterion": NONE,
    "agreements_indicator": NONE,
    "agreements_consultation": NONE,
    "agreements_opinion": NONE,
    "agreements_observation": NONE,
    "agreements_instrument": NONE,
    "agreements_period": NONE,
}


def _page(name: str, about: str = "", **answers: object) -> Address:
    return Address(name=f"admin:{name}", whose=Whose.ADMINISTRATOR, about=about, **answers)  # type: ignore[arg-type]


def of_model(model: str, allowed: frozenset[str]) -> tuple[Address, ...]:
    """Return the rows of a model's pages: list, new row, row, its history, and the deletion that nobody does."""
    return (
        _page(f"{model}_changelist", post=FORM),
        _page(f"{model}_add", **(_asked() if ADD in allowed else _refused())),
        _page(f"{model}_change", model, **({"post": FORM} if CHANGE in allowed else {"post": (403,)})),
        _page(f"{model}_history", model, post=(200,)),
        _page(f"{model}_delete", model, **_refused()),
    )


def _asked() -> dict[str, tuple[int, ...]]:
    return {"get": (200,), "post": FORM}


def _refused() -> dict[str, tuple[int, ...]]:
    return {"get": (403,), "post": (403,)}


# The door of the administration sends to the one door there is; who is inside already is refused.
DOOR: Final = Address(
    name="admin:login",
    whose=Whose.PUBLIC,
    get=(403,),
    post=(403,),
    anonymous={GET: TO_THE_DOOR, POST: TO_THE_DOOR},
)

ADMINISTRATION: Final = (
    DOOR,
    _page("index", post=(200,)),
    _page("app_list", "app", post=(200,)),
    _page("logout", methods=(POST,), post=TO_THE_DOOR),
    # One page of the password, which records what happens, in place of the administration's own.
    Address(name="admin:password_change", whose=Whose.PERSON, get=(302,), post=(302,)),
    _page("password_change_done", methods=(GET,)),
    _page("auth_user_password_change", "password of a user", post=(200,)),
    _page("autocomplete", methods=(GET,), query="?app_label=workflow&model_name=post&field_name=superior"),
    _page("jsi18n", methods=(GET,)),
    # No row has a page elsewhere that the administration would know of.
    _page("view_on_site", "row elsewhere", get=(404,), post=(404,)),
    _page("workflow_user_access", "user", post=(400,)),
    _page("workflow_mandate_review", post=(400,)),
    _page("workflow_mandate_doubtful", methods=(GET,)),
    _page("workflow_mandate_hand_over", "mandate", post=(400,)),
    _page("entities_entity_import", post=(400, 422)),
    _page("entities_entity_rename", post=(400,)),
    _page("entities_entity_recall", post=(400,)),
    *(row for model, allowed in MODELS.items() for row in of_model(model, allowed)),
)

# Patterns without a name besides Django's old address of a row, which leads to its page: the first two take the
# place of addresses of the administration that have one, the last is whatever is nothing below it.
UNNAMED: Final = {
    "administracion/login/",
    "administracion/password_change/",
    "administracion/(?P<url>.*)$",
}
