"""Headings that lists have whatever they are about: that a file has them says little of what it is."""

from functools import cache

from .spoken import key_of

_WORDS = (
    "id uid uuid guid gid fid objectid objekt_id identifier identifiant kennung nr nummer nummer number numero no "
    "lopnummer lfdnr ref reference source kalla quelle zrodlo kilde name namn navn nom nazwa bezeichnung title "
    "titel titre intitule libelle label denomination nombre nome nimi lat lon lng long latitude longitude latitud "
    "longitud xlong ylat x y z e n easting northing geom geometry shape geo_shape geo_point geo_point_2d "
    "coordinates coordinate coordonnees coordonneesxy koordinater koordinaten wspolrzedne position wkt "
    "breitengrad langengrad breddgrad langdgrad szerokosc dlugosc address adress adresse adres strasse street "
    "gata gatuadress ulica rue vej gade straat husnummer hausnummer housenumber streetaddress postalcode locality "
    "postcode postnummer postnr plz postleitzahl code_postal cp kod_pocztowy zip city stad ort by ville miasto "
    "stadt postort commune kommun kommune gemeinde gmina municipality insee code_insee code_commune "
    "code_insee_commune code_commune_insee kommunkod kommunekode municipality_code departement region lan land "
    "country pays kraj stadtteil stadtbezirk bezirk ortsteil district quartier bydel dzielnica arrondissement "
    "date datum dato data year ar aar jahr annee rok month manad monat mois miesiac day dag tag jour time tid "
    "uhrzeit heure when from to start end begin slut fran till von bis beginn ende debut fin poczatek koniec fra "
    "til age alder alter wiek created modified updated uppdaterad updated_at date_maj date_modification skapad "
    "andrad stand description beskrivning beskrivelse beschreibung descriptif opis info information informationen "
    "comment comments kommentar kommentarer commentaire commentaires bemerkung bemerkungen anmerkung anmarkning "
    "notes note uwagi remarks type typ art kategori kategorie category categorie kategoria status statut stan "
    "kind klass klasse url link lank lien website webbplats web webseite site_web strona_www homepage hemsida "
    "image bild photo foto email e_mail epost mail courriel phone telefon telephone tel telefonnummer tlf fax "
    "contact kontakt organisation organization operator agare owner eigentumer proprietaire ejer gestionnaire "
    "directions vagbeskrivning rutebeskrivelse date_created date_modified created_at last_update lastupdate "
    "organizationnumber organisationsnummer siren siret antal anzahl nombre_total liczba count value varde wert "
    "valeur wartosc amount belopp betrag montant kwota summa sum total code kod kode lang language sprak sprache "
    "langue wikidata"
)


@cache
def ordinary() -> frozenset[str]:
    return frozenset(key_of(word) for word in _WORDS.split())
