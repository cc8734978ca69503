// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/detailsmapper.h"

#include <QJsonArray>
#include <QUrl>

#include <algorithm>

#include "models/sources/dialects/jsonscalars.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr std::size_t kMostCredits = 200; // the crew of one film; nobody reads further
constexpr std::size_t kMostVideos = 50;

QString textAt(const JsonPointer &place, const QJsonValue &element)
{
    return place.isRoot() ? QString() : leafText({{place}, false}, element, 300);
}

std::vector<Credit> mapCredits(const CreditMapping &mapping, const QJsonValue &item, QStringList *directors)
{
    std::vector<Credit> credits;
    for (const QJsonValue &element : mapping.list.items.in(item).toArray()) {
        const QString name = leafText({{mapping.list.name}, false}, element, 200);
        const QString role = textAt(mapping.role, element);
        if (name.isEmpty())
            continue;
        if (directors && mapping.directors.contains(role)) {
            if (!directors->contains(name))
                directors->append(name);
        } else if (credits.size() < kMostCredits) {
            credits.push_back({name, role});
        }
    }
    return credits;
}

/// The page of a video by its site and key; keys are letters, digits, - and _, so that nothing else gets into the URL.
QString videoUrl(const QString &site, const QString &key)
{
    const bool isPlain = !key.isEmpty() && std::ranges::all_of(key, [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
    });
    if (isPlain && site.compare("YouTube"_L1, Qt::CaseInsensitive) == 0)
        return "https://www.youtube.com/watch?v="_L1 + key;
    if (isPlain && site.compare("Vimeo"_L1, Qt::CaseInsensitive) == 0)
        return "https://vimeo.com/"_L1 + key;
    return {};
}

QString httpsOnly(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    return url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty() && url.userInfo().isEmpty() ? address : QString();
}

std::vector<Video> mapVideos(const VideoMapping &mapping, const QJsonValue &item)
{
    std::vector<Video> videos;
    for (const QJsonValue &element : mapping.items.in(item).toArray()) {
        QString url = httpsOnly(textAt(mapping.url, element));
        if (url.isEmpty())
            url = videoUrl(textAt(mapping.site, element), textAt(mapping.key, element));
        if (!url.isEmpty() && videos.size() < kMostVideos)
            videos.push_back({textAt(mapping.name, element), textAt(mapping.kind, element), url});
    }
    return videos;
}

QString firstCertification(const CertificationMapping &mapping, const QJsonValue &country)
{
    if (mapping.releases.isRoot())
        return textAt(mapping.text, country);
    for (const QJsonValue &release : mapping.releases.in(country).toArray()) {
        if (const QString text = textAt(mapping.text, release); !text.isEmpty())
            return text;
    }
    return {};
}

QString certificationOf(const CertificationMapping &mapping, const QJsonValue &item, const QString &region)
{
    if (!mapping.value.places.empty())
        return leafText(mapping.value, item, 40);
    if (mapping.country.isRoot() || region.isEmpty())
        return {};
    for (const QJsonValue &country : mapping.items.in(item).toArray()) {
        if (textAt(mapping.country, country) == region)
            return firstCertification(mapping, country);
    }
    return {};
}

} // namespace

std::optional<MappedDetails> mapDetails(
    const DetailsMapping &mapping, const QJsonValue &document, const TitleId &asked, const QString &region, bool hasGenreTable)
{
    QJsonValue item = mapping.item.in(document);
    LeafMapping id = mapping.title.id;
    const bool saysId
        = std::ranges::any_of(id.places, [&](const JsonPointer &place) { return scalarText(place.in(item)).has_value(); });
    if (!saysId && item.isObject() && !id.places.empty())
        item = id.places.front().put(item, asked.extId);
    std::optional<MappedTitle> title = mapTitle(mapping.title, item, asked.source, hasGenreTable);
    if (!title || title->title.id.extId != asked.extId)
        return std::nullopt;
    title->title.id.type = asked.type;
    MappedDetails mapped;
    mapped.details.title = std::move(title->title);
    mapped.genreIds = std::move(title->genreIds);
    TitleDetails &details = mapped.details;
    details.countries = namesOf(mapping.countries, item);
    details.directors = namesOf(mapping.directors, item);
    if (mapping.cast)
        details.cast = mapCredits(*mapping.cast, item, nullptr);
    if (mapping.crew)
        details.crew = mapCredits(*mapping.crew, item, &details.directors);
    if (mapping.videos)
        details.videos = mapVideos(*mapping.videos, item);
    details.certification = certificationOf(mapping.certification, item, region);
    details.language = leafText(mapping.language, item, 40);
    details.tagline = leafText(mapping.tagline, item);
    if (!mapping.watchUrl.isEmpty()) {
        const Variables variables{{u"title.id"_s, QString::fromLatin1(QUrl::toPercentEncoding(asked.extId))}};
        details.watchUrl = httpsOnly(mapping.watchUrl.plain(variables).value_or(QString()));
    }
    return mapped;
}

} // namespace matinee
