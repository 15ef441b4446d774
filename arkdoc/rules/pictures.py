"""3xx: pictures that can be used, but should be made better."""

from arkdoc.model.diagnostic import N_, Rule, Severity

HEAVY_PICTURE = Rule(
    code="ARK322",
    name="heavy-picture",
    severity=Severity.WARNING,
    message=N_(
        "The picture “{target}” is {size}. The Word file and the PDF become as much larger by it."
    ),
    hint=N_(
        "Make the picture smaller: 2000 pixels across are enough for a whole page. Photos are "
        "smallest as JPEG."
    ),
    why=N_(
        "The note is sent by e-mail and kept in the archive. A few photos straight from a "
        "telephone make it too large for both, and look no better on paper."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned: fra to i januar til seks i juni](figur1.png)

=== contributions/figur1.png
(et bilde på 4000 × 3000 piksler, 8 MB)
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned: fra to i januar til seks i juni](figur1.png)

=== contributions/figur1.png
(et bilde på 2000 × 1500 piksler, 1 MB)
""",
)

COARSE_PICTURE = Rule(
    code="ARK323",
    name="coarse-picture",
    severity=Severity.WARNING,
    message=N_(
        "The picture “{target}” is {pixels} pixels across and {width} cm wide on the page. On "
        "paper it becomes blurred."
    ),
    hint=N_("Find the picture in a larger size, at least {needed} pixels across."),
    why=N_(
        "What looks sharp on a screen needs half as many points again on paper. To enlarge the "
        "picture in a program does not help: what is not there does not come back."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned: fra to i januar til seks i juni](figur1.png)

=== contributions/figur1.png
(et bilde på 400 × 300 piksler)
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned: fra to i januar til seks i juni](figur1.png)

=== contributions/figur1.png
(et bilde på 1200 × 900 piksler)
""",
)

CONVERTED_PICTURE = Rule(
    code="ARK340",
    name="converted-picture",
    severity=Severity.INFO,
    message=N_(
        "The picture “{target}” is {what}. Word and PDF don't both take that, so we made a PNG of it."
    ),
    hint=N_("If it does not look right, save the picture as PNG yourself."),
    why=N_(
        "The note must look the same in Word, in the PDF and in the browser. PNG and JPEG are shown "
        "by all of them, in colours of 8 bits and without movement."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned: fra to i januar til seks i juni](figur1.gif)

=== contributions/figur1.gif
(et bilde på 1200 × 900 piksler, GIF)
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned: fra to i januar til seks i juni](figur1.png)

=== contributions/figur1.png
(et bilde på 1200 × 900 piksler)
""",
)

DRAWING_WITHOUT_SIZE = Rule(
    code="ARK341",
    name="drawing-without-size",
    severity=Severity.WARNING,
    message=N_(
        "The drawing “{target}” doesn't say how large it is, so we show all that is drawn in it, "
        "{width} mm across."
    ),
    hint=N_(
        "See in the note that it is as you want it. If not, open the drawing in the program that "
        "drew it, give the page a width and a height, and save it again."
    ),
    why=N_("Without a size each program guesses its own, and what lies past the edge is cut off."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![En sirkel for hver seksjon](sirkel.svg)

=== contributions/sirkel.svg
<svg xmlns="http://www.w3.org/2000/svg"><circle cx="60" cy="60" r="50"/></svg>
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![En sirkel for hver seksjon](sirkel.svg)

=== contributions/sirkel.svg
<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120"><circle cx="60" cy="60" r="50"/></svg>
""",
)

PICTURES = (HEAVY_PICTURE, COARSE_PICTURE, CONVERTED_PICTURE, DRAWING_WITHOUT_SIZE)
