// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <map>
#include <vector>

#include "cache/cataloguefile/index/indexconnection.h"

namespace matinee {

/// Full-text search in one index. Every word must be found, the last one as a beginning; words in scripts without
/// spaces are looked for as parts of a text. Best match first while at most 5 000 match, file order beyond. Fewer than
/// five hits: words of four letters and more may have one typo, those hits come last; in catalogues of more than
/// 200 000 titles not in the first letter. Catalogue thread.
class CatalogueSearch
{
public:
    CatalogueSearch(IndexConnection &index, qint64 titles) : m_index(index), m_titles(titles) { }

    /// The numbers of all titles that match. Any text is allowed; one without a letter or digit matches nothing.
    /// Cost: with the number of hits (about 0.15 us each); the first typo reads the vocabulary (0.8 us a title), or a letter of
    /// it.
    [[nodiscard]] Result<std::vector<qint64>> find(const QString &text);

private:
    struct Words {
        QStringList indexed;        ///< for FTS5, in typed order
        QStringList unspaced;       ///< for LIKE
        bool lastIsIndexed = false; ///< the word being typed is the last of `indexed`
    };
    /// Reads which title stands where in the file, once. Corrupt where the index does not say so of every title.
    [[nodiscard]] Result<void> readFileOrder();
    [[nodiscard]] qint64 numberAt(qint64 place) const;
    [[nodiscard]] static Words wordsOf(const QString &text);
    [[nodiscard]] std::vector<qint64> matching(const QString &expression, const QStringList &unspaced);
    [[nodiscard]] std::vector<qint64> placesMatching(const QString &expression, const QStringList &unspaced);
    /// A title that is exactly what was typed comes first: "metropolis" is Metropolis before Berlin's symphony.
    void raiseTitle(std::vector<qint64> &hits, const QString &sortTitle);
    [[nodiscard]] QString forgiving(const Words &words);
    [[nodiscard]] QStringList nearWords(const QString &word, bool asBeginning);
    struct Term {
        QString text;
        quint32 titles = 0;
    };
    /// The words of the index that begin with the letter; all of them for 0. Read once.
    [[nodiscard]] const std::vector<Term> &vocabulary(char32_t letter);

    IndexConnection &m_index;
    qint64 m_titles;
    QByteArray m_fileOrder;                             // 4 bytes a title, from the first search on
    std::map<char32_t, std::vector<Term>> m_vocabulary; // by first letter
};

/// Whether one insertion, deletion, replacement or swap of neighbors at most turns one word into the other.
[[nodiscard]] bool isOneTypoApart(QStringView a, QStringView b);

} // namespace matinee
