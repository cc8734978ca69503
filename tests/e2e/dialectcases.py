# SPDX-License-Identifier: GPL-3.0-or-later
"""Every profile and template, the kind of fault server that speaks like it, and what a whole walk of its list brings."""

import base64
import dataclasses
import json
import pathlib

PROFILES = pathlib.Path(__file__).resolve().parents[2] / "resources" / "profiles"
TITLES = 3201


def plain_ids(count=TITLES):
    return [str(n) for n in range(1, count + 1)]


@dataclasses.dataclass
class Dialect:
    """A profile below resources/profiles, one of its lists, and where the fault server has it."""
    profile: str
    feed: str
    server: str                    # --dialect of the fault server
    base: str = ""                 # behind the server's address
    sizes: tuple = (1, 20, 100)    # that can be asked for
    rows: int = TITLES             # of the list as its pages count them, holes too
    more: int = 0                  # requests beside one a page, where only an empty page or a refusal tells the end
    arguments: tuple = ()          # of the fault server
    size_at_server: bool = False   # the page size is the server's, not the client's
    ids: object = plain_ids        # of a walk to the end
    change: object = None          # what is changed in the profile, beside size and limits

    @property
    def name(self):
        return f"{self.profile}/{self.feed}"

    def options(self, size, titles=TITLES):
        options = ["--dialect", self.server, "--titles", str(titles), *self.arguments]
        return options + (["--page-size", str(size)] if self.size_at_server else [])

    def install(self, folder, size=20, source="walk"):
        """The profile as a person's own, with pages of `size` and no limits to wait for."""
        profile = json.loads((PROFILES / f"{self.profile}.json").read_text())
        profile["id"] = source
        profile["limits"] = {"perSecond": 1000, "burst": 1000, "inFlight": 16}
        for pagination in profile["pagination"].values():
            if "size" in pagination:
                pagination["size"]["value"] = size
        if self.change:
            self.change(profile)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{source}.json").write_text(json.dumps(profile))

    def requests(self, size):
        return -(-self.rows // size) + self.more


def relay_ids(count=TITLES):
    return [base64.b64encode(f"Movie:{n}".encode()).decode() for n in range(1, count + 1)]


def one_page(profile):
    profile["pagination"] = {"one": {"kind": "single", "items": "/items"}}


DIALECTS = (
    Dialect("templates/django-rest", "all", "drf", "/api"),
    Dialect("templates/django-rest", "by-offset", "drf", "/api/limit"),
    Dialect("templates/django-rest", "by-cursor", "drf", "/api/cursor"),
    Dialect("templates/django-numbered", "all", "movie-api", "/api"),
    Dialect("templates/fastapi-cursor", "all", "cursor"),
    Dialect("templates/fastapi-pages", "all", "pages"),
    Dialect("templates/hybrid", "all", "hybrid"),
    Dialect("templates/json-api", "all", "json-api"),
    Dialect("templates/json-rpc", "films", "kodi"),
    Dialect("templates/json-server", "all", "json-server"),
    Dialect("templates/json-server-1", "all", "json-server-1"),
    Dialect("templates/keyset", "all", "keyset", more=1),
    Dialect("templates/relay", "all", "relay", ids=relay_ids),
    Dialect("templates/skip-limit", "all", "articles"),
    # Every 17th id is a hole, and page 0 lacks id 0: so many shows in as many ids.
    Dialect("templates/tvmaze", "all", "tvmaze", size_at_server=True, rows=TITLES + 1, more=1,
            ids=lambda: [str(n) for n in range(1, TITLES + 1) if n % 17]),
    Dialect("templates/video-cursor", "all", "videos"),
    Dialect("movie-api", "popular", "movie-api", "/api"),
    Dialect("tmdb", "popular", "tmdb", sizes=(20,)),  # nobody can ask TMDB for another size
    Dialect("internet-archive", "downloaded", "archive", ids=lambda: [f"film_{n}" for n in range(1, TITLES + 1)]),
    Dialect("internet-archive", "everything", "archive", size_at_server=True,
            ids=lambda: [f"film_{n}" for n in range(1, TITLES + 1)]),
    # Its total is a hint: an empty page ends the list.
    Dialect("jellyfin", "films", "jellyfin", more=1, ids=lambda: [f"{n:032x}" for n in range(1, TITLES + 1)]),
    Dialect("trakt", "popular", "trakt"),
    Dialect("trakt", "trending", "trakt"),
    Dialect("templates/fastapi-pages", "all", "single", sizes=(TITLES,), change=one_page),
)


def dialect(name):
    return next(d for d in DIALECTS if d.name == name)
