"""Set everything up on a machine that has only Python >= 3.11 with venv and pip, make and a network.

python3 scripts/prepare.py run     what serving needs
python3 scripts/prepare.py test    that, and what the tests and checks need (a browser among it)
python3 scripts/prepare.py bench   that, and the peers for the benchmarks (in a folder of their own)
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
BENCH = ROOT / ".bench"


def main(purpose: str) -> None:
    check_python()
    make_environment(VENV)
    install(VENV, ROOT / "requirements" / ("run.lock" if purpose == "run" else "test.lock"))
    install_torg()
    compile_bytecode()
    build_assets(purpose)
    if purpose != "run":
        need_browser()
    if purpose == "bench":
        for name, lock in (("peers", "bench.lock"), ("validata", "validata.lock")):
            make_environment(BENCH / name)
            install(BENCH / name, ROOT / "requirements" / lock)


def check_python() -> None:
    if sys.version_info < (3, 11):
        stop(f"Torg needs Python 3.11 or newer; this is {sys.version.split()[0]}. Set PYTHON=python3.12, for example.")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        stop("Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv")


def make_environment(folder: Path) -> None:
    if not (folder / "bin" / "python").exists():
        say(f"Making the environment {folder.relative_to(ROOT)}")
        run([sys.executable, "-m", "venv", str(folder)])


def install(environment: Path, lock: Path) -> None:
    done = environment / f"{lock.stem}.installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if done.exists() and done.read_text() == digest:
        return
    say(f"Installing the packages of {lock.relative_to(ROOT)}")
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(lock)], "Packages could not be installed. Is there a network?")
    done.write_text(digest)


def install_torg() -> None:
    if (BIN / "torg").exists():
        return
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])


def compile_bytecode() -> None:
    """Without it the first start spends seconds on compiling, and where nothing may be written, every start does."""
    run([str(BIN / "python"), "-m", "compileall", "-q", "-j", "0", str(ROOT / "src")])


def build_assets(purpose: str) -> None:
    """Fonts from npm packages into the static folder; the test tools of the browser beside them."""
    done = ROOT / "node_modules" / f"{purpose}.installed"
    digest = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if not (done.exists() and done.read_text() == digest):
        say("Fetching fonts" if purpose == "run" else "Fetching fonts and browser test tools")
        omit = ["--omit=dev"] if purpose == "run" else []
        run([*npm(), "ci", "--silent", "--no-audit", "--no-fund", *omit], "npm could not fetch the packages.")
        done.write_text(digest)
    run([str(BIN / "python"), "-m", "torg.site.assets"])


def npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    say("No npm here: installing Node.js from a Python package")
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "node.lock")])
    return [str(BIN / "npm")]


def need_browser() -> None:
    if shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"):
        return
    command = "apt-get update && apt-get install -y --no-install-recommends chromium"
    if os.name == "posix" and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing the Chromium browser for the tests")
        run(["sh", "-c", f"({command}) >/dev/null"], "Chromium could not be installed.")
        return
    stop(f"The tests need the Chromium browser. Install it, for example: sudo sh -c '{command}'")


def run(command: list[str], sorry: str = "") -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        stop(sorry or f"This did not work: {' '.join(command)}")


def say(words: str) -> None:
    print(f"torg: {words} ...", flush=True)


def stop(words: str) -> None:
    print(f"torg: {words}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
