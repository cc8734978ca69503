// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace matinee::bench {

/// The floor of `import` (performance.md): what an import writes, by plain INSERTs in one transaction. The values are
/// read from a finished index before the clock starts, so nothing is parsed, sorted, packed or looked up; the tables
/// have no index and there is no full-text search. One thread.
class PlainInserts
{
public:
    /// Takes the rows of title, detail, title_text, term and posting into memory. Throws SQLite::Exception.
    explicit PlainInserts(const QString &indexPath);

    /// Writes them all into a new file at `path`, which is replaced. Throws SQLite::Exception.
    void write(const QString &path) const;
    /// Rows of all tables together.
    [[nodiscard]] std::size_t rows() const;

private:
    struct Blob {
        std::string bytes;
    };
    using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
    struct Table {
        std::string name;
        std::string columns;       // "a,b,c"
        std::vector<Value> values; // row after row
        std::size_t width = 0;
    };
    static Table readTable(const QString &indexPath, const char *name);
    static void writeTable(SQLite::Database &db, const Table &table);

    std::vector<Table> m_tables;
};

} // namespace matinee::bench
