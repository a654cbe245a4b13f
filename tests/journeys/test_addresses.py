"""No page leads nowhere, and no answer is more open than it should be."""

import json
import re
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from journeys.hub import LiveHub

pytestmark = pytest.mark.xdist_group("journeys")


def test_every_link_of_every_page_answers(live_hub: LiveHub) -> None:
    waiting, seen, dead = ["/"], set(), []
    with httpx.Client(base_url=live_hub.url, follow_redirects=True, timeout=60) as client:
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            seen.add(address)
            answer = client.get(address)
            if answer.status_code != 200:
                dead.append((address, answer.status_code))
            if answer.headers["content-type"].startswith("text/html"):
                links = _links(answer.text)
                inside = (urlsplit(urljoin(live_hub.url + address, link.replace("&amp;", "&"))) for link in links)
                own = urlsplit(live_hub.url).netloc
                waiting += [one.path + ("?" + one.query if one.query else "") for one in inside if one.netloc == own]
    assert dead == []
    assert len(seen) > 40


def _links(page: str) -> list[str]:
    """As a search engine goes: not to every order and filter of every table."""
    tags = re.findall(r'<(?:a|link)\b[^>]*href="[^"#]+[^>]*>', page)
    return [re.findall(r'href="([^"#]+)', tag)[0] for tag in tags if "nofollow" not in tag]


def test_pages_are_closed_to_what_is_not_ours(live_hub: LiveHub) -> None:
    answer = httpx.get(f"{live_hub.url}/datasets/legepladser-i-nordby")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in answer.headers


def test_search_engines_find_their_description(live_hub: LiveHub) -> None:
    page = httpx.get(f"{live_hub.url}/datasets/legepladser-i-nordby").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    assert json.loads(found[1])["@type"] == "Dataset"


def test_files_with_a_digest_in_their_name_are_kept_for_ever(live_hub: LiveHub) -> None:
    style = re.search(r'rel="stylesheet" href="([^"]+)"', httpx.get(live_hub.url).text)
    assert style
    answer = httpx.get(live_hub.url + style[1])
    assert "immutable" in answer.headers["cache-control"]
    assert (answer.headers["content-encoding"], answer.headers["content-type"]) == ("gzip", "text/css; charset=utf-8")
    plain = httpx.get(live_hub.url + style[1], headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == answer.text
