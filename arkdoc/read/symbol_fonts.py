"""What the signs of the fonts Symbol, Wingdings 1 to 3 and Webdings look like, in Unicode.

These fonts have signs where others have letters, and a file holds the letter's number: 0x61 in
Symbol is «α». Word also writes it as U+F061, of the private use area. Where Unicode has a sign of
its own that few fonts have, there stands the nearest one that most have: a plain arrow for each of
the arrows of Wingdings 3. After Unicode's SYMBOL.TXT and the proposals L2/11-052 and L2/11-344.
"""

from __future__ import annotations

from collections.abc import Mapping

_UNKNOWN = "\u00a0"

# Sixteen signs a row, from 0x20; Symbol has none from 0x80 to 0x9F.
_SYMBOL = (
    " !∀#∃%&∋()∗+,−./"
    "0123456789:;<=>?"
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ"
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνο"
    "πθρστυϖωξψζ{|}∼\u00a0"
    "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"
    "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓"
    "°±″≥×∝∂•÷≠≡≈…|―↵"
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
    "◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
    "\u00a0⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\u00a0"
)
_WINGDINGS = (
    " ✏✂✁👓🔔📖🕯☎✆✉✉📪📫📬📭"
    "📁📂📄📄🗐🗄⌛⌨🖰🖲💻🖴💾🖬✇✍"
    "✍✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐"
    "⚑✈☼💧❄✝✞✝✠✡☪☯ॐ☸♈♉"
    "♊♋♌♍♎♏♐♑♒♓&&●❍■□"
    "❐❑❒◆◆◆❖◆☒⍓⌘❀✿❝❞\u00a0"
    "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹"
    "❺❻❼❽❾❿❧❧❧❧❧❧❧❧·•"
    "▪○○○◉◎○▪□✦✦★✶✴✹✵"
    "⌖⌖⟡⌑✧✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘"
    "🕙🕚🕛↲↳↰↱↰↱↵↳❦❦❦❦❦"
    "❦❦❦❦❦⌫⌦◄➢▲▼➲➲➲➲←"
    "→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦"
    "⇨⇧⇩⇔⇕⇖⇗⇙⇘▭▫✗✓☒☑\u00a0"
)
_WINGDINGS_2 = (
    " ✎✒✎✎✄✀☎☎🗅🗆🗇🗈🗉🗊🗋"
    "🗌🗍📋🗑🗔🖵🖶📠🖸🖭🖯🖱👍👎☜☞"
    "☜☞👈👉☜☞☝☟☝☟👆👇☝☟✋✗"
    "✓☒☑☒☒⊗⊗⊘⊘&&&&‽‽‽"
    "‽❧❧❧❧❧❧❧❧⓪①②③④⑤⑥"
    "⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿\u00a0"
    "☉🌕☽☾⸿✝✝🕜🕝🕞🕟🕠🕡🕢🕣🕤"
    "🕥🕦🕧❧❧⋅••●○○○◉⊙◎▪"
    "▪▪■□□□□▣▣▣▣◆◆◆◆◇"
    "◇◈◈◈◇◇◆◆◊◊◖◗◖◗■◆"
    "⬟●⬣⬢⯃⯄✚✚✚✚✚✚✚×××"
    "××××✱✱✱✱✱✱✱✱✱✱✱✱"
    "✱✱✱✱✱▲✦✦★★★✶✶✶✹✹"
    "✹▲★✯✶❋✦✦※⁂\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"
)
_WINGDINGS_3 = (
    " ←→↑↓↖↗↙↘←→↑↓↖↘↑"
    "↓↔↕←→↑↓↯↲↳↰↱↰↱↲↳"
    "↰↱↲↳⇄⇅⇅⇅⇇⇉⇈⇊↰↱↰↱"
    "↻↺⎋⌤⌃⌥␣⍽⇪⇪←→←→←→"
    "←→←→←→←→↑↓↖↗↙↘↔↕"
    "▲▼△▽◄►◁▷◣◢◤◥◂▸▴\u00a0"
    "▾▲▼◄►◄►▲▼←→↑↓←→↑"
    "↓←→↑↓←→↑↓←→↑↓←→↑"
    "↓←→↑↓←→←→←→←━━━━"
    "→←→←→←→↑↓←→↑↓←→↑"
    "↓←→↑↓←→↑↓←→↑↑←→←"
    "↓←→↑↓↖↗↙↘←→↑↓↖↗↙"
    "↘←→↑↓↖↗↙↘←→↑↓←→↑"
    "↓\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"
)
_WEBDINGS = (
    " 🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗&&"
    "🗕🗖🗗◄►▲▼⏪⏩⏮⏭⏸■●🗚🗳"
    "🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂"
    "🏞🏕🛤🏟🛳🕬🕫🔊🔈♡🎕💬&💬💬💬"
    "⇄✔🚲□🛡📦🛱■🚑ⓘ✈🛰★🕴●🛥"
    "🚔↻✖❓🚆🚇🚍⛳⊘⊖🚭🗮|🗯⚡\u00a0"
    "🚹🚺🚹🚺🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘📈"
    "🛢💰🏷💳👪🗡👄🗣✯✉✉✉🖆🖹🖺🖻"
    "🕵🕰🖽🖾📋🗒🗓📖📚🗞🗟🗃🗂🖼🎭♫"
    "🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻"
    "🖥🖦🖧🕹🎮☎📞📟📱📞🖨🖩🖿🖪🗜🔒"
    "🔓🗝📥📤🕳☀🌤🌥🌦☁🌨🌧🌩🌪🌬🌫"
    "🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿⚠📌🎓🗤🗥🗦"
    "🗧✈🐿🐦🐟🐕🐈⬥⬥⬥⬥🗺🌍🌏🌎🕊"
)


def _numbered(signs: str) -> Mapping[int, str]:
    return {code: sign for code, sign in enumerate(signs, 0x20) if sign != _UNKNOWN}


SYMBOL_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _numbered(_SYMBOL),
    "wingdings": _numbered(_WINGDINGS),
    "wingdings 2": _numbered(_WINGDINGS_2),
    "wingdings 3": _numbered(_WINGDINGS_3),
    "webdings": _numbered(_WEBDINGS),
}
"""The signs of each font by their number, 0x20 to 0xFF; fonts by their name in small letters."""

_WITHOUT_FONT = {
    "symbol": (0xB7, 0x2D),
    "wingdings": (0xA7, 0xA8, 0x6E, 0x6F, 0x71, 0x76, 0xD8, 0xE0, 0xFB, 0xFC),
}
SYMBOLS_WITHOUT_FONT: Mapping[str, str] = {
    chr(0xF000 + code): SYMBOL_FONTS[font][code]
    for font, codes in _WITHOUT_FONT.items()
    for code in codes
}
"""What is most often meant by U+F0B7 and the like where nothing says in which font they were:
they are what Word's bullets are made of."""
