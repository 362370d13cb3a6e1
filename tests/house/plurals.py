"""Every text of the window that counts something has a form for one and a form for many in resources/translations.

plurals.py LUPDATE SOURCES: renew the file with
lupdate -pluralonly -locations none -I . ui app -ts resources/translations/schemawright_en.ts"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path


def forms(path):
    """(context, source) of each counting message, with its forms."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            if message.get("numerus") == "yes":
                key = (context.findtext("name"), message.findtext("source"))
                found[key] = [form.text or "" for form in message.iter("numerusform")]
    return found


def main(lupdate, top):
    kept = forms(top / "resources/translations/schemawright_en.ts")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh_en.ts"
        subprocess.run([lupdate, "-silent", "-pluralonly", "-locations", "none", "-I", top, top / "ui", top / "app", "-ts", fresh],
                       check=True, stderr=subprocess.DEVNULL)
        wanted = forms(fresh)
    complaints = [f"no forms for {source!r} of {context}" for context, source in sorted(wanted.keys() - kept.keys())]
    complaints += [f"{source!r} of {context} is no longer said" for context, source in sorted(kept.keys() - wanted.keys())]
    complaints += [f"{source!r} of {context} lacks a form" for (context, source), texts in sorted(kept.items()) if len(texts) != 2 or not all(texts)]
    if not wanted:
        complaints.append("lupdate found nothing that counts")
    print("\n".join(complaints) or f"{len(wanted)} texts, two forms each")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
