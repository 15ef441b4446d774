"""Equations of Word as one line of text: each construct, and that no word of them is lost."""

import random
import re

import pytest
from lxml import etree

from arkdoc.ooxml.oxml import NAMESPACES
from arkdoc.read.word.equations import linear

M, W = NAMESPACES["m"], NAMESPACES["w"]


def equation(xml: str, tag: str = "oMath") -> str:
    root = f'<m:{tag} xmlns:m="{M}" xmlns:w="{W}">{xml}</m:{tag}>'
    return linear(etree.fromstring(root, etree.XMLParser(huge_tree=True)))


def r(text: str, *, normal: bool = False) -> str:
    about = "<m:rPr><m:nor/></m:rPr>" if normal else ""
    return f"<m:r>{about}<m:t>{text}</m:t></m:r>"


def el(tag: str, properties: str = "", **arguments: str) -> str:
    """A construct: each argument is XML, or the text of a run."""
    inside = "".join(
        f"<m:{name}>{each if each.startswith('<') or not each else r(each)}</m:{name}>"
        for name, each in arguments.items()
    )
    return f"<m:{tag}><m:{tag}Pr>{properties}<m:ctrlPr/></m:{tag}Pr>{inside}</m:{tag}>"


def val(name: str, value: str) -> str:
    return f'<m:{name} m:val="{value}"/>'


def f(num: str, den: str, kind: str = "bar") -> str:
    return el("f", val("type", kind), num=num, den=den)


CASES = {
    "a fraction": (f("a+b", "2"), "(a + b)/2"),
    "a fraction of words": (f("Antall svar", "Antall ansatte"), "(Antall svar)/(Antall ansatte)"),
    "a product below": (f("1", "2a"), "1/(2a)"),
    "a product above": (f("2a", "b"), "2a/b"),
    "a mixed number": (r("2") + f("1", "2") + r("x"), "2 1/2 x"),
    "a decimal comma": (f("1,5", "2,25"), "1,5/2,25"),
    "a fraction in a fraction": (f(f("a", "b"), f("c", "d")), "(a/b)/(c/d)"),
    "a binomial": (el("d", e=f("n", "k", "noBar")), "(n; k)"),
    "a power": (r("E=m") + el("sSup", e="c", sup="2"), "E = mc^2"),
    "a power of a sum": (el("sSup", e="a+b", sup="n+1"), "(a + b)^(n+1)"),
    "an index": (el("sSub", e="x", sub="1") + el("sSub", e="x", sub="2"), "x_1 x_2"),
    "an index and a power": (el("sSubSup", e="x", sub="i", sup="2"), "x_i^2"),
    "a number after an index": (el("sSub", e="x", sub="1") + r("2"), "x_1 2"),
    "a prime and a degree": (el("sSup", e="f", sup="′") + r("=90") + el("sSup", e="", sup="∘"), "f′ = 90∘"),
    "scripts before": (el("sPre", sub="2", sup="4", e="He"), "(_2^4)He"),
    "a sum": (
        el("nary", val("chr", "∑"), sub="i=1", sup="n", e=el("sSub", e="x", sub="i")),
        "∑_(i=1)^n x_i",
    ),
    "a sum of sums": (el("nary", val("chr", "∑"), sub="i", sup="", e="a+b"), "∑_i (a + b)"),
    "an integral": (el("nary", sub="0", sup="∞", e="xdx"), "∫_0^∞ xdx"),
    "a root": (el("rad", val("degHide", "1"), deg="", e="b"), "√(b)"),
    "a cube root": (el("rad", deg="3", e="x+1"), "√[3](x + 1)"),
    "the formula that all know": (
        r("x=")
        + f(r("−b±") + el("rad", deg="", e=el("sSup", e="b", sup="2") + r("−4ac")), "2a"),
        "x = (−b ± √(b^2 − 4ac))/(2a)",
    ),
    "brackets": (el("d", val("begChr", "[") + val("endChr", "]"), e="x"), "[x]"),
    "brackets on one side": (
        el("d", val("begChr", "{") + val("endChr", ""), e=el("eqArr", e="x=1").replace("</m:eqArr>", f"<m:e>{r('&amp;y=2')}</m:e></m:eqArr>")),
        "{x = 1; y = 2",
    ),
    "two in brackets": (
        el("d", val("sepChr", "|"), e="a").replace("</m:d>", f"<m:e>{r('b')}</m:e></m:d>"),
        "(a|b)",
    ),
    "a matrix": (
        el("d", e="<m:m>" + "".join(f"<m:mr><m:e>{r(a)}</m:e><m:e>{r(b)}</m:e></m:mr>" for a, b in ("12", "34")) + "</m:m>"),
        "(1, 2; 3, 4)",
    ),
    "a matrix without brackets": (f"<m:m><m:mr><m:e>{r('1')}</m:e></m:mr></m:m>", "[1]"),
    "a function": (el("func", fName="sin", e="x"), "sin x"),
    "a function of a sum": (r("2") + el("func", fName="sin", e="x+y"), "2 sin (x + y)"),
    "a function in brackets": (el("func", fName="f", e=el("d", e="x")), "f(x)"),
    "a limit": (
        el("func", fName=el("limLow", e="lim", lim="n→∞"), e="n"),
        "lim_(n→∞) n",
    ),
    "a limit above": (el("limUpp", e="x", lim="n"), "x^n"),
    "a hat": (el("acc", e="x"), "x\u0302"),
    "a mean": (el("bar", val("pos", "top"), e="AB"), "(AB)\u0305"),
    "a brace": (el("limLow", e=el("groupChr", e="a+b"), lim="sum"), "(⏟(a + b))_sum"),
    "a box": (el("box", e="a") + el("borderBox", e="b"), "ab"),
    "normal text keeps its signs": (r("p=3+4", normal=True), "p=3+4"),
    "a sign before a number": (r("−3&lt;x"), "−3 < x"),
    "spaces as they are typed": (r("a = b"), "a = b"),
    "what applies a function is not seen": (r("sin\u2061θ") + r("2\u2062x"), "sin θ2x"),
    "inserted, and deleted": (f"<w:ins>{r('a')}</w:ins><w:del>{r('b')}</w:del>", "a"),
    "runs of Word": ('<m:r><w:t>a</w:t><w:br/><w:sym w:font="Symbol" w:char="F062"/></m:r>', "a β"),
    "an unknown container": (f"<m:ny><m:e>{r('a')}</m:e></m:ny>", "a"),
    "nothing": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_construct(name: str) -> None:
    xml, text = CASES[name]
    assert equation(xml) == text


def test_lines_of_one_paragraph() -> None:
    lines = "".join(f"<m:oMath>{r(text)}</m:oMath>" for text in ("a=b", "c=d"))
    assert equation(lines, "oMathPara") == "a = b; c = d"


def test_what_is_not_built_as_it_should_be_keeps_its_words() -> None:
    twice = f"<m:f><m:num>{r('a')}</m:num><m:num>{r('b')}</m:num><m:den>{r('c')}</m:den></m:f>"
    assert equation(twice) == "a b c"
    assert equation(f"<m:sSup>{r('a')}<m:sup>{r('2')}</m:sup></m:sSup>") == "a 2"
    assert equation(f"<m:f><m:den>{r('2')}</m:den><m:num>{r('1')}</m:num></m:f>") == "2 1"


def test_depth_has_a_bound() -> None:
    deep = r("x")
    for number in range(300):
        deep = f(deep, str(number))
    text = equation(deep)
    assert re.findall(r"\w+", text) == ["x", *map(str, range(300))]


def test_a_long_run_takes_time_by_its_length() -> None:
    assert equation(r("a+b=" * 100_000)).count(" = ") == 99_999


@pytest.mark.parametrize("seed", range(40))
def test_no_letter_is_lost_whatever_stands_in_what(seed: int) -> None:
    choice = random.Random(seed)
    tags = ["f", "sSub", "sSup", "sSubSup", "nary", "rad", "d", "m", "eqArr", "func", "acc", "bar",
            "limLow", "limUpp", "sPre", "groupChr", "box", "phant", "mr", "oMath", "ny"]  # fmt: skip
    arguments = ["e", "num", "den", "sub", "sup", "deg", "fName", "lim", "mr"]

    def some(depth: int) -> str:
        if depth == 0 or choice.random() < 0.3:
            return r(choice.choice(["a", "b2", "x+y", "c=d", "12", "ord her", ""]))
        inside = "".join(
            f"<m:{(name := choice.choice(arguments))}>{some(depth - 1)}</m:{name}>"
            for _ in range(choice.randint(0, 3))
        )
        return f"<m:{(tag := choice.choice(tags))}>{inside}</m:{tag}>"

    xml = "".join(some(6) for _ in range(5))
    typed = "".join(re.findall(r"<m:t>([^<]*)", xml))
    assert re.sub(r"\W|_", "", equation(xml)) == re.sub(r"\W|_", "", typed)
