"""Units as they stand in headings and behind numbers, in small letters."""

from . import listed

CURRENCIES = listed(
    "kr sek dkk nok isk eur euro euros € $ usd £ gbp zł pln kč czk ft huf chf fr. lei ron лв bgn kn hrk tkr kkr "
    "mkr msek ksek t€ t€. mio mio. mkr. teur teuro keur"
)
LENGTHS = listed("mm cm dm m km mi ft in meter metre metres metri metrów metrů km. m.")
AREAS = listed("mm² cm² m² km² m2 km2 kvm qm mq ha hektar hektare hectares ar ac m^2")
VOLUMES = frozenset(["ml", "cl", "dl", "l", "liter", "litre", "litres", "m³", "m3", "hl"])
MASSES = frozenset(["mg", "g", "kg", "t", "ton", "tonnes", "µg"])
TIMES = listed(
    "ms s sek sec min min. h tim timmar std std. stunden hours d dagar dygn tage days år year years jahre ans"
)
ENERGIES = listed("w kw mw gw wh kwh mwh gwh v a ah hp hk kva pj tj gj")
OTHERS = listed(
    "% ‰ procent prozent percent pct °c °f c k db db(a) hz khz mhz pa hpa kpa bar km/h kmh m/s mg/l µg/l µg/m³ "
    "µg/m3 cfu/100ml cfu/100 ml st st. stk stk. stck pcs szt. ks db. ppm ph lux lm ° grad grader deg kg/m² co2 kg "
    "co2"
)
UNITS = CURRENCIES | LENGTHS | AREAS | VOLUMES | MASSES | TIMES | ENERGIES | OTHERS

SPELLED = (LENGTHS | AREAS | VOLUMES | MASSES | TIMES) - {"a", "d", "h", "in"} | listed(
    "SEK DKK NOK ISK EUR USD GBP PLN CZK HUF CHF RON BGN kr kr. tkr tkr. mkr mkr. kSEK MSEK TSEK T€ TEUR Mio. euro "
    "euros Euro € $ £ zł Kč Ft Fr. lei лв Meter Liter Hektar Tonnen Sek. Min. Std. Stunden Tage Jahre h W kW MW GW Wh "
    "kWh MWh GWh V A Ah VA kVA hk PJ TJ GJ % ‰ procent Prozent prozent percent pct °C °F dB dB(A) Hz kHz MHz Pa hPa "
    "kPa bar km/h kmh m/s mg/l µg/l µg/m³ µg/m3 cfu/100ml st st. stk stk. Stk. Stück pcs szt. ks ppm lux ° kg/m²"
)
"""Units to the letter, as a line of its own under the headings has them: ``M`` is a size, ``m`` a metre."""
