"""Write the lock files anew: every package with its hashes, no address of where it came from."""

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
    bench = [sys.executable, "-m", "uv", "pip", "compile", "requirements/bench.in", "--python-version", "3.11"]
    bench += ["--universal", "--generate-hashes", "--no-annotate", "--no-header", "--quiet"]
    subprocess.run([*bench, "--output-file", "requirements/bench.lock", *sys.argv[1:]], cwd=ROOT, check=True)


main()
