// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/plaininserts.h"

#include <QFile>

#include <SQLiteCpp/SQLiteCpp.h>

#include <type_traits>

namespace matinee::bench {
namespace {

// What sql::Database gives its files; SQLite's own 4 KiB would cost the floor an overflow page for some titles.
constexpr const char *kPageSize = "PRAGMA page_size=8192";

} // namespace

PlainInserts::PlainInserts(const QString &indexPath)
{
    for (const char *name : {"title", "detail", "title_text", "term", "posting"})
        m_tables.push_back(readTable(indexPath, name));
}

PlainInserts::Table PlainInserts::readTable(const QString &indexPath, const char *name)
{
    SQLite::Database db(indexPath.toStdString(), SQLite::OPEN_READONLY);
    SQLite::Statement read(db, std::string("SELECT * FROM ") + name);
    Table table{name, {}, {}, static_cast<std::size_t>(read.getColumnCount())};
    for (int i = 0; i < read.getColumnCount(); ++i)
        table.columns += (i == 0 ? "" : ",") + std::string(read.getColumnName(i));
    while (read.executeStep()) {
        for (int i = 0; i < read.getColumnCount(); ++i) {
            const SQLite::Column column = read.getColumn(i);
            if (column.isInteger())
                table.values.emplace_back(column.getInt64());
            else if (column.isFloat())
                table.values.emplace_back(column.getDouble());
            else if (column.isText())
                table.values.emplace_back(column.getString());
            else if (column.isBlob())
                table.values.emplace_back(Blob{column.getString()});
            else
                table.values.emplace_back(std::monostate());
        }
    }
    return table;
}

void PlainInserts::write(const QString &path) const
{
    QFile::remove(path);
    SQLite::Database db(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db.exec(kPageSize);
    for (const Table &table : m_tables)
        db.exec("CREATE TABLE " + table.name + '(' + table.columns + ')');
    SQLite::Transaction transaction(db);
    for (const Table &table : m_tables)
        writeTable(db, table);
    transaction.commit();
}

void PlainInserts::writeTable(SQLite::Database &db, const Table &table)
{
    std::string places = "?";
    for (std::size_t i = 1; i < table.width; ++i)
        places += ",?";
    SQLite::Statement insert(db, "INSERT INTO " + table.name + " VALUES(" + places + ')');
    int parameter = 0;
    const auto bind = [&](const auto &value) {
        using Type = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Type, std::monostate>)
            insert.bind(parameter);
        else if constexpr (std::is_same_v<Type, std::string>)
            insert.bindNoCopy(parameter, value);
        else if constexpr (std::is_same_v<Type, Blob>)
            insert.bindNoCopy(parameter, value.bytes.data(), static_cast<int>(value.bytes.size()));
        else
            insert.bind(parameter, value);
    };
    for (const Value &value : table.values) {
        ++parameter;
        std::visit(bind, value);
        if (static_cast<std::size_t>(parameter) < table.width)
            continue;
        insert.exec();
        insert.reset();
        parameter = 0;
    }
}

std::size_t PlainInserts::rows() const
{
    std::size_t rows = 0;
    for (const Table &table : m_tables)
        rows += table.values.size() / table.width;
    return rows;
}

} // namespace matinee::bench
