// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/sql/query.h"

namespace matinee::sql {

Query::Query(SQLite::Database &db, const char *sql) : m_db(db.getHandle())
{
    check(sqlite3_prepare_v3(m_db, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr));
}

void Query::refuse(int code) const
{
    throw SQLite::Exception(m_db, code);
}

void Query::bindText(int index, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    check(sqlite3_bind_text64(
        m_statement, index, utf8.constData(), static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::bindUtf8(int index, QByteArrayView utf8)
{
    const char *data = utf8.isEmpty() ? "" : utf8.data();
    check(sqlite3_bind_text64(m_statement, index, data, static_cast<sqlite3_uint64>(utf8.size()), SQLITE_STATIC, SQLITE_UTF8));
}

// A null pointer would bind NULL: no bytes are still a blob.
void Query::bindBlob(int index, QByteArrayView bytes)
{
    const char *data = bytes.isEmpty() ? "" : bytes.data();
    check(sqlite3_bind_blob64(m_statement, index, data, static_cast<sqlite3_uint64>(bytes.size()), SQLITE_STATIC));
}

void Query::bindOwnBlob(int index, QByteArrayView bytes)
{
    const char *data = bytes.isEmpty() ? "" : bytes.data();
    check(sqlite3_bind_blob64(m_statement, index, data, static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT));
}

bool Query::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        refuse(code);
    return false;
}

int Query::run()
{
    while (step()) { }
    reset();
    return sqlite3_changes(m_db);
}

QString Query::text(int column) const
{
    return QString::fromUtf8(bytes(column));
}

QByteArrayView Query::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {data, data == nullptr ? 0 : sqlite3_column_bytes(m_statement, column)};
}

Statements::Use Statements::use(const char *sql)
{
    std::unique_ptr<Query> &query = m_queries[sql];
    if (!query)
        query = std::make_unique<Query>(m_db, sql);
    return Use(*query);
}

} // namespace matinee::sql
