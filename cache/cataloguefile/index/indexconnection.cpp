// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/indexconnection.h"

#include <algorithm>
#include <cstring>

#include "cache/cataloguefile/schema.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Every list of one feed and a few filters; a statement takes some kilobytes.
constexpr std::size_t kMostPrepared = 64;
// Holds the upper levels of every tree of a million titles, and the pages around the viewport.
constexpr const char *kPageCache = "PRAGMA cache_size=-8192"; // KiB, taken only as it fills

} // namespace

Result<std::unique_ptr<IndexConnection>> IndexConnection::open(const QString &indexPath)
{
    auto db = sql::Database::open(
        {.path = indexPath, .applicationId = kCatalogueApplicationId, .migrations = catalogueMigrations(), .readOnly = true});
    if (!db) {
        // A foreign id, an older or newer schema: an index is never repaired, it is made again.
        Error error = db.error();
        if (error.kind == ErrorKind::Storage)
            error.kind = ErrorKind::Corrupt;
        return tl::unexpected(error);
    }
    std::unique_ptr<IndexConnection> connection(new IndexConnection(*std::move(db)));
    if (auto ready = connection->m_db->run([&] { return connection->prepare(); }); !ready)
        return tl::unexpected(ready.error());
    return connection;
}

Result<void> IndexConnection::prepare()
{
    m_db->handle().exec(kPageCache);
    m_db->handle().exec("BEGIN");
    Use statement = use("SELECT v FROM meta WHERE k='complete'");
    if (!statement->executeStep() || statement->getColumn(0).getInt() != 1)
        return fail(ErrorKind::Corrupt, u"the index is incomplete"_s, path());
    return {};
}

IndexConnection::Use IndexConnection::use(const QByteArray &sql)
{
    const auto known = std::find_if(m_prepared.begin(), m_prepared.end(), [&](const Prepared &p) { return p.sql == sql; });
    if (known != m_prepared.end()) {
        m_prepared.splice(m_prepared.begin(), m_prepared, known);
        m_prepared.front().statement.clearBindings();
        return Use(m_prepared.front().statement);
    }
    m_prepared.push_front({sql, SQLite::Statement(m_db->handle(), sql.constData())});
    if (m_prepared.size() > kMostPrepared)
        m_prepared.pop_back();
    return Use(m_prepared.front().statement);
}

IndexConnection::RawUse IndexConnection::useRaw(const QByteArray &sql)
{
    const auto known
        = std::find_if(m_preparedRaw.begin(), m_preparedRaw.end(), [&](const PreparedRaw &p) { return p.sql == sql; });
    if (known != m_preparedRaw.end()) {
        m_preparedRaw.splice(m_preparedRaw.begin(), m_preparedRaw, known);
        return RawUse(m_preparedRaw.front().statement.get());
    }
    sqlite3_stmt *handle = nullptr;
    sqlite3 *db = m_db->handle().getHandle();
    if (const int code
        = sqlite3_prepare_v3(db, sql.constData(), static_cast<int>(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
        code != SQLITE_OK)
        throw SQLite::Exception(db, code);
    m_preparedRaw.push_front({sql, std::unique_ptr<sqlite3_stmt, Finalize>(handle)});
    if (m_preparedRaw.size() > kMostPrepared)
        m_preparedRaw.pop_back();
    return RawUse(handle);
}

bool IndexConnection::RawUse::step()
{
    const int code = sqlite3_step(m_handle);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        throw SQLite::Exception(sqlite3_db_handle(m_handle), code);
    return code == SQLITE_ROW;
}

void IndexConnection::createTemporary(const char *sql)
{
    // query_only forbids the temp schema too; the file itself is open for reading only.
    m_db->handle().exec("PRAGMA query_only=OFF");
    m_db->handle().exec(sql);
    m_db->handle().exec("PRAGMA query_only=ON");
}

void bindText(SQLite::Statement &statement, int index, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    statement.bind(index, std::string(utf8.constData(), static_cast<std::size_t>(utf8.size())));
}

void bindSortValue(SQLite::Statement &statement, int index, const SortValue &value)
{
    if (const auto *number = std::get_if<qint64>(&value))
        statement.bind(index, static_cast<int64_t>(*number));
    else if (const auto *real = std::get_if<double>(&value))
        statement.bind(index, *real);
    else if (const auto *text = std::get_if<QByteArray>(&value))
        statement.bind(index, std::string(text->constData(), static_cast<std::size_t>(text->size())));
    else
        statement.bind(index);
}

void bindSortValue(sqlite3_stmt *statement, int index, const SortValue &value)
{
    if (const auto *number = std::get_if<qint64>(&value))
        sqlite3_bind_int64(statement, index, *number);
    else if (const auto *real = std::get_if<double>(&value))
        sqlite3_bind_double(statement, index, *real);
    else if (const auto *text = std::get_if<QByteArray>(&value))
        sqlite3_bind_text(statement, index, text->constData(), static_cast<int>(text->size()), SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, index);
}

SortValue sortValueOf(const SQLite::Column &column)
{
    if (column.isInteger())
        return static_cast<qint64>(column.getInt64());
    if (column.isFloat())
        return column.getDouble();
    if (column.isText())
        return QByteArray(column.getText(), column.getBytes());
    return std::monostate();
}

QString textOf(const SQLite::Column &column)
{
    const char *text = column.getText();
    return QString::fromUtf8(text, column.getBytes());
}

QByteArray blobOf(const SQLite::Column &column)
{
    const auto *bytes = static_cast<const char *>(column.getBlob());
    return QByteArray(bytes, column.getBytes());
}

} // namespace matinee
