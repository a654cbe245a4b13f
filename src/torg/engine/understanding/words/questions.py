"""Headings that ask a question whose answer is yes or no."""

import re

from . import listed
from .roles import spoken

_BEGINNINGS = listed(
    "is has can does are har finns kan er findes finnes onko on ist hat hast kann est czy jest je ma ali ima kas heeft "
    "tiene hay"
)
_WORDS = listed(
    "active open opened closed accessible available free enabled visible allowed required needed wheelchair valid "
    "published heated covered lit staffed exists public "
    "finns aktiv aktivt oppen oppet stangd stangt tillganglig tillgangligt avgiftsbelagd avgiftsfri gratis uppvarmd "
    "bemannad belyst upplyst mojlig godkand giltig publicerad obligatorisk rokfri offentlig offentligt "
    "findes finnes aben apen abent apent aaben aabent lukket stengt tilgaengelig tilgjengelig opvarmet oppvarmet "
    "belagt gyldig aktiivinen avoin auki suljettu saatavilla esteeton kaytossa maksuton maksullinen lammitetty "
    "valaistu julkinen vorhanden offen geoffnet geoeffnet geschlossen zuganglich zugaenglich barrierefrei kostenlos "
    "kostenfrei beleuchtet uberdacht ueberdacht offentlich oeffentlich verfugbar verfuegbar beheizt gultig gueltig "
    "ouvert ouverte ferme fermee actif active disponible gratuit gratuite payant payante eclaire couvert chauffe "
    "presence pmr dostepny dostepna dostepne aktywny aktywna aktywne otwarty otwarta otwarte zamkniety bezplatny "
    "bezplatna platny publiczny aktivni aktivny aktivna aktivne otevreno otevreny otvorene otvoreny zavreno zatvorene "
    "pristupny pristupna pristupne bezbarierovy bezbarierova bezbarierove dostupny dostupne verejny zdarma nyitva "
    "zarva elerheto akadalymentes ingyenes nyilvanos aktiven odprto odprt odprta zaprto dostopno dostopen dostopna "
    "brezplacno javno aktivan otvoreno otvoren zatvoreno dostupno pristupacno besplatno attivo attiva aperto aperta "
    "chiuso accessibile disponibile gratuito gratuita presente presenza riscaldato pubblico activo activa abierto "
    "abierta cerrado accesible actief open gesloten toegankelijk beschikbaar verplicht aanwezig avatud suletud"
)
_ENDINGS = ("pflichtig", "gerecht", "anpassad", "anpassat", "tilpasset", "venlig", "vanlig", "barrierefrei")
_ASKED = re.compile(r"\?\s*$|\b(?:j/n|y/n|s/n|o/n|t/n|a/n|i/n|t/f|ja/ne[ji]n?|oui/non|yes/no|tak/nie)\b", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def asks(label: str) -> bool:
    """``Öppen``, ``hasLift``, ``Finns toalett?`` and ``Pflicht (J/N)`` ask; ``sida`` and ``kommun`` do not."""
    if _ASKED.search(label):
        return True
    words = spoken(_HUMP.sub(" ", label)).split("_")
    return words[0] in _BEGINNINGS or any(word in _WORDS or word.endswith(_ENDINGS) for word in words)
