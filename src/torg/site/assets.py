"""Set-up of the pages' own files: fonts from node_modules, one style sheet from all components, names with digests."""

import gzip
import hashlib
import json
import shutil
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
COMPONENTS = HOUSE / "kit" / "components"
PACKAGES = HOUSE / "site" / "static" / "packages"
NODE_MODULES = HOUSE.parent.parent / "node_modules"

LATIN = (
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, "
    "U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD"
)
LATIN_EXT = (
    "U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, "
    "U+1EF2-1EFF"
)
RANGES = {"latin": LATIN, "latin-ext": LATIN_EXT}

# Family: package, start of the file names, end of the file names, weights.
FONTS = {
    "text": ("@fontsource-variable/atkinson-hyperlegible-next", "atkinson-hyperlegible-next", "wght-normal", "200 800"),
    "head": ("@fontsource/literata", "literata", "600-normal", "600"),
    "mono": ("@fontsource-variable/atkinson-hyperlegible-mono", "atkinson-hyperlegible-mono", "wght-normal", "200 800"),
}

# Fallbacks take the same room as the fonts, so that nothing jumps when those arrive.
FALLBACKS = """@font-face{font-family:"Hub Text Fallback";src:local("Arial"),local("Liberation Sans");size-adjust:99%;\
ascent-override:96%;descent-override:27%;line-gap-override:0%}
@font-face{font-family:"Hub Head Fallback";src:local("Georgia"),local("Liberation Serif");size-adjust:104%;\
ascent-override:113%;descent-override:29%;line-gap-override:0%}
"""


def build(modules: Path = NODE_MODULES, into: Path = PACKAGES) -> dict[str, str]:
    """Make the folder anew and return its files: name without digest -> name with digest."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    names = {}
    for name, source in _fonts(modules).items():
        names[name] = _place(name, source.read_bytes(), into)
    names["torg.css"] = _place("torg.css", style_sheet(names).encode(), into)
    for script in [*scripts(), *_map_library(modules)]:
        names[script.name] = _place(script.name, script.read_bytes(), into)
    names["torg.svg"] = _place("torg.svg", (COMPONENTS / "torg.svg").read_bytes(), into)
    (into / "assets.json").write_text(json.dumps(names, indent=1) + "\n")
    return names


def style_sheet(names: dict[str, str]) -> str:
    """Faces, tokens, plain elements, then every component in the order of their names."""
    sheets = [COMPONENTS / "tokens.css", COMPONENTS / "elements.css", *sorted(COMPONENTS.glob("*/*.css"))]
    sheets += sorted(HOUSE.glob("*/*/templates/*/*.css"))
    return faces(names) + "\n".join(sheet.read_text() for sheet in sheets)


def scripts() -> list[Path]:
    """Scripts of components and of rooms; each is one small module that only improves what works without it."""
    return sorted([*COMPONENTS.glob("*/*.js"), *HOUSE.glob("*/*/templates/*/*.js")])


def faces(names: dict[str, str]) -> str:
    """The font-face rules of the fonts that are there."""
    rules = [FALLBACKS]
    for family, (_, _, _, weight) in FONTS.items():
        for part, letters in RANGES.items():
            if (file := names.get(f"{family}-{part}.woff2")) is not None:
                rules.append(
                    f'@font-face{{font-family:"Hub {family.title()}";src:url({file}) format("woff2");'
                    f"font-weight:{weight};font-display:swap;unicode-range:{letters}}}\n"
                )
    return "".join(rules)


def _fonts(modules: Path) -> dict[str, Path]:
    found = {
        f"{family}-{part}.woff2": modules / package / "files" / f"{start}-{part}-{end}.woff2"
        for family, (package, start, end, _) in FONTS.items()
        for part in RANGES
    }
    missing = [str(path.relative_to(modules)) for path in found.values() if not path.is_file()]
    if missing:
        raise SystemExit(f"Fonts are not there yet: {missing[0]}. Run npm ci in the folder of package.json first.")
    return found


def _map_library(modules: Path) -> list[Path]:
    """MapLibre for the page of the interactive map alone; its worker is a file too, so nothing runs from a blob."""
    folder = modules / "maplibre-gl" / "dist"
    return [folder / name for name in ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css")]


def _place(name: str, content: bytes, into: Path) -> str:
    stem, _, ending = name.rpartition(".")
    dated = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
    (into / dated).write_bytes(content)
    if ending != "woff2":  # fonts are packed already
        (into / f"{dated}.gz").write_bytes(gzip.compress(content, mtime=0))
    return dated


if __name__ == "__main__":
    made = build()
    sys.stdout.write(f"{len(made)} files in {PACKAGES.relative_to(HOUSE.parent.parent)}\n")
