// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

#include "cache/cataloguefile/indexconnection.h"

namespace matinee {

/// Full-text search in one index. Every word must be found, the last one as a beginning; words in scripts without
/// spaces are looked for as parts of a text. Best match first while at most 5 000 match, file order beyond. Fewer than
/// five hits: words of four letters and more may have one typo, those hits come last. Catalogue thread.
class CatalogueSearch
{
public:
    explicit CatalogueSearch(IndexConnection &index) : m_index(index) { }

    /// The numbers of all titles that match. Any text is allowed; one without a letter or digit matches nothing.
    /// Cost: with the number of hits (about 0.15 us each); the first typo of an index reads its vocabulary once.
    [[nodiscard]] Result<std::vector<qint64>> find(const QString &text);

private:
    struct Words {
        QStringList indexed;        ///< for FTS5, in typed order
        QStringList unspaced;       ///< for LIKE
        bool lastIsIndexed = false; ///< the word being typed is the last of `indexed`
    };
    [[nodiscard]] static Words wordsOf(const QString &text);
    [[nodiscard]] std::vector<qint64> matching(const QString &expression, const QStringList &unspaced);
    [[nodiscard]] QString forgiving(const Words &words);
    [[nodiscard]] QStringList nearWords(const QString &word, bool asBeginning);
    void loadVocabulary();

    IndexConnection &m_index;
    struct Term {
        qint64 start; ///< in m_letters
        int length;
        quint32 titles;
    };
    QString m_letters; // every word of the index, end to end
    std::vector<Term> m_terms;
};

/// Whether one insertion, deletion, replacement or swap of neighbors at most turns one word into the other.
[[nodiscard]] bool isOneTypoApart(QStringView a, QStringView b);

} // namespace matinee
