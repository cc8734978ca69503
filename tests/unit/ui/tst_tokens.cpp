// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPalette>
#include <QTest>

#include "ui/theme/tokens.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestTokens : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textIsReadableOnEverySurface_data();
    void textIsReadableOnEverySurface();
    void boundariesAreVisible_data();
    void boundariesAreVisible();
    void wordsOnAccentAreReadable();
    void contrastIsThatOfWcag();
    void highContrastKeepsThePersonsPalette();
    void sizesScaleAndColorsStay();
};

namespace {

struct Named {
    const char *name;
    const Tokens *tokens;
};
const Named kThemes[] = {{"dark", &Tokens::dark()}, {"light", &Tokens::light()}};

} // namespace

void TestTokens::textIsReadableOnEverySurface_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const auto &[theme, t] : kThemes) {
        const std::pair<const char *, QColor> inks[] = {{"text", t->text}, {"secondary", t->secondary}, {"tertiary", t->tertiary},
            {"accent text", t->accentText}, {"ok", t->ok}, {"warn", t->warn}, {"error", t->error}};
        const std::pair<const char *, QColor> grounds[] = {{"canvas", t->canvas}, {"surface", t->surface}, {"raised", t->raised}};
        for (const auto &[inkName, ink] : inks) {
            for (const auto &[groundName, ground] : grounds)
                QTest::addRow("%s: %s on %s", theme, inkName, groundName) << ink << ground;
        }
    }
}

void TestTokens::textIsReadableOnEverySurface()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    QVERIFY2(contrastRatio(ink, ground) >= 4.5, qPrintable(QString::number(contrastRatio(ink, ground))));
}

void TestTokens::boundariesAreVisible_data()
{
    QTest::addColumn<QColor>("edge");
    QTest::addColumn<QColor>("ground");
    for (const auto &[theme, t] : kThemes) {
        const std::pair<const char *, QColor> grounds[] = {{"canvas", t->canvas}, {"surface", t->surface}};
        for (const auto &[groundName, ground] : grounds) {
            QTest::addRow("%s: control border on %s", theme, groundName) << t->controlBorder << ground;
            QTest::addRow("%s: accent bar and ring on %s", theme, groundName) << t->accent << ground;
        }
        QTest::addRow("%s: accent bar on a selected row", theme) << t->accent << t->raised;
    }
}

void TestTokens::boundariesAreVisible()
{
    QFETCH(QColor, edge);
    QFETCH(QColor, ground);
    QVERIFY2(contrastRatio(edge, ground) >= 3.0, qPrintable(QString::number(contrastRatio(edge, ground))));
}

void TestTokens::wordsOnAccentAreReadable()
{
    for (const auto &[theme, t] : kThemes)
        QVERIFY2(contrastRatio(t->onAccent, t->accent) >= 4.5, theme);
}

void TestTokens::contrastIsThatOfWcag()
{
    QCOMPARE(qRound(contrastRatio(Qt::white, Qt::black) * 10), 210);
    QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white) * 10), 210);
    // A published pair: #767676 is the lightest grey that passes on white.
    QVERIFY(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
    QVERIFY(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5);
}

void TestTokens::highContrastKeepsThePersonsPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, Qt::black);
    palette.setColor(QPalette::WindowText, Qt::yellow);
    palette.setColor(QPalette::Highlight, Qt::cyan);
    const Tokens tokens = Tokens::fromPalette(palette);
    QCOMPARE(tokens.canvas, QColor(Qt::black));
    QCOMPARE(tokens.tertiary, QColor(Qt::yellow));
    QCOMPARE(tokens.accent, QColor(Qt::cyan));
    QVERIFY(tokens.isDark);
}

void TestTokens::sizesScaleAndColorsStay()
{
    const Tokens doubled = Tokens::dark().scaled(2);
    QCOMPARE(doubled.spaceXl, 48);
    QCOMPARE(doubled.textS, 25.0);
    QCOMPARE(doubled.canvas, Tokens::dark().canvas);
    QCOMPARE(Tokens::dark().scaled(1), Tokens::dark());
}

QTEST_MAIN(TestTokens)
#include "tst_tokens.moc"
