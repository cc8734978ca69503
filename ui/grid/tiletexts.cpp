// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/tiletexts.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QTransform>

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

// About 2 kB each: three screens of the smallest tiles at 3840 x 2160, so that scrolling back lays out nothing.
constexpr int kMostTexts = 1500;
// No tile is wide enough for more; eliding ten thousand letters would take a frame.
constexpr int kLongestName = 200;

QString factsBeforeStar(const Title &title)
{
    QStringList facts;
    if (title.year)
        facts << QString::number(*title.year);
    if (!title.rating && title.runtime)
        facts << QCoreApplication::translate("matinee::TileTexts", "%1 min").arg(*title.runtime);
    QString words = facts.join(u" · "_s);
    if (title.rating && !words.isEmpty())
        words += u" ·"_s;
    return words;
}

} // namespace

TileTexts::TileTexts() : m_texts(kMostTexts) { }

void TileTexts::setLook(const QFont &name, const QFont &facts, qreal devicePixelRatio, Qt::LayoutDirection direction)
{
    if (name == m_nameFont && facts == m_factsFont && qFuzzyCompare(devicePixelRatio, m_ratio) && direction == m_direction)
        return;
    m_nameFont = name;
    m_factsFont = facts;
    m_ratio = devicePixelRatio;
    m_direction = direction;
    m_texts.clear();
}

const TileText &TileTexts::text(const Title &title, int width)
{
    const Key key{title.id, width};
    const TileText *kept = m_texts.object(key);
    if (!kept || kept->title != title.title || kept->year != title.year || kept->rating != title.rating
        || kept->runtime != title.runtime) {
        TileText *fresh = prepared(title, width);
        kept = fresh;
        m_texts.insert(key, fresh);
    }
    return *kept;
}

TileText *TileTexts::prepared(const Title &title, int width) const
{
    auto *text = new TileText{title.title, title.year, title.rating, title.runtime, {}, {}, {}};
    const QFontMetricsF names(m_nameFont);
    const QString name = title.title.left(kLongestName).simplified();
    text->name = line(names.elidedText(name, Qt::ElideRight, width), m_nameFont, Qt::LayoutDirectionAuto);
    text->nameWidth = text->name.size().width();
    text->before = line(factsBeforeStar(title), m_factsFont, m_direction);
    text->beforeWidth = text->before.size().width();
    if (title.rating) {
        text->after = line(QLocale().toString(*title.rating, 'f', 1), m_factsFont, m_direction);
        text->afterWidth = text->after.size().width();
    }
    return text;
}

QStaticText TileTexts::line(const QString &words, const QFont &font, Qt::LayoutDirection direction) const
{
    QStaticText text(words);
    text.setTextFormat(Qt::PlainText);
    text.setPerformanceHint(QStaticText::AggressiveCaching);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(direction);
    text.setTextOption(option);
    text.prepare(QTransform::fromScale(m_ratio, m_ratio), font);
    return text;
}

} // namespace matinee
