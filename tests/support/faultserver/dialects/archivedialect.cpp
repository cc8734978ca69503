// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/archivedialect.h"

#include <QRegularExpression>

#include "tests/support/faultserver/posterpainter.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kUsualRows = 50;
constexpr qint64 kLastItem = 10'000;
constexpr qint64 kLeastScraped = 100;
constexpr qint64 kMostScraped = 10'000;
constexpr QSize kThumbSize(180, 270);

const QString kPrefix = u"film_"_s;

QString identifierOf(qint64 number)
{
    return kPrefix + QString::number(number);
}

qint64 numberOf(const QString &identifier)
{
    return identifier.startsWith(kPrefix) ? identifier.mid(kPrefix.size()).toLongLong() : 0;
}

ListAsk listOf(const ServedRequest &request)
{
    static const QRegularExpression titled(u"title:\\(?\"?([^\")]+)"_s);
    const auto match = titled.match(request.value(u"q"));
    if (match.hasMatch())
        return {.kind = ListKind::Search, .text = match.captured(1).simplified()};
    return {.kind = ListKind::Popular};
}

QJsonObject document(const ServedTitle &title)
{
    const Title &of = title.title;
    const qint64 n = title.number;
    QJsonObject object{{u"identifier"_s, identifierOf(n)}, {u"mediatype"_s, u"movies"_s},
        {u"title"_s, n % 5 == 0 ? QJsonValue(QJsonArray{of.title, of.originalTitle}) : QJsonValue(of.title)},
        {u"downloads"_s, 1'000'000 / (n + 1)}, {u"subject"_s, QJsonArray::fromStringList(of.genres)}};
    if (!of.overview.isEmpty())
        object.insert(u"description"_s, n % 3 == 0 ? u"<div>%1<br/></div>"_s.arg(of.overview) : of.overview);
    if (of.year) {
        object.insert(u"year"_s, n % 2 == 0 ? QJsonValue(QString::number(*of.year)) : QJsonValue(*of.year));
        object.insert(u"date"_s, u"%1-01-01T00:00:00Z"_s.arg(*of.year));
    }
    if (n % 4 != 0)
        object.insert(u"creator"_s, n % 2 == 0 ? QJsonValue(u"Studio"_s) : QJsonValue(QJsonArray{u"Studio"_s, u"Director"_s}));
    return object;
}

// Fields nobody asked for are left out; `wanted` empty: all.
QJsonArray documents(const PageCut &cut, const QStringList &wanted)
{
    QJsonArray out;
    for (const ServedTitle &title : cut.titles) {
        const QJsonObject all = document(title);
        QJsonObject some;
        for (auto member = all.begin(); member != all.end(); ++member) {
            if (wanted.isEmpty() || wanted.contains(member.key()))
                some.insert(member.key(), member.value());
        }
        out.append(some);
    }
    return out;
}

QStringList fieldsOf(const ServedRequest &request)
{
    QStringList fields = request.value(u"fields").split(u',', Qt::SkipEmptyParts);
    for (const auto &[name, value] : request.query) {
        if (name == "fl[]"_L1)
            fields.append(value.split(u',', Qt::SkipEmptyParts));
    }
    return fields;
}

Answer errorSaying(int status, const QString &what)
{
    return Answer::json(QJsonObject{{u"error"_s, what}, {u"errorType"_s, u"RangeException"_s}}, status);
}

} // namespace

Answer ArchiveDialect::answer(const ServedRequest &request, ServedWorld &world)
{
    const QStringList parts = request.parts();
    const QString path = parts.join(u'/');
    if (path == "advancedsearch.php"_L1)
        return advanced(request, world);
    if (path == "services/search/v1/scrape"_L1)
        return scrape(request, world);
    if (parts.size() == 2 && parts[0] == "metadata"_L1)
        return metadata(parts[1], world);
    if (parts.size() == 3 && path.startsWith("services/img/"_L1))
        return Answer::text(paintedPicture(parts[2].toUtf8(), kThumbSize), "image/jpeg");
    return error(404);
}

Answer ArchiveDialect::error(int status) const
{
    return errorSaying(status, QString::fromLatin1(reasonOf(status)));
}

Answer ArchiveDialect::advanced(const ServedRequest &request, ServedWorld &world) const
{
    const qint64 rows = world.pageSize(request.whole(u"rows"), kUsualRows, kLastItem);
    const qint64 page = std::max<qint64>(1, request.whole(u"page").value_or(1));
    if (page * rows > kLastItem)
        return errorSaying(400, u"[DEEP_PAGING] Paged results end at item %1; use the scrape API"_s.arg(kLastItem));
    const PageCut cut = world.cut(listOf(request), (page - 1) * rows, rows);
    const QJsonObject header{{u"status"_s, 0}, {u"QTime"_s, 12}};
    const QJsonObject response{
        {u"numFound"_s, cut.total}, {u"start"_s, cut.offset}, {u"docs"_s, documents(cut, fieldsOf(request))}};
    return Answer::json(QJsonObject{{u"responseHeader"_s, header}, {u"response"_s, response}});
}

Answer ArchiveDialect::scrape(const ServedRequest &request, ServedWorld &world) const
{
    const qint64 count = request.whole(u"count").value_or(kLeastScraped);
    // A server told to have smaller pages, for tests, keeps to that.
    const qint64 least = world.settings.pageSize > 0 ? 1 : kLeastScraped;
    if (count < least || count > kMostScraped)
        return errorSaying(400, u"count must be at least %1 and at most %2"_s.arg(least).arg(kMostScraped));
    qint64 offset = 0;
    if (!request.value(u"cursor").isEmpty()) {
        const auto found = world.offsetOf(request.value(u"cursor"));
        if (!found)
            return errorSaying(world.plan.cursorLifetime ? world.plan.cursorRefusal : 400, u"invalid cursor"_s);
        offset = *found;
    }
    const PageCut cut = world.cut(listOf(request), offset, world.settings.pageSize > 0 ? world.settings.pageSize : count);
    QJsonObject body{{u"items"_s, documents(cut, fieldsOf(request))}, {u"count"_s, static_cast<qint64>(cut.titles.size())},
        {u"total"_s, cut.total}};
    if (cut.hasNext)
        body.insert(u"cursor"_s, world.cursorFor(cut.nextOffset));
    return Answer::json(body);
}

Answer ArchiveDialect::metadata(const QString &identifier, ServedWorld &world) const
{
    const qint64 number = numberOf(identifier);
    const auto found = world.pages.details(number);
    if (!found)
        return Answer::json(QJsonObject());
    return Answer::json(QJsonObject{{u"metadata"_s, document({number, found->title})}, {u"files"_s, QJsonArray()}});
}

} // namespace matinee::test
