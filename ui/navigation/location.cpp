// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigation/location.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr QLatin1StringView kTitle{"matinee:title/"};
constexpr QLatin1StringView kFeed{"matinee:feed/"};
constexpr QLatin1StringView kSearch{"matinee:search/"};

QString encoded(const QString &text, const QByteArray &plain = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, plain));
}

QString decoded(QStringView text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

tl::unexpected<Error> badLink(const QString &link)
{
    return fail(ErrorKind::InvalidArgument, u"not a link this program knows: \"%1\""_s.arg(link), u"link"_s);
}

Result<Location> parseTitle(const QString &link)
{
    // The source may hold slashes (file:/films/mine.json), so type and id are the last two parts.
    const QStringView rest = QStringView(link).mid(kTitle.size());
    const qsizetype idAt = rest.lastIndexOf(u'/');
    const qsizetype typeAt = idAt <= 0 ? -1 : rest.lastIndexOf(u'/', idAt - 1);
    if (typeAt <= 0)
        return badLink(link);
    const TitleId id{decoded(rest.left(typeAt)), decoded(rest.mid(typeAt + 1, idAt - typeAt - 1)), decoded(rest.mid(idAt + 1))};
    if (!id.isValid())
        return badLink(link);
    return Location::ofTitle(id);
}

} // namespace

Result<Location> Location::parseLink(const QString &link)
{
    if (link.startsWith(kTitle))
        return parseTitle(link);
    const bool search = link.startsWith(kSearch);
    if (!search && !link.startsWith(kFeed))
        return badLink(link);
    QString text = link.mid(search ? kSearch.size() : kFeed.size());
    if (search) {
        const qsizetype query = text.indexOf(u'?');
        if (query < 0)
            return badLink(link);
        text.insert(query, u"/search"_s);
    }
    auto key = FeedKey::parse(text);
    if (!key)
        return tl::unexpected(key.error());
    if (search && !key->hasParameter(u"q"))
        return badLink(link);
    return ofFeed(*std::move(key));
}

QString Location::link() const
{
    if (kind == Kind::Title)
        return kTitle + encoded(title.source, ":/") + u'/' + encoded(title.type) + u'/' + encoded(title.extId);
    return kFeed + feed.text();
}

QJsonObject Location::toJson() const
{
    QJsonObject json{{u"link"_s, link()}};
    if (kind == Kind::Title && !feed.source.isEmpty())
        json.insert(u"from"_s, feed.text());
    if (anchor)
        json.insert(
            u"anchor"_s, QJsonObject{{u"title"_s, anchor->title.localText()}, {u"y"_s, anchor->y}, {u"row"_s, anchor->row}});
    return json;
}

std::optional<Location> Location::fromJson(const QJsonObject &json)
{
    auto parsed = parseLink(json.value(u"link"_s).toString());
    if (!parsed)
        return std::nullopt;
    Location location = *std::move(parsed);
    if (const auto from = FeedKey::parse(json.value(u"from"_s).toString()); from && location.kind == Kind::Title)
        location.feed = *from;
    const QJsonObject anchor = json.value(u"anchor"_s).toObject();
    if (const auto title = TitleId::parse(location.source(), anchor.value(u"title"_s).toString()); title)
        location.anchor = Anchor{*title, anchor.value(u"y"_s).toInt(), anchor.value(u"row"_s).toInteger()};
    return location;
}

} // namespace matinee
