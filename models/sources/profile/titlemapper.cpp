// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/titlemapper.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/sources/dialects/jsonscalars.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr qsizetype kLongestId = 256;
constexpr qsizetype kLongestOverview = 20'000;
constexpr qsizetype kMostNames = 50;          // of genres or countries of one title
constexpr qint64 kLongestRuntime = 100'000;   // minutes: ten weeks
constexpr qint64 kTicksAMinute = 600'000'000; // of 100 ns

// Every text of every title comes through here: Unicode's control characters by their ranges, QChar::category() looks up
// tables.
bool isControl(QChar c)
{
    return c < u' ' || (c >= u'\u007f' && c <= u'\u009f');
}

bool isShown(QChar c)
{
    return !isControl(c) || c == u'\n' || c == u'\t';
}

bool isBlank(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.isSpace(); });
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

QString tidied(QString text, qsizetype longest)
{
    if (!std::ranges::all_of(std::as_const(text), isShown))
        text.removeIf([](QChar c) { return !isShown(c); });
    text = std::move(text).trimmed();
    if (text.size() > longest)
        text.truncate(text.at(longest - 1).isHighSurrogate() ? longest - 1 : longest);
    return text;
}

/// Whether scalarText() is more than blanks, without spelling numbers out.
bool holdsSomething(const QJsonValue &from)
{
    const QJsonValue value = from.isArray() ? from.toArray().at(0) : from;
    return value.isDouble() ? std::isfinite(value.toDouble()) : value.isString() ? !isBlank(value.toString()) : value.isBool();
}

QJsonValue leafValue(const LeafMapping &leaf, const QJsonValue &item)
{
    for (const JsonPointer &place : leaf.places) {
        if (QJsonValue value = place.in(item); holdsSomething(value))
            return value;
    }
    return QJsonValue(QJsonValue::Undefined);
}

std::optional<QString> idOf(const LeafMapping &leaf, const QJsonValue &item)
{
    const QJsonValue value = leafValue(leaf, item);
    const QJsonValue one = value.isArray() ? value.toArray().at(0) : value;
    if (one.isBool() || (one.isDouble() && !scalarInteger(one)))
        return std::nullopt;
    const QString id = scalarText(one).value_or(QString()).trimmed();
    const bool isPlain = std::ranges::none_of(id, isControl);
    return !id.isEmpty() && isPlain && id.toUtf8().size() <= kLongestId ? std::optional(id) : std::nullopt;
}

/// "2003-02-09", and what begins so. Servers send the first of January for a year alone; a year is all they send then.
QString dateOf(const QString &text)
{
    const QStringView day = QStringView(text).left(10);
    if (day.size() < 10 || day[4] != u'-' || day[7] != u'-')
        return {};
    const auto number = [&](qsizetype from, qsizetype digits) {
        const QStringView part = day.sliced(from, digits);
        return std::ranges::all_of(part, isAsciiDigit) ? part.toInt() : 0;
    };
    const int year = number(0, 4);
    return year > 0 && QDate::isValid(year, number(5, 2), number(8, 2)) ? day.toString() : QString();
}

std::optional<int> yearOf(QStringView text)
{
    const auto end = std::ranges::find_if_not(text, isAsciiDigit);
    const int year = end - text.begin() == 4 ? text.first(4).toInt() : 0;
    return year > 0 ? std::optional(year) : std::nullopt;
}

void mapRating(const RatingMapping &mapping, const QJsonValue &item, Title &title)
{
    const std::optional<qint64> votes = scalarInteger(leafValue(mapping.votes, item));
    if (votes && *votes >= 0 && *votes <= std::numeric_limits<int>::max())
        title.votes = static_cast<int>(*votes);
    const std::optional<double> value = scalarNumber(leafValue(mapping.value, item));
    if (!value || *value < 0 || *value > mapping.outOf)
        return;
    // Nought is how servers say that nobody has rated it yet.
    if (*value > 0 || title.votes.value_or(0) > 0)
        title.rating = *value * 10 / mapping.outOf;
}

std::optional<int> runtimeOf(const RuntimeMapping &mapping, const QJsonValue &item)
{
    const double number = scalarNumber(leafValue(mapping.value, item)).value_or(0);
    const double minutes = mapping.unit == RuntimeMapping::Unit::Seconds ? number / 60
        : mapping.unit == RuntimeMapping::Unit::Ticks                    ? number / double(kTicksAMinute)
                                                                         : number;
    const auto whole = minutes >= 0 && minutes <= double(kLongestRuntime) ? std::lround(minutes) : 0;
    return whole > 0 ? std::optional(static_cast<int>(whole)) : std::nullopt;
}

bool isNumber(const QString &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c.isDigit(); });
}

void mapGenres(const TitleMapping &mapping, const QJsonValue &item, bool hasTable, MappedTitle &mapped)
{
    for (const QString &name : namesOf(mapping.genres, item)) {
        if (hasTable && isNumber(name))
            mapped.genreIds.append(name);
        else if (!isNumber(name))
            mapped.title.genres.append(name);
    }
}

QString pictureOf(const PictureMapping &mapping, const QJsonValue &item, const QString &id)
{
    const QString path = leafText(mapping.path, item, 2000);
    if (path.isEmpty() || mapping.keep.isEmpty())
        return path;
    return mapping.keep.plain({{u"path"_s, path}, {u"title.id"_s, id}}).value_or(QString());
}

QString nameOf(const QJsonValue &element, const JsonPointer &place)
{
    QJsonValue value = place.in(element);
    if (element.isObject() && place.isRoot())
        value = element.toObject().value("name"_L1);
    return tidied(scalarText(value).value_or(QString()), 200);
}

} // namespace

std::optional<MappedTitle> mapTitle(
    const TitleMapping &mapping, const QJsonValue &item, const QString &source, bool hasGenreTable)
{
    MappedTitle mapped;
    Title &title = mapped.title;
    const std::optional<QString> id = idOf(mapping.id, item);
    title.title = leafText(mapping.name, item).simplified();
    if (!id || title.title.isEmpty())
        return std::nullopt;
    const QString type = mapping.typePlace ? leafText(*mapping.typePlace, item, 40).toLower() : QString();
    title.id = {source, type.isEmpty() || type.contains(u':') ? mapping.type : type, *id};
    title.originalTitle = leafText(mapping.originalName, item).simplified();
    const QString date = leafText(mapping.date, item, 40);
    title.date = dateOf(date);
    title.year = yearOf(leafText(mapping.year, item, 40));
    if (!title.year)
        title.year = yearOf(date);
    mapRating(mapping.rating, item, title);
    title.runtime = runtimeOf(mapping.runtime, item);
    mapGenres(mapping, item, hasGenreTable, mapped);
    title.overview = leafText(mapping.overview, item, kLongestOverview);
    title.poster = pictureOf(mapping.poster, item, *id);
    title.backdrop = pictureOf(mapping.backdrop, item, *id);
    title.popularity = scalarNumber(leafValue(mapping.popularity, item));
    return mapped;
}

QString leafText(const LeafMapping &leaf, const QJsonValue &item, qsizetype longest)
{
    for (const JsonPointer &place : leaf.places) {
        std::optional<QString> text = scalarText(place.in(item));
        if (text && !isBlank(*text))
            return tidied(leaf.isHtml ? withoutMarkup(*text) : *std::move(text), longest);
    }
    return {};
}

QStringList namesOf(const std::vector<ListMapping> &lists, const QJsonValue &item)
{
    static const QRegularExpression kSeparator(u"\\s*[,;]\\s*"_s);
    QStringList names;
    for (const ListMapping &list : lists) {
        const QJsonValue value = list.items.in(item);
        QStringList found;
        if (value.isString())
            found = value.toString().split(kSeparator, Qt::SkipEmptyParts);
        for (const QJsonValue &element : value.toArray())
            found.append(nameOf(element, list.name));
        for (const QString &name : found) {
            if (const QString tidy = tidied(name, 200); !tidy.isEmpty() && !names.contains(tidy) && names.size() < kMostNames)
                names.append(tidy);
        }
    }
    return names;
}

QString withoutMarkup(const QString &html)
{
    static const QRegularExpression kBreak(u"<(?:br|/p|/div|/li)\\b[^>]*>"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kTag(u"</?[a-zA-Z!][^<>]*>"_s);
    static const QRegularExpression kNumeric(u"&#(\\d{1,7});"_s);
    QString text = html;
    text.replace(kBreak, u"\n"_s).remove(kTag);
    qsizetype from = 0;
    for (auto match = kNumeric.match(text); match.hasMatch(); match = kNumeric.match(text, from)) {
        const uint code = match.capturedView(1).toUInt();
        const char32_t point = code;
        const bool isCharacter = code > 0 && code <= 0x10FFFF && !QChar::isSurrogate(code);
        const QString character = isCharacter ? QString::fromUcs4(&point, 1) : QString();
        text.replace(match.capturedStart(), match.capturedLength(), character);
        from = match.capturedStart() + character.size();
    }
    for (const auto &[entity, sign] : {std::pair("&nbsp;"_L1, " "_L1), std::pair("&lt;"_L1, "<"_L1), std::pair("&gt;"_L1, ">"_L1),
             std::pair("&quot;"_L1, "\""_L1), std::pair("&apos;"_L1, "'"_L1), std::pair("&amp;"_L1, "&"_L1)})
        text.replace(entity, sign);
    return text;
}

} // namespace matinee
