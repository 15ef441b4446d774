"""The fields of a note → the form of the page «Set up»; and what was sent → settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from starlette.datastructures import FormData

from arkdoc.deliver.setting_faults import SettingFault
from arkdoc.deliver.setting_fields import SETTINGS, Setting, Widget
from arkdoc.deliver.settings import Settings
from arkdoc.deliver.unit_rows import MOST_LEVELS, UnitRow
from arkdoc.language.messages import Translator
from arkdoc.serve.requests import text_of
from arkdoc.serve.secretariat.frame import form
from arkdoc.serve.served_note import ServedNote
from arkdoc.write.html.markup import element, escaped, opening

_NEW_ROWS = 3
_FIRST = (
    "saksnr",
    "utvalg",
    "tittel",
    "sakstype",
    "fra",
    "til",
    "dato",
    "møtedato",
    "bidragsfrist",
)


def write_setup(
    served: ServedNote, settings: Settings, basis: str, key: str, tr: Translator
) -> str:
    """The form."""
    first = "".join(_setting(each, settings, tr) for each in SETTINGS if each.name in _FIRST)
    others = "".join(_setting(each, settings, tr) for each in SETTINGS if each.name not in _FIRST)
    more = element("summary", escaped(tr("More about the case")))
    fields = element("div", first, class_="sv-fields")
    fields += element("details", more + element("div", others, class_="sv-fields"))
    case = element("section", fields, class_="sv-card", aria_label=tr("The case"))
    units = _units(settings.units, tr)
    label = element("label", escaped(tr("Introduction")), for_="sv-introduction")
    text = element(
        "textarea",
        "\n" + escaped(settings.introduction),
        id="sv-introduction",
        name="innledning",
        data_action=f"{served.base}/lim",
        data_pasted=tr("Pasted, with headings, lists and tables."),
    )
    text += element("p", "", id="sv-paste", class_="sv-hint", role="status")
    introduction = element("section", label + text, class_="sv-card")
    save = element("button", escaped(tr("Save")), type="submit", class_="sv-main")
    seen = opening("input", type="hidden", name="grunnlag", value=basis)
    buttons = element("p", save, class_="sv-buttons")
    return form(served, "/oppsett", key, seen + case + units + introduction + buttons)


def write_faults(faults: Sequence[SettingFault], tr: Translator) -> str:
    """What has to be put right before it can be saved."""
    items = "".join(element("li", escaped(fault.words(tr))) for fault in faults)
    title = element("h2", escaped(tr("Nothing is saved yet.")))
    return element("div", title + element("ul", items), class_="sv-told", data_kind="error")


def settings_of(sent: FormData, before: Settings) -> Settings:
    """What the form says; what it does not have stays as it was."""
    texts = {
        each.name: text_of(sent, each.name) if each.name in sent else before.text(each.name)
        for each in SETTINGS
    }
    introduction = text_of(sent, "innledning") if "innledning" in sent else before.introduction
    rows = tuple(_rows(sent)) if "enhet-navn" in sent else before.units
    return Settings(texts, rows, introduction.replace("\r\n", "\n"))


def _rows(sent: FormData) -> Iterator[UnitRow]:
    columns: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in sent.multi_items():
        columns[name].append(value.strip() if isinstance(value, str) else "")
    for number, name in enumerate(columns["enhet-navn"]):

        def cell(name: str, number: int = number) -> str:
            column = columns[f"enhet-{name}"]
            return column[number] if number < len(column) else ""

        if not name:
            continue
        digits = cell("nivå")[:9]
        level = int(digits) if digits.isdecimal() else 1
        yield UnitRow(
            cell("id"), cell("navn"), min(max(level, 1), MOST_LEVELS), cell("bidrag"),
            cell("ansatte"), cell("kontakt"), cell("låst") == "ja",
        )  # fmt: skip


def _setting(setting: Setting, settings: Settings, tr: Translator) -> str:
    id_, value = f"sv-{setting.name}", settings.text(setting.name)
    hint_id = f"{id_}-hint"
    label = element("label", escaped(tr(setting.label)), for_=id_)
    about = element("p", escaped(tr(setting.about)), class_="sv-hint", id=hint_id)
    needed = "" if setting.is_required else None
    required = needed if setting.is_required else None
    if setting.widget is Widget.LINES:
        control = element(
            "textarea", "\n" + escaped(value), id=id_, name=setting.name, rows="3",
            aria_describedby=hint_id, class_="sv-short",
        )  # fmt: skip
    elif setting.widget is Widget.CHOICE:
        offered = dict.fromkeys((value, "", *setting.choices))
        control = element(
            "select", "".join(_option(each, value) for each in offered), id=id_,
            name=setting.name, aria_describedby=hint_id,
        )  # fmt: skip
    else:
        control = opening(
            "input", id=id_, name=setting.name, value=value, required=required,
            aria_describedby=hint_id,
            inputmode="numeric" if setting.widget is Widget.NUMBER else None,
        )  # fmt: skip
    return element("div", label + control + about)


def _option(value: str, chosen: str) -> str:
    return element("option", escaped(value), value=value, selected="" if value == chosen else None)


def _units(rows: Sequence[UnitRow], tr: Translator) -> str:
    title = element("h2", escaped(tr("Units")), id="sv-units-title")
    hint = tr("A unit without a name is taken out. New ones go into the empty rows.")
    names = (tr("Name"), tr("Level"), tr("Staff"), tr("Contact"))
    head = "".join(element("th", escaped(name), scope="col") for name in names)
    empty = [UnitRow("", "", rows[-1].level if rows else 1)] * _NEW_ROWS
    body = "".join(_unit(row, number, tr) for number, row in enumerate((*rows, *empty), 1))
    table = element(
        "table", element("thead", element("tr", head)) + element("tbody", body), class_="sv-rows"
    )
    hint = element("p", escaped(hint), class_="sv-hint")
    return element(
        "section", title + hint + table, class_="sv-card", aria_labelledby="sv-units-title"
    )


def _unit(row: UnitRow, number: int, tr: Translator) -> str:
    def cell(name: str, label: str, value: str, more: str = "") -> str:
        spoken = tr("{what} of unit {number}", what=label, number=number)
        box = opening("input", name=f"enhet-{name}", value=value, aria_label=spoken)
        return element("td", more + box, data_label=label)

    kept = "".join(
        opening("input", type="hidden", name=f"enhet-{name}", value=value)
        for name, value in (
            ("id", row.id),
            ("bidrag", row.expects),
            ("låst", "ja" if row.locked else ""),
        )
    )
    levels = "".join(
        _option(str(level), str(row.level)) for level in range(1, max(row.level, 4) + 1)
    )
    spoken = tr("{what} of unit {number}", what=tr("Level"), number=number)
    choice = element("select", levels, name="enhet-nivå", aria_label=spoken)
    level = element("td", choice, data_label=tr("Level"))
    return element(
        "tr",
        cell("navn", tr("Name"), row.name, kept)
        + level
        + cell("ansatte", tr("Staff"), row.staff)
        + cell("kontakt", tr("Contact"), row.contact),
    )
