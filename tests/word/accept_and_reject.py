"""Word documents to their two states, as LibreOffice makes them: one JSON object a line on standard output.

Usage: accept_and_reject.py [--earlier] FILE... (Python with LibreOffice's `uno`, `soffice` on the path)
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def hidden():
    value = PropertyValue()
    value.Name, value.Value = "Hidden", True
    return (value,)


def connect(directory):
    name = "resdiff%d" % os.getpid()
    office = subprocess.Popen(
        ["soffice", "-env:UserInstallation=file://" + directory, "--headless", "--norestore", "--nologo",
         "--accept=pipe,name=%s;urp;" % name],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return office, resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % name)
        except NoConnectException:
            time.sleep(0.25)
    office.kill()
    sys.exit("LibreOffice does not answer")


def plain(paragraph):
    """The text of a paragraph without its marks, which are raised."""
    out = []
    portions = paragraph.createEnumeration()
    while portions.hasMoreElements():
        portion = portions.nextElement()
        if portion.TextPortionType == "Text" and portion.CharEscapement <= 0:
            out.append(portion.String)
    return "".join(out)


def texts(element):
    """The texts of a paragraph, or of a table's cells, each with the number that a list gives it."""
    if element.supportsService("com.sun.star.text.TextTable"):
        cells = [element.getCellByName(name) for name in element.CellNames]
        found = []
        for cell in cells:
            inside = cell.createEnumeration()
            while inside.hasMoreElements():
                found.extend(texts(inside.nextElement()))
        return found
    label = element.ListLabelString if element.NumberingIsNumber else ""
    return [(label + "\t" if label else "") + plain(element)]


def state(desktop, dispatcher, path, command):
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, hidden())
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
    paragraphs = []
    elements = document.Text.createEnumeration()
    while elements.hasMoreElements():
        paragraphs.extend(texts(elements.nextElement()))
    notes = [document.Footnotes.getByIndex(i).String.strip() for i in range(document.Footnotes.Count)]
    left = document.Redlines.createEnumeration().hasMoreElements()
    document.close(True)
    return {"paragraphs": [text for text in paragraphs if text.strip()], "notes": notes, "left": left}


def main():
    with tempfile.TemporaryDirectory() as directory:
        office, context = connect(directory)
        try:
            manager = context.ServiceManager
            desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            for path in [argument for argument in sys.argv[1:] if argument != "--earlier"]:
                both = {"earlier": state(desktop, dispatcher, path, ".uno:RejectAllTrackedChanges")}
                if "--earlier" not in sys.argv:
                    both["later"] = state(desktop, dispatcher, path, ".uno:AcceptAllTrackedChanges")
                print(json.dumps(both), flush=True)
            try:
                desktop.terminate()
            except Exception:
                pass
        finally:
            time.sleep(0.5)
            office.kill()


main()
