// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/searchwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// They only bound the work of one search.
constexpr qsizetype kMostWords = 12;
constexpr qsizetype kLongestWord = 200;

bool isUnspaced(uint point)
{
    switch (QChar::script(point)) {
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

QString quoted(QString word)
{
    return u'"' + word.replace(u'"', u"\"\""_s) + u'"';
}

QString likePattern(QString word)
{
    word.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + word + u'%';
}

} // namespace

SearchWords SearchWords::of(const QString &text)
{
    SearchWords words;
    QStringList indexed;
    bool lastIsIndexed = false;
    QString clean = text;
    clean.replace(QChar(u'\0'), u' ');
    const QStringList typed = clean.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : typed.first(std::min(typed.size(), kMostWords))) {
        const QList<uint> points = word.left(kLongestWord).toUcs4();
        if (std::none_of(points.begin(), points.end(), [](uint c) { return QChar::isLetterOrNumber(c); }))
            continue;
        lastIsIndexed = std::none_of(points.begin(), points.end(), isUnspaced);
        if (lastIsIndexed)
            indexed.append(quoted(word.left(kLongestWord)));
        else
            words.parts.append(likePattern(word.left(kLongestWord)));
    }
    words.expression = indexed.join(u' ') + (lastIsIndexed ? u"*"_s : QString());
    return words;
}

} // namespace matinee
