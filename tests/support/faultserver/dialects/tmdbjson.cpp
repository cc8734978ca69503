// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/tmdbjson.h"

#include <algorithm>
#include <array>

#include "tests/support/faultserver/posterpainter.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

struct Status {
    int code;
    int http;
    const char *message;
};
constexpr std::array kStatuses{Status{1, 200, "Success."},
    Status{3, 401, "Authentication failed: You do not have permissions to access the service."},
    Status{5, 422, "Invalid parameters: Your request parameters are incorrect."},
    Status{6, 404, "Invalid id: The pre-requisite id is invalid or not found."},
    Status{7, 401, "Invalid API key: You must be granted a valid key."},
    Status{9, 503, "Service offline: This service is temporarily offline, try again later."},
    Status{11, 500, "Internal error: Something went wrong, contact TMDB."},
    Status{12, 201, "The item/record was updated successfully."}, Status{13, 200, "The item/record was deleted successfully."},
    Status{17, 401, "Session denied."}, Status{18, 400, "Validation failed."},
    Status{22, 400, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer."},
    Status{24, 504, "Your request to the backend server timed out. Try again."},
    Status{25, 429, "Your request count (#) is over the allowed limit of (40)."},
    Status{27, 400, "Too many append to response objects: The maximum number of remote calls is 20."},
    Status{33, 401, "Invalid request token: The request token is either expired or invalid."},
    Status{34, 404, "The resource you requested could not be found."},
    Status{37, 404, "The requested session could not be found."},
    Status{41, 422, "This request token hasn't been approved by the user."},
    Status{42, 405, "This request method is not supported for this resource."},
    Status{43, 502, "Couldn't connect to the backend server."}, Status{45, 403, "This user has been suspended."},
    Status{47, 400, "The input is not valid."}};

// As TMDB lacks a picture here and there: 7 of 237 posters in its own examples.
constexpr qint64 kWithoutPoster = 31;
constexpr qint64 kWithoutBackdrop = 13;

QJsonValue pictureOrNull(char kind, qint64 number, qint64 missingEvery)
{
    return number % missingEvery == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(QString::fromLatin1(picturePath(kind, number)));
}

QString dateOf(const Title &title)
{
    if (!title.date.isEmpty() || !title.year)
        return title.date;
    return u"%1-01-01"_s.arg(*title.year, 4, 10, QChar(u'0'));
}

void insertCommon(QJsonObject &object, qint64 number, const Title &title)
{
    object.insert(u"adult"_s, false);
    object.insert(u"backdrop_path"_s, pictureOrNull('b', number, kWithoutBackdrop));
    object.insert(u"id"_s, number);
    object.insert(u"original_language"_s, u"en"_s);
    object.insert(u"original_title"_s, title.originalTitle.isEmpty() ? title.title : title.originalTitle);
    object.insert(u"overview"_s, title.overview);
    object.insert(u"popularity"_s, title.popularity.value_or(1000.0 / static_cast<double>(number + 9)));
    object.insert(u"poster_path"_s, pictureOrNull('p', number, kWithoutPoster));
    object.insert(u"release_date"_s, dateOf(title));
    object.insert(u"title"_s, title.title);
    object.insert(u"video"_s, false);
    object.insert(u"vote_average"_s, title.rating.value_or(0));
    object.insert(u"vote_count"_s, title.votes.value_or(0));
}

QJsonObject person(const QString &name, qint64 order)
{
    return {{u"adult"_s, false}, {u"gender"_s, order % 3}, {u"id"_s, static_cast<qint64>(qChecksum(name.toUtf8()) + 1)},
        {u"known_for_department"_s, u"Acting"_s}, {u"name"_s, name}, {u"original_name"_s, name}, {u"popularity"_s, 1.5},
        {u"profile_path"_s, pictureOrNull('f', static_cast<qint64>(qChecksum(name.toUtf8()) + 1), 7)},
        {u"credit_id"_s, u"%1"_s.arg(order, 24, 16, QChar(u'0'))}};
}

QJsonObject credits(qint64 number, const TitleDetails &details)
{
    QJsonArray cast;
    QJsonArray crew;
    for (const Credit &credit : details.cast) {
        QJsonObject member = person(credit.name, cast.size());
        member.insert(u"cast_id"_s, cast.size());
        member.insert(u"character"_s, credit.role);
        member.insert(u"order"_s, cast.size());
        cast.append(member);
    }
    const auto addCrew = [&crew](const QString &name, const QString &department, const QString &job) {
        QJsonObject member = person(name, crew.size() + 500);
        member.insert(u"department"_s, department);
        member.insert(u"job"_s, job);
        crew.append(member);
    };
    for (const QString &director : details.directors)
        addCrew(director, u"Directing"_s, u"Director"_s);
    for (const Credit &credit : details.crew)
        addCrew(credit.name, u"Crew"_s, credit.role);
    return {{u"id"_s, number}, {u"cast"_s, cast}, {u"crew"_s, crew}};
}

QJsonObject videos(qint64 number, const TitleDetails &details)
{
    QJsonArray results;
    for (const Video &video : details.videos) {
        results.append(QJsonObject{{u"iso_639_1"_s, u"en"_s}, {u"iso_3166_1"_s, u"US"_s}, {u"name"_s, video.name},
            {u"key"_s, video.url.section(u'=', -1)}, {u"site"_s, u"YouTube"_s}, {u"size"_s, 1080}, {u"type"_s, video.kind},
            {u"official"_s, true}, {u"published_at"_s, u"2019-10-15T18:59:47.000Z"_s},
            {u"id"_s, u"%1"_s.arg(number * 10 + results.size(), 24, 16, QChar(u'0'))}});
    }
    return {{u"id"_s, number}, {u"results"_s, results}};
}

QJsonObject images(qint64 number)
{
    const auto image = [](char kind, qint64 of, int width, int height, const QJsonValue &language) {
        return QJsonObject{{u"aspect_ratio"_s, static_cast<double>(width) / height}, {u"height"_s, height}, {u"width"_s, width},
            {u"iso_639_1"_s, language}, {u"file_path"_s, QString::fromLatin1(picturePath(kind, of))}, {u"vote_average"_s, 5.3},
            {u"vote_count"_s, 4}};
    };
    return {{u"id"_s, number}, {u"backdrops"_s, QJsonArray{image('b', number, 1920, 1080, QJsonValue::Null)}},
        {u"posters"_s, QJsonArray{image('p', number, 1000, 1500, u"en"_s)}}, {u"logos"_s, QJsonArray()}};
}

QJsonObject releaseDates(qint64 number, const TitleDetails &details)
{
    const QString day = dateOf(details.title);
    QJsonArray results;
    if (!day.isEmpty()) {
        const QJsonObject release{{u"certification"_s, details.certification}, {u"descriptors"_s, QJsonArray()},
            {u"iso_639_1"_s, QString()}, {u"note"_s, QString()}, {u"release_date"_s, day + u"T00:00:00.000Z"_s}, {u"type"_s, 3}};
        results.append(QJsonObject{{u"iso_3166_1"_s, u"US"_s}, {u"release_dates"_s, QJsonArray{release}}});
    }
    return {{u"id"_s, number}, {u"results"_s, results}};
}

QJsonObject providers(qint64 number)
{
    const QJsonObject one{{u"logo_path"_s, u"/provider.jpg"_s}, {u"provider_id"_s, 8}, {u"provider_name"_s, u"Filmbox"_s},
        {u"display_priority"_s, 0}};
    const QJsonObject us{
        {u"link"_s, u"https://www.themoviedb.org/movie/%1/watch?locale=US"_s.arg(number)}, {u"flatrate"_s, QJsonArray{one}}};
    return {{u"id"_s, number}, {u"results"_s, QJsonObject{{u"US"_s, us}}}};
}

} // namespace

QJsonObject tmdbItem(const ServedTitle &title, ServedWorld &world)
{
    QJsonObject object;
    insertCommon(object, title.number, title.title);
    QJsonArray genres;
    for (const QString &genre : title.title.genres)
        genres.append(world.genreId(genre));
    object.insert(u"genre_ids"_s, genres);
    return object;
}

QJsonArray tmdbItems(const PageCut &cut, ServedWorld &world)
{
    QJsonArray items;
    for (const ServedTitle &title : cut.titles)
        items.append(tmdbItem(title, world));
    return items;
}

QJsonObject tmdbEnvelope(const PageCut &cut, ServedWorld &world)
{
    return {{u"page"_s, cut.page()}, {u"results"_s, tmdbItems(cut, world)}, {u"total_pages"_s, cut.pages},
        {u"total_results"_s, cut.total}};
}

QJsonObject tmdbDetails(qint64 number, const TitleDetails &details, ServedWorld &world)
{
    QJsonObject object;
    insertCommon(object, number, details.title);
    QJsonArray genres;
    for (const QString &genre : details.title.genres)
        genres.append(QJsonObject{{u"id"_s, world.genreId(genre)}, {u"name"_s, genre}});
    QJsonArray countries;
    for (const QString &country : details.countries)
        countries.append(QJsonObject{{u"iso_3166_1"_s, country.left(2).toUpper()}, {u"name"_s, country}});
    object.insert(u"belongs_to_collection"_s, QJsonValue::Null);
    object.insert(u"budget"_s, number % 4 == 0 ? 0 : number * 1'000'000);
    object.insert(u"genres"_s, genres);
    object.insert(u"homepage"_s, QString());
    object.insert(u"imdb_id"_s, u"tt%1"_s.arg(number, 7, 10, QChar(u'0')));
    object.insert(u"origin_country"_s, QJsonArray::fromStringList(details.countries));
    object.insert(u"production_companies"_s, QJsonArray());
    object.insert(u"production_countries"_s, countries);
    object.insert(u"revenue"_s, number % 4 == 0 ? 0 : number * 3'000'000'000LL);
    object.insert(u"runtime"_s, details.title.runtime.value_or(0));
    object.insert(u"spoken_languages"_s,
        QJsonArray{QJsonObject{{u"english_name"_s, u"English"_s}, {u"iso_639_1"_s, u"en"_s}, {u"name"_s, u"English"_s}}});
    object.insert(u"status"_s, u"Released"_s);
    object.insert(u"tagline"_s, details.tagline);
    return object;
}

std::optional<QJsonObject> tmdbPart(const QString &part, qint64 number, const TitleDetails &details)
{
    if (part == "credits"_L1)
        return credits(number, details);
    if (part == "videos"_L1)
        return videos(number, details);
    if (part == "images"_L1)
        return images(number);
    if (part == "release_dates"_L1)
        return releaseDates(number, details);
    if (part == "watch/providers"_L1)
        return providers(number);
    return std::nullopt;
}

QJsonObject tmdbConfiguration(const ServedWorld &world)
{
    const QString base = QString::fromLatin1(world.origin) + u"/t/p/"_s;
    const auto sizes = [](const QString &names) { return QJsonArray::fromStringList(names.split(u' ')); };
    const QJsonObject images{{u"base_url"_s, base}, {u"secure_base_url"_s, base},
        {u"backdrop_sizes"_s, sizes(u"w300 w780 w1280 original"_s)},
        {u"logo_sizes"_s, sizes(u"w45 w92 w154 w185 w300 w500 original"_s)},
        {u"poster_sizes"_s, sizes(u"w92 w154 w185 w342 w500 w780 original"_s)},
        {u"profile_sizes"_s, sizes(u"w45 w185 h632 original"_s)}, {u"still_sizes"_s, sizes(u"w92 w185 w300 original"_s)}};
    return {{u"images"_s, images}, {u"change_keys"_s, sizes(u"adult images overview title"_s)}};
}

Answer tmdbStatus(int code)
{
    const auto at = std::find_if(kStatuses.begin(), kStatuses.end(), [&](const Status &status) { return status.code == code; });
    const Status &status = at == kStatuses.end() ? kStatuses[5] : *at;
    return Answer::json(QJsonObject{{u"success"_s, status.http < 300}, {u"status_code"_s, status.code},
                            {u"status_message"_s, QString::fromLatin1(status.message)}},
        status.http);
}

} // namespace matinee::test
