"""Why a contribution can't be read, in words that stand in the note (contract, clause 7)."""

from arkdoc.language.printed import WORDS
from arkdoc.model.diagnostic import Diagnostic

_OTHER = ""
_FAULTS = {
    "nb": {
        "ARK107": "feltene øverst i filen er ikke skrevet slik at de kan leses.",
        "ARK108": "feltene øverst i filen er ikke avsluttet.",
        "ARK111": "et av feltene øverst i filen bruker tegn som ikke er tillatt der.",
        "ARK114": "filen er for stor.",
        "ARK115": "feltene øverst i filen har for mange nivåer.",
        "ARK116": "filen inneholder ikke ren tekst.",
        "ARK120": "filen kan ikke åpnes.",
        _OTHER: "det er en feil i filen.",
    },
    "nn": {
        "ARK107": "felta øvst i fila er ikkje skrivne slik at dei kan lesast.",
        "ARK108": "felta øvst i fila er ikkje avslutta.",
        "ARK111": "eitt av felta øvst i fila bruker teikn som ikkje er tillatne der.",
        "ARK114": "fila er for stor.",
        "ARK115": "felta øvst i fila har for mange nivå.",
        "ARK116": "fila inneheld ikkje rein tekst.",
        "ARK120": "fila kan ikkje opnast.",
        _OTHER: "det er ein feil i fila.",
    },
    "en": {
        "ARK107": "the fields at the top of the file are not written so that they can be read.",
        "ARK108": "the fields at the top of the file have no end.",
        "ARK111": "a field at the top of the file uses characters that are not allowed there.",
        "ARK114": "the file is too large.",
        "ARK115": "the fields at the top of the file have too many levels.",
        "ARK116": "the file does not hold plain text.",
        "ARK120": "the file can't be opened.",
        _OTHER: "there is a fault in the file.",
    },
    "se": {
        "ARK107": "fiilla bajimus gieddit eai leat čállon nu ahte daid sáhttá lohkat.",
        "ARK108": "fiilla bajimus gieddit eai leat loahpahuvvon.",
        "ARK111": "fiilla bajimus gieddi geavaha mearkkaid mat eai leat lobálaččat.",
        "ARK114": "fiila lea menddo stuoris.",
        "ARK115": "fiilla bajimus gieddiin leat menddo ollu dásit.",
        "ARK116": "fiillas ii leat dábálaš teaksta.",
        "ARK120": "fiilla ii sáhte rahpat.",
        _OTHER: "fiillas lea meattáhus.",
    },
}


def unreadable(path: str, fault: Diagnostic, language: str) -> str:
    """What stands in the note in the place of a contribution that can't be read."""
    said = _FAULTS[language]
    return WORDS[language].unreadable.format(
        path=path,
        line=max(fault.span.line, 1),
        fault=said.get(fault.rule.code, said[_OTHER]),
    )
