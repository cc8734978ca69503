// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/entrybuilder.h"

#include <QDate>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <limits>

#include "cache/cataloguefile/import/entrytext.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr quint8 kNotSet = std::numeric_limits<quint8>::max();
constexpr qsizetype kIsoDayLength = 10; // 1927-01-10

bool isList(Field field)
{
    return field == Field::Genres || field == Field::Countries || field == Field::Directors || field == Field::Cast;
}

std::optional<double> numberIn(QByteArrayView utf8)
{
    bool ok = false;
    const double number = utf8.toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<int> integerIn(QByteArrayView utf8, int least, int most)
{
    const std::optional<double> number = numberIn(utf8);
    if (!number || *number < least || *number > most || *number != std::floor(*number))
        return std::nullopt;
    return int(*number);
}

/// The day of `1927-01-10` or `1927-01-10T00:00:00Z`, or "".
QString isoDayIn(QByteArrayView utf8)
{
    const QString text = lineFromUtf8(utf8);
    if (text.size() > kIsoDayLength && text.at(kIsoDayLength) != u'T' && text.at(kIsoDayLength) != u' ')
        return {};
    const QDate day = QDate::fromString(text.left(kIsoDayLength), Qt::ISODate);
    return day.isValid() && day.year() > 0 ? day.toString(Qt::ISODate) : QString();
}

/// Only https: the address is opened in the person's browser and comes from a stranger's file.
QString httpsAddressIn(QByteArrayView utf8)
{
    const QString text = lineFromUtf8(utf8);
    if (!text.startsWith("https://"_L1, Qt::CaseInsensitive))
        return {};
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() ? url.toString(QUrl::FullyEncoded) : QString();
}

QString archiveIdIn(QByteArrayView utf8)
{
    const QString text = lineFromUtf8(utf8);
    const bool plain = std::ranges::all_of(
        text, [](QChar c) { return (c.unicode() < 0x80 && c.isLetterOrNumber()) || c == u'.' || c == u'_' || c == u'-'; });
    return plain ? text : QString();
}

/// An id of digits after a prefix ("tt0017136"), or "".
QString numberedIdIn(QByteArrayView utf8, QLatin1StringView prefix)
{
    const QString text = lineFromUtf8(utf8);
    const QStringView digits = QStringView(text).mid(prefix.size());
    const bool fits = text.startsWith(prefix) && !digits.isEmpty()
        && std::ranges::all_of(digits, [](QChar c) { return c >= u'0' && c <= u'9'; });
    return fits ? text : QString();
}

} // namespace

void EntryBuilder::clear()
{
    m_details = {};
    m_archive.clear();
    m_imdb.clear();
    m_tmdb.clear();
    m_fault.clear();
    m_rank.fill(kNotSet);
    m_idIsWrong = false;
}

void EntryBuilder::value(FieldName name, Kind kind, QByteArrayView utf8)
{
    if (name.field == Field::None || !wins(name) || !fits(utf8))
        return;
    if (name.field == Field::Id)
        return setId(kind, utf8);
    if (isList(name.field)) {
        if (kind == Kind::Text) {
            beginList(name);
            item(name, utf8);
        }
        return;
    }
    bool taken = false;
    if (kind == Kind::Text)
        taken = setText(name.field, utf8) || setNumber(name.field, utf8);
    else if (kind == Kind::Number)
        taken = setNumber(name.field, utf8);
    if (taken)
        m_rank[std::size_t(name.field)] = name.rank;
}

void EntryBuilder::beginList(FieldName name)
{
    if (!wins(name))
        return;
    if (isList(name.field))
        clearList(name.field);
    else
        value(name, Kind::Other, {});
}

void EntryBuilder::item(FieldName name, QByteArrayView utf8, QByteArrayView role)
{
    if (!isList(name.field) || !wins(name) || !fits(utf8) || !fits(role))
        return;
    QString text = lineFromUtf8(utf8);
    if (text.isEmpty())
        return;
    addTo(name.field, std::move(text), lineFromUtf8(role));
    m_rank[std::size_t(name.field)] = name.rank;
}

void EntryBuilder::cell(FieldName name, QByteArrayView utf8)
{
    if (utf8.isEmpty())
        return;
    if (!isList(name.field))
        return value(name, Kind::Text, utf8);
    beginList(name);
    const auto ends = [](char c) { return c == '|' || c == ';'; };
    for (auto from = utf8.begin(); from != utf8.end();) {
        const auto to = std::find_if(from, utf8.end(), ends);
        item(name, QByteArrayView(from, to));
        from = to == utf8.end() ? to : to + 1;
    }
}

tl::expected<CatalogueEntry, QString> EntryBuilder::take()
{
    Title &title = m_details.title;
    if (m_fault.isEmpty() && title.title.isEmpty())
        m_fault = u"no title"_s;
    if (m_fault.isEmpty() && title.id.extId.isEmpty() && m_idIsWrong)
        m_fault = u"id is not a text or a number"_s;
    if (!m_fault.isEmpty())
        return tl::unexpected(m_fault);
    if (!title.year && !title.date.isEmpty())
        title.year = title.date.left(4).toInt();
    if (title.id.type.isEmpty())
        title.id.type = u"movie"_s;
    if (title.id.extId.isEmpty())
        title.id.extId = derivedExtId(title.title, title.year);
    for (QStringList *list : {&title.genres, &m_details.countries, &m_details.directors})
        list->removeDuplicates();
    if (m_details.watchUrl.isEmpty() && !m_archive.isEmpty())
        m_details.watchUrl = "https://archive.org/details/"_L1 + m_archive;
    return CatalogueEntry{std::move(m_details), std::move(m_imdb), std::move(m_tmdb)};
}

bool EntryBuilder::fits(QByteArrayView utf8)
{
    if (utf8.size() <= kMaxTextBytes)
        return true;
    m_fault = u"a text is longer than 64 KiB"_s;
    return false;
}

bool EntryBuilder::setText(Field field, QByteArrayView utf8)
{
    const auto set = [](QString &member, QString text) {
        const bool usable = !text.isEmpty();
        if (usable)
            member = std::move(text);
        return usable;
    };
    Title &title = m_details.title;
    switch (field) {
    case Field::Type: // a colon would end the type in `type:id`
        return !utf8.contains(':') && set(title.id.type, lineFromUtf8(utf8));
    case Field::Title: return set(title.title, lineFromUtf8(utf8));
    case Field::OriginalTitle: return set(title.originalTitle, lineFromUtf8(utf8));
    case Field::Date: return set(title.date, isoDayIn(utf8));
    case Field::Overview: return set(title.overview, paragraphsFromUtf8(utf8));
    case Field::Poster: return set(title.poster, lineFromUtf8(utf8));
    case Field::Backdrop: return set(title.backdrop, lineFromUtf8(utf8));
    case Field::Language: return set(m_details.language, lineFromUtf8(utf8));
    case Field::Tagline: return set(m_details.tagline, lineFromUtf8(utf8));
    case Field::Archive: return set(m_archive, archiveIdIn(utf8));
    case Field::Watch: return set(m_details.watchUrl, httpsAddressIn(utf8));
    case Field::PublicDomain: return set(m_details.whyPublicDomain, lineFromUtf8(utf8));
    case Field::Imdb: return set(m_imdb, numberedIdIn(utf8, "tt"_L1));
    default: return false;
    }
}

bool EntryBuilder::setNumber(Field field, QByteArrayView utf8)
{
    const auto set = [](auto &member, auto number) {
        if (number)
            member = number;
        return number.has_value();
    };
    Title &title = m_details.title;
    constexpr int kMost = std::numeric_limits<int>::max();
    switch (field) {
    case Field::Year: return set(title.year, integerIn(utf8, 1, 9999));
    case Field::Votes: return set(title.votes, integerIn(utf8, 0, kMost));
    case Field::Runtime: return set(title.runtime, integerIn(utf8, 1, kMost));
    case Field::Popularity: return set(title.popularity, numberIn(utf8));
    case Field::Tmdb: {
        m_tmdb = numberedIdIn(utf8, {});
        return !m_tmdb.isEmpty();
    }
    case Field::Rating: {
        const std::optional<double> rating = numberIn(utf8);
        return set(title.rating, rating && *rating >= 0 && *rating <= 10 ? rating : std::nullopt);
    }
    default: return false;
    }
}

void EntryBuilder::setId(Kind kind, QByteArrayView utf8)
{
    if (kind == Kind::Other) {
        m_idIsWrong = true;
        return;
    }
    if (utf8.size() > kMaxIdBytes) {
        m_fault = u"id is longer than 256 bytes"_s;
        return;
    }
    m_details.title.id.extId = lineFromUtf8(utf8);
}

void EntryBuilder::addTo(Field field, QString text, QString role)
{
    if (field == Field::Cast) {
        m_details.cast.push_back({std::move(text), std::move(role)});
        return;
    }
    QStringList &list = field == Field::Genres ? m_details.title.genres
        : field == Field::Countries            ? m_details.countries
                                               : m_details.directors;
    list.append(std::move(text));
}

void EntryBuilder::clearList(Field field)
{
    switch (field) {
    case Field::Genres: m_details.title.genres.clear(); break;
    case Field::Countries: m_details.countries.clear(); break;
    case Field::Directors: m_details.directors.clear(); break;
    default: m_details.cast.clear(); break;
    }
}

Result<void> deliver(EntryBuilder &builder, const CatalogueSink &sink, qint64 line)
{
    auto entry = builder.take();
    if (entry)
        return sink.entry(std::move(*entry), line);
    sink.fault(line, std::move(entry.error()));
    return {};
}

} // namespace matinee
