// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/cataloguesearch.h"

#include <QtEndian>

#include <algorithm>
#include <unordered_set>

#include "cache/cataloguefile/import/entrytext.h"
#include "cache/cataloguefile/index/orderstats.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// store.md 7.3: ranking 300 000 hits took 669 ms, file order 0.02 ms.
constexpr int kMostRanked = 5000;
// With this many hits the person typed what they meant.
constexpr std::size_t kEnoughHits = 5;
// Shorter words are a typo away from too much.
constexpr qsizetype kShortestForgiven = 4;
// More alternatives than this are noise, and each costs a lookup.
constexpr std::size_t kMostAlternatives = 12;
// fts5vocab counts every occurrence of a word as it lists it: 0.8 s for a million titles, so there only two letters' words.
constexpr qint64 kWholeVocabularyUpTo = 200'000;
// Words past these are not looked for: they only bound the work of one search.
constexpr qsizetype kMostWords = 12;

// A word in the title counts most, then in the original title, then in people's names.
const char *const kRankedSql = "SELECT rowid FROM fts WHERE fts MATCH ?1 ORDER BY bm25(fts, 10.0, 8.0, 3.0), rowid";
const char *const kPlainSql = "SELECT rowid FROM fts WHERE fts MATCH ?1 ORDER BY rowid";

bool isUnspaced(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar: return true;
    default: return false;
    }
}

bool hasUnspaced(const QString &word)
{
    const QList<uint> points = word.toUcs4();
    return std::any_of(points.begin(), points.end(), [](uint c) { return isUnspaced(QChar::script(c)); });
}

bool hasLetterOrNumber(const QString &word)
{
    const QList<uint> points = word.toUcs4();
    return std::any_of(points.begin(), points.end(), [](uint c) { return QChar::isLetterOrNumber(c); });
}

// Never raw text: AND, a"b, leon:, -x, foo( and * are all syntax to FTS5.
QString quoted(QString word, bool asBeginning)
{
    word.remove(QChar(u'\0'));
    return u'"' + word.replace(u'"', u"\"\""_s) + (asBeginning ? u"\"*"_s : u"\""_s);
}

bool isNear(QStringView typed, QStringView word, bool asBeginning)
{
    if (word.size() + 1 < typed.size())
        return false;
    if (!asBeginning)
        return word.size() <= typed.size() + 1 && isOneTypoApart(typed, word);
    for (qsizetype length = typed.size() - 1; length <= std::min(typed.size() + 1, word.size()); ++length) {
        if (isOneTypoApart(typed, word.first(length)))
            return true;
    }
    return false;
}

QString likePattern(QString word)
{
    word.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + word + u'%';
}

QByteArray likeSql(qsizetype words, bool all)
{
    QByteArray sql = all ? "SELECT place FROM title_text WHERE 1" : "SELECT 1 FROM title_text WHERE place=?1";
    for (qsizetype i = 0; i < words; ++i) {
        const QByteArray parameter = '?' + QByteArray::number(i + 2) + " ESCAPE '\\'";
        sql += " AND (title LIKE " + parameter + " OR orig_title LIKE " + parameter + " OR people LIKE " + parameter + ')';
    }
    return all ? sql + " ORDER BY place" : sql;
}

} // namespace

bool isOneTypoApart(QStringView a, QStringView b)
{
    const auto front = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    a = a.mid(front.first - a.begin());
    b = b.mid(front.second - b.begin());
    while (!a.isEmpty() && !b.isEmpty() && a.back() == b.back()) {
        a.chop(1);
        b.chop(1);
    }
    if (a.size() <= 1 && b.size() <= 1)
        return true;
    return a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0];
}

CatalogueSearch::Words CatalogueSearch::wordsOf(const QString &text)
{
    Words words;
    const QStringList typed = text.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : typed.first(std::min(typed.size(), kMostWords))) {
        if (!hasLetterOrNumber(word))
            continue;
        words.lastIsIndexed = !hasUnspaced(word);
        (words.lastIsIndexed ? words.indexed : words.unspaced).append(word);
    }
    return words;
}

Result<std::vector<qint64>> CatalogueSearch::find(const QString &text)
{
    return m_index.read<std::vector<qint64>>([&]() -> Result<std::vector<qint64>> {
        const Words words = wordsOf(text);
        if (words.indexed.isEmpty() && words.unspaced.isEmpty())
            return std::vector<qint64>();
        if (auto known = readFileOrder(); !known)
            return tl::unexpected(known.error());
        QStringList expression;
        for (qsizetype i = 0; i < words.indexed.size(); ++i)
            expression.append(quoted(words.indexed[i], words.lastIsIndexed && i + 1 == words.indexed.size()));
        auto hits = matching(expression.join(u' '), words.unspaced);
        raiseTitle(hits, sortTitleOf(text.simplified()));
        if (hits.size() >= kEnoughHits)
            return hits;
        const QString forgiven = forgiving(words);
        if (forgiven.isEmpty())
            return hits;
        const std::unordered_set<qint64> exact(hits.begin(), hits.end());
        for (const qint64 n : matching(forgiven, words.unspaced)) {
            if (!exact.contains(n))
                hits.push_back(n);
        }
        return hits;
    });
}

Result<void> CatalogueSearch::readFileOrder()
{
    if (!m_fileOrder.isEmpty())
        return {};
    auto statement = m_index.use("SELECT n FROM file_order");
    if (statement->executeStep())
        m_fileOrder = blobOf(statement->getColumn(0));
    if (m_fileOrder.size() == m_titles * qint64(sizeof(quint32)))
        return {};
    m_fileOrder.clear();
    return fail(ErrorKind::Corrupt, u"the index does not know the order of its file"_s, m_index.path());
}

qint64 CatalogueSearch::numberAt(qint64 place) const
{
    // A place outside is a damaged index's: no title has the number 0.
    const qint64 at = (place - 1) * qint64(sizeof(quint32));
    return at >= 0 && at < m_fileOrder.size() ? qint64(qFromLittleEndian<quint32>(m_fileOrder.constData() + at)) : 0;
}

std::vector<qint64> CatalogueSearch::matching(const QString &expression, const QStringList &unspaced)
{
    std::vector<qint64> found = placesMatching(expression, unspaced);
    for (qint64 &place : found)
        place = numberAt(place);
    return found;
}

std::vector<qint64> CatalogueSearch::placesMatching(const QString &expression, const QStringList &unspaced)
{
    std::vector<qint64> found;
    if (!expression.isEmpty()) {
        auto probe = m_index.use("SELECT count(*) FROM (SELECT 1 FROM fts WHERE fts MATCH ?1 LIMIT ?2)");
        bindText(*probe, 1, expression);
        probe->bind(2, kMostRanked + 1);
        probe->executeStep();
        auto statement = m_index.use(probe->getColumn(0).getInt() <= kMostRanked ? kRankedSql : kPlainSql);
        bindText(*statement, 1, expression);
        while (statement->executeStep())
            found.push_back(statement->getColumn(0).getInt64());
    }
    if (unspaced.isEmpty())
        return found;
    auto like = m_index.use(likeSql(unspaced.size(), expression.isEmpty()));
    for (qsizetype i = 0; i < unspaced.size(); ++i)
        bindText(*like, static_cast<int>(i + 2), likePattern(unspaced[i]));
    if (expression.isEmpty()) {
        while (like->executeStep())
            found.push_back(like->getColumn(0).getInt64());
        return found;
    }
    std::erase_if(found, [&](qint64 place) {
        like->reset();
        like->bind(1, static_cast<int64_t>(place));
        return !like->executeStep();
    });
    return found;
}

void CatalogueSearch::raiseTitle(std::vector<qint64> &hits, const QString &sortTitle)
{
    if (hits.size() > std::size_t(kMostRanked))
        return; // in file order, which a page deep in the list relies on
    const QByteArray title = sortTitle.toUtf8();
    const qint64 before = titlesBefore(m_index, title);
    const qint64 last = titlesBefore(m_index, title + '\1'); // no title holds so low a character
    std::stable_partition(hits.begin(), hits.end(), [&](qint64 n) { return n > before && n <= last; });
}

QString CatalogueSearch::forgiving(const Words &words)
{
    QStringList expression;
    bool anyForgiven = false;
    for (qsizetype i = 0; i < words.indexed.size(); ++i) {
        const bool asBeginning = words.lastIsIndexed && i + 1 == words.indexed.size();
        QStringList alternatives{quoted(words.indexed[i], asBeginning)};
        for (const QString &near : nearWords(sortTitleOf(words.indexed[i]), asBeginning)) {
            alternatives.append(quoted(near, false));
            anyForgiven = true;
        }
        expression.append(u'(' + alternatives.join(u" OR "_s) + u')');
    }
    return anyForgiven ? expression.join(u" AND "_s) : QString();
}

QStringList CatalogueSearch::nearWords(const QString &word, bool asBeginning)
{
    const bool isOneWord = std::all_of(word.begin(), word.end(), [](QChar c) { return c.isLetterOrNumber(); });
    if (word.size() < kShortestForgiven || !isOneWord)
        return {};
    const QList<uint> letters = word.toUcs4();
    // Its own first letter, or the second where the first two were swapped or the first was left out.
    std::vector<const std::vector<Term> *> parts;
    if (m_titles <= kWholeVocabularyUpTo)
        parts = {&vocabulary(0)};
    else if (letters.size() > 1 && letters[0] != letters[1])
        parts = {&vocabulary(letters[0]), &vocabulary(letters[1])};
    else
        parts = {&vocabulary(letters[0])};
    std::vector<const Term *> near;
    for (const auto *part : parts) {
        for (const Term &term : *part) {
            if (isNear(word, term.text, asBeginning))
                near.push_back(&term);
        }
    }
    std::stable_sort(near.begin(), near.end(), [](const Term *a, const Term *b) { return a->titles > b->titles; });
    QStringList words;
    for (std::size_t i = 0; i < std::min(near.size(), kMostAlternatives); ++i)
        words.append(near[i]->text);
    return words;
}

const std::vector<CatalogueSearch::Term> &CatalogueSearch::vocabulary(char32_t letter)
{
    const auto [known, isNew] = m_vocabulary.try_emplace(letter);
    if (!isNew)
        return known->second;
    m_index.createTemporary("CREATE VIRTUAL TABLE IF NOT EXISTS temp.fts_word USING fts5vocab('main', 'fts', 'row')");
    auto statement = m_index.use("SELECT term, doc FROM temp.fts_word WHERE term>=?1 AND term<?2");
    bindText(*statement, 1, letter == 0 ? QString() : QString::fromUcs4(&letter, 1));
    const char32_t next = letter == 0 ? char32_t(QChar::LastValidCodePoint) : letter + 1;
    bindText(*statement, 2, QString::fromUcs4(&next, 1));
    while (statement->executeStep()) {
        QString text = textOf(statement->getColumn(0));
        if (text.size() + 1 >= kShortestForgiven)
            known->second.push_back({std::move(text), statement->getColumn(1).getUInt()});
    }
    return known->second;
}

} // namespace matinee
