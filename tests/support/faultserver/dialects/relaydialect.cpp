// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/relaydialect.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kUsualRows = 20;
constexpr qint64 kMostRows = 100;

Answer failed(const QString &message)
{
    const QJsonObject error{{u"message"_s, message}, {u"path"_s, QJsonArray()}};
    return Answer::json(QJsonObject{{u"data"_s, QJsonValue::Null}, {u"errors"_s, QJsonArray{error}}});
}

// Ids are opaque text in Relay; ours are the number in base64.
QString globalId(qint64 number)
{
    return QString::fromLatin1(("Movie:" + QByteArray::number(number)).toBase64());
}

qint64 numberOf(const QJsonValue &id)
{
    if (id.isDouble())
        return id.toInteger();
    const QByteArray text = id.toString().toLatin1();
    const QByteArray plain = QByteArray::fromBase64(text);
    return plain.startsWith("Movie:") ? plain.mid(6).toLongLong() : text.toLongLong();
}

QJsonObject node(const ServedTitle &title, const ServedWorld &world)
{
    QJsonObject object = plainItem(title, world);
    object.insert(u"id"_s, globalId(title.number));
    return object;
}

// The first field inside the outermost braces.
QString fieldOf(const QString &query)
{
    static const QRegularExpression field(u"\\{\\s*(\\w+)"_s);
    return field.match(query).captured(1);
}

std::optional<ListAsk> listOf(const QString &field, const QJsonObject &variables)
{
    if (field == "movies"_L1)
        return ListAsk{.kind = ListKind::Popular};
    if (field == "trending"_L1)
        return ListAsk{.kind = ListKind::TrendingDay};
    if (field == "favorites"_L1)
        return ListAsk{.kind = ListKind::Favorites};
    if (field == "search"_L1)
        return ListAsk{.kind = ListKind::Search, .text = variables.value(u"text"_s).toString().simplified()};
    if (field == "recommendations"_L1)
        return ListAsk{.kind = ListKind::Recommended, .title = numberOf(variables.value(u"id"_s))};
    return std::nullopt;
}

} // namespace

Answer RelayDialect::answer(const ServedRequest &request, ServedWorld &world)
{
    if (request.path != "/graphql"_L1)
        return error(404);
    if (request.method != "POST")
        return error(405);
    if (!showsToken(request, world, "Bearer"))
        return error(401);
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const QJsonObject variables = body.value(u"variables"_s).toObject();
    const QString field = fieldOf(body.value(u"query"_s).toString());
    if (field == "setFavorite"_L1 || field == "movie"_L1) {
        const qint64 number = numberOf(variables.value(u"id"_s));
        const auto found = world.pages.details(number);
        if (!found)
            return failed(u"No such movie"_s);
        if (field == "movie"_L1)
            return Answer::json(QJsonObject{{u"data"_s, QJsonObject{{u"movie"_s, node({number, found->title}, world)}}}});
        const bool wanted = variables.value(u"favorite"_s).toBool();
        world.pages.keep(ListKind::Favorites, number, wanted);
        const QJsonObject payload{{u"id"_s, globalId(number)}, {u"favorite"_s, wanted}};
        return Answer::json(QJsonObject{{u"data"_s, QJsonObject{{u"setFavorite"_s, payload}}}});
    }
    const auto ask = listOf(field, variables);
    return ask ? connection(field, *ask, variables, world) : failed(u"Cannot query field \"%1\" on type \"Query\"."_s.arg(field));
}

Answer RelayDialect::connection(const QString &field, const ListAsk &ask, const QJsonObject &variables, ServedWorld &world) const
{
    const QJsonValue first = variables.value(u"first"_s);
    const qint64 rows = world.pageSize(first.isDouble() ? std::optional(first.toInteger()) : std::nullopt, kUsualRows, kMostRows);
    // A cursor names the row it stands on; the page begins behind it.
    qint64 offset = 0;
    const QString after = variables.value(u"after"_s).toString();
    if (!after.isEmpty()) {
        const auto row = world.offsetOf(after);
        if (!row)
            return failed(u"Invalid cursor"_s);
        offset = *row + 1;
    }
    const PageCut cut = world.cut(ask, offset, rows);
    QJsonArray edges;
    for (const ServedTitle &title : cut.titles)
        edges.append(QJsonObject{{u"cursor"_s, world.cursorFor(cut.offset + edges.size())}, {u"node"_s, node(title, world)}});
    const QJsonValue none(QJsonValue::Null);
    const bool isEmpty = edges.isEmpty() && !cut.hasNext;
    const QJsonObject pageInfo{{u"hasNextPage"_s, cut.hasNext}, {u"hasPreviousPage"_s, cut.hasPrevious},
        {u"startCursor"_s, isEmpty ? none : QJsonValue(world.cursorFor(cut.offset))},
        {u"endCursor"_s,
            isEmpty ? none : QJsonValue(world.cursorFor(cut.hasNext ? cut.nextOffset - 1 : cut.offset + edges.size() - 1))}};
    const QJsonObject connection{{u"edges"_s, edges}, {u"pageInfo"_s, pageInfo}, {u"totalCount"_s, cut.total}};
    return Answer::json(QJsonObject{{u"data"_s, QJsonObject{{field, connection}}}});
}

Answer RelayDialect::error(int status) const
{
    Answer answer = failed(QString::fromLatin1(reasonOf(status)));
    answer.status = status;
    return answer;
}

} // namespace matinee::test
