"""Write the lock files anew: every package with its hashes, no address of where it came from."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": (), "test": ("dev",)}


def main() -> None:
    for name, extras in LOCKS.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "requirements/setup.in"]
        command += [part for extra in extras for part in ("--extra", extra)]
        command += ["--python-version", "3.11", "--universal", "--generate-hashes", "--no-annotate", "--no-header"]
        command += ["--quiet", "--output-file", f"requirements/{name}.lock", *sys.argv[1:]]
        subprocess.run(command, cwd=ROOT, check=True)
    for peers in ("bench", "validata"):  # two that no environment can hold together
        bench = [sys.executable, "-m", "uv", "pip", "compile", f"requirements/{peers}.in", "--python-version", "3.11"]
        bench += ["--universal", "--generate-hashes", "--no-annotate", "--no-header", "--quiet"]
        subprocess.run([*bench, "--output-file", f"requirements/{peers}.lock", *sys.argv[1:]], cwd=ROOT, check=True)
    subprocess.run(["npm", "install", "--package-lock-only", "--silent", "--no-audit"], cwd=ROOT, check=True)
    _forget_addresses(ROOT / "package-lock.json")


def _forget_addresses(lock: Path) -> None:
    """Where a package's makers take money, or where it was fetched from, is nothing to install by."""
    locked = json.loads(lock.read_text(encoding="utf-8"))
    for package in locked["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    lock.write_text(json.dumps(locked, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


main()
