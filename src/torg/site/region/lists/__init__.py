"""The lists that the offices of the region keep, by what they are about."""

from torg.site.region.listing import Listing

from . import culture, leisure, money, places, traffic

LISTINGS: tuple[Listing, ...] = (
    *leisure.LISTINGS,
    *traffic.LISTINGS,
    *culture.LISTINGS,
    *money.LISTINGS,
    *places.LISTINGS,
)

TO_TRY: tuple[Listing, ...] = leisure.TO_TRY
"""What lies on a clerk's desk and is not public yet."""
