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

PICTURES = (HEAVY_PICTURE, COARSE_PICTURE)
