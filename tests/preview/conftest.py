"""What the tests of the preview share."""

from __future__ import annotations

import pytest

from tests.support.project import Project


@pytest.fixture
def note(project: Project) -> Project:
    project.note()
    project.contribution("studieadministrasjon", "Vi har en hemmelig plan.\n\n![](kart.png)\n")
    project.contribution("ub", "Biblioteket har fulgt opp.\n")
    project.contribution(
        "ub-gjovik", 'Komiteen er i gang, sa "lederen".\n\n### 1. Tid\n\nTekst.\n', status="utkast"
    )
    return project
