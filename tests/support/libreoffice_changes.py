"""Word files with tracked changes → what LibreOffice makes of them when all are accepted or rejected.

It does so by a macro, in a profile of its own.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

ACCEPT, REJECT, SHOW = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges", ""
_PATIENCE = 60

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/"
  xlink:type="simple" library:link="false"/>
</library:libraries>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic" script:moduleType="normal">
Sub Run(source As String, target As String, command As String, filter As String, ending As String)
  Dim load(0) As New com.sun.star.beans.PropertyValue
  load(0).Name = "Hidden" : load(0).Value = True
  Dim store(0) As New com.sun.star.beans.PropertyValue
  store(0).Name = "FilterName" : store(0).Value = filter
  name = Dir(ConvertFromURL(source) &amp; "/*.docx")
  Do While name &lt;&gt; ""
    doc = StarDesktop.loadComponentFromURL(source &amp; "/" &amp; name, "_blank", 0, load())
    If command = "" Then
      doc.ShowChanges = True
    Else
      dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
      dispatcher.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
    End If
    doc.storeToURL(target &amp; "/" &amp; Left(name, Len(name) - 5) &amp; ending, store())
    doc.close(True)
    name = Dir()
  Loop
End Sub
</script:module>
"""


def _profile(program: str, folder: Path) -> Path:
    """A profile with the macro; LibreOffice makes the rest of it first."""
    profile = folder / "profile"
    if not profile.exists():
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--terminate_after_init"], check=True, capture_output=True, timeout=_PATIENCE
        )
        basic = profile / "user" / "basic"
        (basic / "Standard").mkdir(parents=True, exist_ok=True)
        (basic / "Standard" / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        (basic / "Standard" / "Module1.xba").write_text(_MODULE, encoding="utf-8")
        (basic / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
    return profile


def saved_after(
    program: str, folder: Path, files: Mapping[str, bytes], command: str
) -> dict[str, bytes]:
    """Each of `files`, by name without ending, as LibreOffice saves it after `command`.

    With SHOW it is a PDF in which the changes are seen, else a Word file.
    """
    profile = _profile(program, folder)
    batch = Path(tempfile.mkdtemp(dir=folder))
    source, made = batch / "source", batch / "made"
    source.mkdir()
    made.mkdir()
    for name, data in files.items():
        (source / f"{name}.docx").write_bytes(data)
    kind = ("writer_pdf_Export", ".pdf") if command == SHOW else ("MS Word 2007 XML", ".docx")
    said = ",".join(f'"{each}"' for each in (source.as_uri(), made.as_uri(), command, *kind))
    subprocess.run(
        [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            f"macro:///Standard.Module1.Run({said})",
        ],
        check=True, capture_output=True, timeout=_PATIENCE * (1 + len(files)),
    )  # fmt: skip
    found = {file.stem: file.read_bytes() for file in made.iterdir()}
    assert found.keys() == files.keys(), "LibreOffice did not save all"
    return found
