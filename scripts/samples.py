"""Publish the sample files into a new home through the real pipeline, so that a first look shows something."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = (
    ("badplatser_hedestad_2026.xlsx", "hedestad", "Badplatser i Hedestad", "sv"),
    ("legepladser_nordby.csv", "nordby", "Legepladser i Nordby", "da"),
    ("ladesaeulen_oberau.txt", "oberau", "Ladesäulen in Oberau", "de"),
    ("arbres_valmont.geojson", "valmont", "Arbres remarquables de Valmont", "fr"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    home = parser.parse_args().home
    if home.exists() and any(home.iterdir()):
        return
    torg = Path(sys.executable).with_name("torg")
    for file, organisation, title, language in SAMPLES:
        print(f"torg: Publishing samples/{file} ...", flush=True)
        command = [torg, "publish", ROOT / "samples" / file, "--org", organisation, "--title", title]
        command += ["--language", language]
        done = subprocess.run([*map(str, command), "--home", str(home)], env=os.environ, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"torg: samples/{file} could not be published.\n{done.stdout}{done.stderr}")


main()
