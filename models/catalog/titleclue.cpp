// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/titleclue.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Further apart than any two years that match.
constexpr int kYearNotSaid = 2;
// They bound the work of one look into an index.
constexpr qsizetype kMostWords = 24;

} // namespace

void FoundTitle::takeFrom(const FoundTitle &other)
{
    const bool isBetter = (other.byId && !byId) || (!title && other.title) || (!title && other.isAmbiguous);
    if (isBetter)
        *this = other;
}

QStringList titleWords(const QString &title)
{
    QStringList words;
    QString word;
    for (const QChar c : title.normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        if (c.isMark() || c == u'\'' || c == u'\u2019') // "L'Âge", "Otto's": one word with and without
            continue;
        if (c.isLetterOrNumber() || c.isSurrogate()) {
            word += c;
        } else if (!word.isEmpty() || c == u'&') {
            if (!word.isEmpty())
                words += std::exchange(word, {});
            if (c == u'&')
                words += u"and"_s;
        }
    }
    if (!word.isEmpty())
        words += word;
    const bool isOnlyPunctuation = words.isEmpty() && !title.trimmed().isEmpty();
    return isOnlyPunctuation ? QStringList{title.simplified()} : words;
}

QString namesakeExpression(const QString &title)
{
    // The index splits at what joins a word here, and has no word for "&".
    QString split = title;
    split.replace(u'\'', u' ').replace(u'\u2019', u' ');
    QStringList words = titleWords(split);
    words.removeAll(u"and"_s);
    words.removeIf([](const QString &word) { return !word.front().isLetterOrNumber() && !word.front().isSurrogate(); });
    if (words.isEmpty())
        return {};
    return u"{title orig_title} : (\""_s + words.first(std::min(words.size(), kMostWords)).join(u"\" \""_s) + u"\")"_s;
}

ClueMatch::ClueMatch(const TitleClue &clue)
    : m_clue(clue), m_words(titleWords(clue.title)), m_originalWords(titleWords(clue.originalTitle))
{
}

void ClueMatch::offer(const Title &title)
{
    const auto isCalledThat = [this](const QString &name) {
        const QStringList words = titleWords(name);
        return !words.isEmpty() && (words == m_words || words == m_originalWords);
    };
    if (!isCalledThat(title.title) && !isCalledThat(title.originalTitle))
        return;
    const int distance = !m_clue.year ? 0 : title.year ? std::abs(*title.year - *m_clue.year) : kYearNotSaid;
    if (m_clue.year && title.year && distance > 1)
        return;
    if (!m_best.empty() && distance > m_distance)
        return;
    if (distance < m_distance)
        m_best.clear();
    m_distance = distance;
    if (std::ranges::none_of(m_best, [&](const Title &known) { return known.id == title.id; }))
        m_best.push_back(title);
}

FoundTitle ClueMatch::best() const
{
    FoundTitle found;
    found.isAmbiguous = m_best.size() > 1;
    if (m_best.size() == 1)
        found.title = m_best.front();
    return found;
}

} // namespace matinee
