# SPDX-License-Identifier: GPL-3.0-or-later
"""A Django REST framework server as people write them, on a free port of 127.0.0.1: `djangoserver.py FOLDER TITLES`.

Prints its address. FOLDER gets the database (films.sqlite3) and requests.jsonl, a line for each request. The paginators are
DRF's own; nothing here knows of Matinee. Runs with a Python that has python3-djangorestframework.
"""

import datetime
import json
import pathlib
import sys
import time

import django
from django.conf import settings

FOLDER, TITLES = pathlib.Path(sys.argv[1]), int(sys.argv[2])
TOKEN = "0123456789abcdef0123456789abcdef01234567"

settings.configure(
    DEBUG=False, SECRET_KEY="tests only", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True, APPEND_SLASH=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "films.sqlite3")}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "rest_framework.authtoken"],
    MIDDLEWARE=[f"{__name__}.log_requests", "django.middleware.gzip.GZipMiddleware", "django.middleware.http.ConditionalGetMiddleware",
                "django.middleware.common.CommonMiddleware"],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    REST_FRAMEWORK={
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    })
django.setup()

from django.core.management import call_command  # noqa: E402 (Django must be set up first)
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import filters, generics, pagination, response, serializers, throttling  # noqa: E402


class Movie(models.Model):
    title = models.CharField(max_length=200)
    overview = models.TextField(blank=True)
    release_date = models.DateField(null=True)
    vote_average = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    vote_count = models.IntegerField(default=0)
    runtime = models.IntegerField(null=True)
    genres = models.JSONField(default=list)

    class Meta:
        app_label = "films"


class Favorite(models.Model):
    movie = models.OneToOneField(Movie, on_delete=models.CASCADE)

    class Meta:
        app_label = "films"


class MovieSerializer(serializers.ModelSerializer):
    class Meta:
        model = Movie
        fields = "__all__"


class Numbers(pagination.PageNumberPagination):
    page_size, page_size_query_param, max_page_size = 20, "page_size", 100


class OneSize(pagination.PageNumberPagination):
    page_size = 10  # DRF's usual: nobody can ask for another


class Offsets(pagination.LimitOffsetPagination):
    default_limit, max_limit = 20, 100


class Cursors(pagination.CursorPagination):
    page_size, page_size_query_param, max_page_size = 20, "page_size", 100
    ordering = ("-runtime", "id")  # more films share a runtime than a page has


class Numbered(pagination.PageNumberPagination):
    page_size, page_size_query_param, max_page_size = 10, "page_size", 100

    def get_paginated_response(self, data):
        page = self.page
        return response.Response({
            "count": page.paginator.count, "next": self.get_next_link(), "previous": self.get_previous_link(),
            "current_page": page.number, "total_pages": page.paginator.num_pages, "results": data})


class Slow(throttling.UserRateThrottle):
    rate = "3/second"


class Movies(generics.ListAPIView):
    queryset = Movie.objects.order_by("id")
    serializer_class = MovieSerializer
    filter_backends = [filters.SearchFilter]
    search_fields = ["title"]


class Details(generics.RetrieveAPIView):
    queryset = Movie.objects.all()
    serializer_class = MovieSerializer


class Trending(Movies):
    def get_queryset(self):
        order = "-id" if self.request.query_params.get("time_window") == "week" else "id"
        return Movie.objects.order_by(order)


class Recommended(Movies):
    def get_queryset(self):
        return Movie.objects.filter(id__gt=self.kwargs["pk"]).order_by("id")[:45]


class Favorites(Movies):
    def get_queryset(self):
        return Movie.objects.filter(id__in=Favorite.objects.values("movie_id")).order_by("id")


class Named(filters.SearchFilter):
    search_param = "q"


def paged(view, paginator, **more):
    return view.as_view(pagination_class=paginator, **more)


urlpatterns = [
    path("api/movies/", paged(Movies, Numbers)),
    path("api/movies/offset/", paged(Movies, Offsets)),
    path("api/movies/cursor/", paged(Movies, Cursors)),
    path("api/movies/<int:pk>/", Details.as_view()),
    path("one-size/movies/", paged(Movies, OneSize)),
    path("slow/movies/", paged(Movies, Numbers, throttle_classes=[Slow])),
    path("numbered/movies/", paged(Movies, Numbered)),
    path("site/movies/trending/", paged(Trending, Numbered)),
    path("site/movies/popular/", paged(Movies, Numbered)),
    path("site/movies/search/", paged(Movies, Numbered, filter_backends=[Named])),
    path("site/movies/<int:pk>/", Details.as_view()),
    path("site/movies/<int:pk>/recommendations/", paged(Recommended, Numbered)),
    path("site/users/favorites/", paged(Favorites, Numbered)),
]


def log_requests(get_response):
    def answer(request):
        given = get_response(request)
        line = {"at": time.monotonic(), "method": request.method, "path": request.path, "query": request.GET.dict(), "status": given.status_code,
                "encoding": given.headers.get("Content-Encoding", ""), "asked": request.headers.get("If-None-Match", ""), "retry": given.headers.get("Retry-After", "")}
        with open(FOLDER / "requests.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        return given
    return answer


def fill():
    from django.contrib.auth.models import User
    from rest_framework.authtoken.models import Token

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Movie)
        editor.create_model(Favorite)
    Token.objects.create(key=TOKEN, user=User.objects.create(username="ada"))
    first = datetime.date(1920, 1, 1)
    Movie.objects.bulk_create(Movie(
        id=n * 3, title=f"Film {n} “of” many", overview="It is seen. " * (n % 5),
        release_date=first + datetime.timedelta(days=n * 11) if n % 7 else None, vote_average=n * 7 % 100 / 10 if n % 9 else None,
        vote_count=n, runtime=60 + n % 90, genres=["Drama", "Comedy"][: n % 3]) for n in range(1, TITLES + 1))
    Favorite.objects.bulk_create(Favorite(movie_id=n * 3) for n in range(5, TITLES + 1, 50))


class Quiet(WSGIRequestHandler):
    disable_nagle_algorithm = True  # it writes head and body apart: 40 ms each otherwise

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    sys.modules["djangoserver"] = sys.modules["__main__"]
    fill()
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
