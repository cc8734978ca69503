// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/storedkey.h"

namespace matinee {
namespace {

// On disk: kinds are never renumbered.
enum KeyKind { First = 0, Number = 1, Offset = 2, Cursor = 3, Url = 4 };

struct Parts {
    KeyKind kind = First;
    QByteArray value;
};

struct Split {
    Parts operator()(const FirstPage &) const { return {}; }
    Parts operator()(const PageNo &key) const { return {Number, QByteArray::number(key.number)}; }
    Parts operator()(const PageOffset &key) const { return {Offset, QByteArray::number(key.rows)}; }
    Parts operator()(const PageCursor &key) const { return {Cursor, key.bytes}; }
    Parts operator()(const PageUrl &key) const { return {Url, key.url.toUtf8()}; }
};

void bindText(sql::Query &query, int index, const QString &text)
{
    if (text.isEmpty())
        query.bindNull(index);
    else
        query.bindText(index, text);
}

} // namespace

void bindKey(sql::Query &query, int first, const std::optional<PageKey> &key)
{
    if (!key) {
        query.bindNull(first);
        query.bindNull(first + 1);
        return;
    }
    const Parts parts = std::visit(Split(), *key);
    query.bind(first, static_cast<int>(parts.kind));
    query.bindOwnBlob(first + 1, parts.value);
}

std::optional<PageKey> keyAt(const sql::Query &query, int first)
{
    if (query.isNull(first))
        return {};
    const QByteArrayView value = query.bytes(first + 1);
    switch (query.number(first)) {
    case First: return FirstPage();
    case Number: return PageNo{value.toLongLong()};
    case Offset: return PageOffset{value.toLongLong()};
    case Cursor: return PageCursor{value.toByteArray()};
    case Url: return PageUrl{QString::fromUtf8(value)};
    default: throw SQLite::Exception("a page's key is of an unknown kind", SQLITE_CORRUPT);
    }
}

void bindValidators(sql::Query &query, int first, const Validators &validators)
{
    bindText(query, first, validators.cacheControl);
    bindTime(query, first + 1, validators.date);
    query.bind(first + 2, static_cast<qint64>(validators.age.count()));
    bindText(query, first + 3, validators.etag);
    bindText(query, first + 4, validators.lastModified);
    bindText(query, first + 5, validators.vary);
}

Validators validatorsAt(const sql::Query &query, int first)
{
    Validators validators;
    validators.cacheControl = query.text(first);
    validators.date = timeAt(query, first + 1);
    validators.age = std::chrono::seconds(query.integer(first + 2));
    validators.etag = query.text(first + 3);
    validators.lastModified = query.text(first + 4);
    validators.vary = query.text(first + 5);
    return validators;
}

QDateTime timeAt(const sql::Query &query, int column)
{
    return query.isNull(column) ? QDateTime() : QDateTime::fromMSecsSinceEpoch(query.integer(column), Qt::UTC);
}

void bindTime(sql::Query &query, int index, const QDateTime &time)
{
    if (time.isValid())
        query.bind(index, time.toMSecsSinceEpoch());
    else
        query.bindNull(index);
}

} // namespace matinee
