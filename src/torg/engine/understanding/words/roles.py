"""What headings say a column is, in Europe's languages; compared without accents and signs."""

from functools import cache

from torg.engine.tables import Role
from torg.foundation.ids import column_name

from . import listed

_WORDS: dict[Role, str] = {
    "identifier": (
        "id objectid object_id fid gid uuid identifier identifikator identifiant kennung nummer nr no lopnummer "
        "referens source ident objekt_id dossier iid globalid"
    ),
    "name": (
        "name namn navn nom nimi bezeichnung nazwa nazev nazov nev ime naziv nome nombre naam nimike titel title "
        "titre benamning benennung stop_name denominacion denominazione objektname"
    ),
    "latitude": (
        "lat latitude latitud breitengrad breite leveysaste szerokosc szerokosc_geograficzna zemepisna_sirka "
        "latitudine breddegrad latitude_wgs84 stop_lat ylatitude y_wgs84 wgs84_lat szelesseg geo_lat lat_wgs84 "
        "breddgrad sirka zemepisna_sirina zemljepisna_sirina geografska_sirina breedtegraad"
    ),
    "longitude": (
        "lon lng long longitude longitud laengengrad langengrad lange pituusaste dlugosc dlugosc_geograficzna "
        "longitudine lengdegrad laengdegrad langdgrad longitude_wgs84 stop_lon xlongitude x_wgs84 wgs84_lon "
        "hosszusag geo_lon lon_wgs84 zemepisna_delka zemepisna_dlzka delka geografska_duzina zemljepisna_dolzina "
        "lengtegraad"
    ),
    "easting": (
        "easting e ost east est ost_koordinat oest rechtswert e_koordinat x_koordinat x_coord xkoord x_sweref "
        "x_sweref99tm ostkoordinat sweref99_e sweref99tm_e sweref_e x_3006 e_lv95 xkoordinate x_utm hochwert_x "
        "coord_x coordx coordonnee_x itakoordinaatti e_coord utm_e x y_eov coor_x geox geo_x x_geo"
    ),
    "northing": (
        "northing n nord north norr hochwert n_koordinat y_koordinat y_coord ykoord y_sweref y_sweref99tm "
        "nordkoordinat sweref99_n sweref99tm_n sweref_n y_3006 n_lv95 ykoordinate y_utm coord_y coordy coordonnee_y "
        "pohjoiskoordinaatti n_coord utm_n y x_eov coor_y geoy geo_y y_geo"
    ),
    "geometry": (
        "geom geometry the_geom wkt geo_shape geometri geometria geometrie shape wkb_geometry geo_point_2d "
        "geo_point geom_wkt koordinater coordinates koordinaten position coordonnees coordonnees_gps souradnice "
        "wspolrzedne koordinatak"
    ),
    "address": (
        "address adress adresse gatuadress besoksadress osoite adres adresa cim naslov indirizzo direccion "
        "anschrift street strasse gata gade ulica rue via calle straat utca katuosoite strassenname"
    ),
    "postcode": (
        "postcode postnummer postnr plz postleitzahl code_postal cp kod_pocztowy psc iranyitoszam postna_stevilka "
        "postanski_broj cap codigo_postal postinumero zip zip_code zipcode postalcode postal_code kod_poczty"
    ),
    "municipality": (
        "municipality kommun kommune commune gemeinde kunta gmina obec kozseg telepules obcina opcina grad comune "
        "municipio gemeente kommunnamn kommunenavn nom_commune gemeindename ort ville mesto miasto citta"
    ),
    "municipality_code": (
        "municipality_code kommunkod kommunekode kommunenummer kommunenr code_commune code_insee insee "
        "gemeindeschluessel ags gemeindekennzahl kuntanumero teryt kod_obce codice_istat cod_municipio "
        "gemeentecode kommunnr kommun_kod com_insee codgeo"
    ),
    "date": ("date datum dato paivays paivamaara data datum_od fecha datums data_od dag den"),
    "year": ("year ar aar jahr annee vuosi rok ev leto godina anno ano jaar artal baujahr byggar"),
    "url": (
        "url link lank hemsida website webbplats web webadresse site_web www homepage internet strona_www honlap "
        "spletna_stran sito sito_web pagina_web lien"
    ),
    "email": ("email e_mail epost e_post mail mejl courriel sahkoposti adres_e_mail e_naslov eposta correo"),
    "phone": (
        "phone telefon telephone tel puhelin telefono telefonnummer tlf mobil telefoon telefonszam numer_telefonu"
    ),
}

_BY_WORD: dict[str, Role] = {word: role for role, words in _WORDS.items() for word in words.split()}
_MORE = listed(
    "type typ kategori kategorie category categorie kommentar comment beskrivning beskrivelse description "
    "beschreibung status antal antall anzahl nombre lukumaara liczba pocet szam kpl stevilo broj numero aantal "
    "number count pris preis prix price cena ar belopp betrag summa oppettider oeffnungszeiten horaires stadtteil "
    "bydel kvartier district region lan province provins stadt by stad code kod kode value varde wert valeur "
    "hodnota vrednost valore valor waarde tid time uhrzeit heure cas ora hora"
)


@cache
def spoken(label: str) -> str:
    """A heading as it is compared: ``Kommun-kod (SCB)`` is ``kommun_kod_scb``."""
    return column_name(label)


def role_word(label: str) -> Role | None:
    return _BY_WORD.get(spoken(label))


def is_heading_word(text: str) -> bool:
    word = spoken(text)
    return word in _BY_WORD or word in _MORE
