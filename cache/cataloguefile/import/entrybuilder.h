// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "cache/cataloguefile/import/catalogueentry.h"
#include "cache/cataloguefile/import/fieldnames.h"

namespace matinee {

/// The longest text of a field: far above any plot, far below what would make a page of rows slow.
inline constexpr qsizetype kMaxTextBytes = 64 * 1024;
/// The longest id, as paging.md 4.6 has it for every source.
inline constexpr qsizetype kMaxIdBytes = 256;

/// Makes one CatalogueEntry after another from the named values of a file, whatever its format. Strict where it
/// matters (title, id), forgiving elsewhere: a value of the wrong type or out of range is as if it were absent.
/// All texts must be valid UTF-8. One thread at a time.
class EntryBuilder
{
public:
    enum class Kind { Text, Number, Other };

    /// Forgets everything: a new entry begins.
    void clear();
    /// A single value; for a list field, a list of one. Numbers come as they are written. null is not told at all.
    void value(FieldName name, Kind kind, QByteArrayView utf8);
    /// A list begins; its members follow through item().
    void beginList(FieldName name);
    /// One member of a list: a genre, a country, a person and what they did.
    void item(FieldName name, QByteArrayView utf8, QByteArrayView role = {});
    /// A table cell; list fields are split at `|` and `;`.
    void cell(FieldName name, QByteArrayView utf8);
    /// The entry, or the clause that says why it cannot be one ("no title"). Call clear() before the next.
    [[nodiscard]] tl::expected<CatalogueEntry, QString> take();

private:
    [[nodiscard]] bool wins(FieldName name) const { return name.rank <= m_rank[std::size_t(name.field)]; }
    [[nodiscard]] bool fits(QByteArrayView utf8);
    [[nodiscard]] bool setText(Field field, QByteArrayView utf8);
    [[nodiscard]] bool setNumber(Field field, QByteArrayView utf8);
    void setId(Kind kind, QByteArrayView utf8);
    void addTo(Field field, QString text, QString role);
    void clearList(Field field);

    TitleDetails m_details;
    QString m_archive;
    QString m_imdb;
    QString m_tmdb;
    QString m_fault;
    std::array<quint8, kFieldCount> m_rank{};
    bool m_idIsWrong = false;
};

/// Hands what the builder holds to the sink: the entry, or a fault at `line`. Fails with what the sink said.
[[nodiscard]] Result<void> deliver(EntryBuilder &builder, const CatalogueSink &sink, qint64 line);

} // namespace matinee
