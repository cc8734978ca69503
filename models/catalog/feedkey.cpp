// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/feedkey.h"

#include <QCryptographicHash>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

bool isHex(QChar c)
{
    return c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f');
}

Result<QString> decoded(QStringView text, const QString &where)
{
    for (qsizetype at = text.indexOf(u'%'); at >= 0; at = text.indexOf(u'%', at + 1)) {
        if (at + 2 >= text.size() || !isHex(text[at + 1]) || !isHex(text[at + 2]))
            return fail(ErrorKind::InvalidArgument, u"a % sign must be followed by two hexadecimal digits"_s, where);
    }
    return QUrl::fromPercentEncoding(text.toUtf8());
}

// What RFC 3986 calls unreserved.
bool isPlain(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'.' || c == u'_'
        || c == u'~';
}

// Keys are spelled out for every page; most of them need no escape.
QString encoded(const QString &text, const char *alsoPlain = ":,")
{
    if (std::all_of(text.begin(), text.end(), isPlain))
        return text;
    return QString::fromLatin1(QUrl::toPercentEncoding(text, alsoPlain));
}

Result<std::vector<std::pair<QString, QString>>> readParameters(QStringView query)
{
    std::vector<std::pair<QString, QString>> parameters;
    for (const QStringView part : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        const QStringView rawName = equals < 0 ? part : part.left(equals);
        auto name = decoded(rawName, rawName.toString());
        if (!name)
            return tl::unexpected(name.error());
        if (name->isEmpty() || equals < 0)
            return fail(ErrorKind::InvalidArgument, u"parameters are written name=value, not \"%1\""_s.arg(part), u"feed"_s);
        auto value = decoded(part.mid(equals + 1), *name);
        if (!value)
            return tl::unexpected(value.error());
        if (std::any_of(parameters.begin(), parameters.end(), [&](const auto &known) { return known.first == *name; }))
            return fail(ErrorKind::InvalidArgument, u"given twice"_s, *name);
        parameters.emplace_back(*std::move(name), *std::move(value));
    }
    return parameters;
}

} // namespace

Result<FeedKey> FeedKey::parse(QStringView text)
{
    const qsizetype question = text.indexOf(u'?');
    const QStringView path = question < 0 ? text : text.left(question);
    const qsizetype slash = path.lastIndexOf(u'/');
    if (slash <= 0 || slash + 1 >= path.size())
        return fail(ErrorKind::InvalidArgument,
            u"a feed is written SOURCE/FEED, such as public-domain/all, not \"%1\""_s.arg(text), u"feed"_s);
    auto source = decoded(path.left(slash), u"feed"_s);
    auto feed = decoded(path.mid(slash + 1), u"feed"_s);
    if (!source || !feed)
        return tl::unexpected(source ? feed.error() : source.error());
    auto parameters = readParameters(question < 0 ? QStringView() : text.mid(question + 1));
    if (!parameters)
        return tl::unexpected(parameters.error());
    return of(*std::move(source), *std::move(feed), *std::move(parameters));
}

FeedKey FeedKey::of(QString source, QString feed, std::vector<std::pair<QString, QString>> parameters)
{
    FeedKey key{std::move(source), std::move(feed), {}};
    for (auto &[name, value] : parameters)
        key = key.with(name, value);
    return key;
}

QString FeedKey::text() const
{
    QString out = encoded(source, ":/") + u'/' + encoded(feed);
    QChar separator = u'?';
    for (const auto &[name, value] : parameters) {
        out += separator + encoded(name) + u'=' + encoded(value);
        separator = u'&';
    }
    return out;
}

QByteArray FeedKey::hash() const
{
    return QCryptographicHash::hash(text().toUtf8(), QCryptographicHash::Sha256).left(16);
}

QString FeedKey::parameter(QStringView name) const
{
    for (const auto &[known, value] : parameters) {
        if (known == name)
            return value;
    }
    return {};
}

bool FeedKey::hasParameter(QStringView name) const
{
    return !parameter(name).isEmpty();
}

FeedKey FeedKey::with(const QString &name, const QString &value) const
{
    FeedKey key = *this;
    auto &list = key.parameters;
    const auto at
        = std::lower_bound(list.begin(), list.end(), name, [](const auto &known, const QString &n) { return known.first < n; });
    const bool known = at != list.end() && at->first == name;
    if (value.isEmpty()) {
        if (known)
            list.erase(at);
    } else if (known) {
        at->second = value;
    } else {
        list.insert(at, {name, value});
    }
    return key;
}

} // namespace matinee
