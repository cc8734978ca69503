// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>
#include <vector>

#include "models/catalog/title.h"

namespace matinee {

/// What somebody else's file says of a title, to find it again among ours.
struct TitleClue {
    TitleId id = {};   ///< ours, where the file names it
    QString imdb = {}; ///< "tt0017136", may be empty
    QString tmdb = {}; ///< digits, may be empty
    QString title = {};
    std::optional<int> year = std::nullopt;
    QString originalTitle = {}; ///< where the file says both
};

/// What a clue led to.
struct FoundTitle {
    std::optional<Title> title;
    bool byId = false;        ///< the file named its id: there is no doubt
    bool isAmbiguous = false; ///< several titles are called that; then `title` is empty

    /// Another place was searched, too: an id beats a name, the earlier place the later.
    void takeFrom(const FoundTitle &other);
};

/// The words of a title as titles are compared by: case, marks, punctuation and a lone "&" do not count. Of a title
/// without a letter or digit, the title itself.
[[nodiscard]] QStringList titleWords(const QString &title);

/// The same for an FTS5 index over columns `title` and `orig_title`: whatever has all of its words there. Empty for a
/// title without words.
[[nodiscard]] QString namesakeExpression(const QString &title);

/// Chooses among titles the one that a clue means: the same words in its title or original title, and a year that is
/// the same or, since premieres and releases fall into different years, one off.
class ClueMatch
{
public:
    explicit ClueMatch(const TitleClue &clue);

    /// A title that may be meant; the same twice counts once.
    void offer(const Title &title);
    [[nodiscard]] FoundTitle best() const;

private:
    const TitleClue &m_clue;
    const QStringList m_words;
    const QStringList m_originalWords;
    int m_distance = 0; // of those in m_best
    std::vector<Title> m_best;
};

} // namespace matinee
