// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QSet>
#include <QTest>

#include "ui/words/sentences.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

constexpr int kKinds = int(ErrorKind::Cancelled) + 1;

} // namespace

class TestSentences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasASentenceOfItsOwn();
    void thePlaceIsNamedWhereThereIsOne();
    void jargonWithoutAPlaceStaysInTheLog();
    void runtimesAreHoursAndMinutes_data();
    void runtimesAreHoursAndMinutes();
    void factsAreWhatIsKnownInOrder();
    void nothingKnownIsNoText();
    void initialsAreOneOrTwoLetters_data();
    void initialsAreOneOrTwoLetters();
};

void TestSentences::everyKindHasASentenceOfItsOwn()
{
    QSet<QString> sentences;
    for (int kind = 0; kind < kKinds; ++kind) {
        const QString sentence = sentenceFor({ErrorKind(kind), {}, {}});
        QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u'!'), qUtf8Printable(sentence));
        QVERIFY2(sentence.at(0).isUpper(), qUtf8Printable(sentence));
        QVERIFY2(sentence.size() < 80, qUtf8Printable(sentence));
        sentences += sentence;
    }
    QCOMPARE(sentences.size(), kKinds);
}

void TestSentences::thePlaceIsNamedWhereThereIsOne()
{
    const QString sentence = sentenceFor({ErrorKind::Malformed, u"the list is cut off"_s, u"/films/half.json:12"_s});
    QCOMPARE(sentence.split(u'\n').size(), 2);
    QVERIFY(sentence.contains(u"/films/half.json:12"_s));
    QVERIFY(sentence.contains(u"the list is cut off"_s));
}

void TestSentences::jargonWithoutAPlaceStaysInTheLog()
{
    const QString sentence = sentenceFor({ErrorKind::Storage, u"SQLITE_IOERR (10) in sqlite3_step"_s, {}});
    QVERIFY2(!sentence.contains(u"SQLITE"_s), qUtf8Printable(sentence));
}

void TestSentences::runtimesAreHoursAndMinutes_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("text");
    QTest::newRow("a minute") << 1 << u"1 min"_s;
    QTest::newRow("less than an hour") << 59 << u"59 min"_s;
    QTest::newRow("an hour") << 60 << u"1 h"_s;
    QTest::newRow("an hour and a minute") << 61 << u"1 h 1 min"_s;
    QTest::newRow("Metropolis") << 153 << u"2 h 33 min"_s;
    QTest::newRow("two hours") << 120 << u"2 h"_s;
}

void TestSentences::runtimesAreHoursAndMinutes()
{
    QFETCH(int, minutes);
    QFETCH(QString, text);
    QCOMPARE(runtimeText(minutes), text);
}

void TestSentences::factsAreWhatIsKnownInOrder()
{
    TitleDetails details;
    details.title.year = 1927;
    details.title.runtime = 153;
    details.title.genres = {u"Science fiction"_s, u"Drama"_s};
    details.countries = {u"Germany"_s};
    details.directors = {u"Fritz Lang"_s};
    QCOMPARE(factsText(details), u"1927 \u00b7 2 h 33 min \u00b7 Science fiction, Drama \u00b7 Germany \u00b7 Fritz Lang"_s);
    details.title.rating = 8.25;
    QVERIFY(factsText(details).contains(u"\u2605 8"_s));
    details.title.votes = 181000;
    QVERIFY(factsText(details).endsWith(u"(%1)"_s.arg(QLocale().toString(181000))));
    details.title.year.reset();
    details.title.genres.clear();
    QVERIFY(factsText(details).startsWith(u"2 h 33 min \u00b7 Germany"_s));
}

void TestSentences::nothingKnownIsNoText()
{
    QCOMPARE(factsText({}), QString());
}

void TestSentences::initialsAreOneOrTwoLetters_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("initials");
    QTest::newRow("two names") << u"Brigitte Helm"_s << u"BH"_s;
    QTest::newRow("three names") << u"Charles Spencer Chaplin"_s << u"CC"_s;
    QTest::newRow("one name") << u"Musidora"_s << u"M"_s;
    QTest::newRow("small letters") << u"\u00e9mile cohl"_s << u"\u00c9C"_s;
    QTest::newRow("blanks around") << u"  Pola   Negri "_s << u"PN"_s;
    QTest::newRow("other blanks") << u"Pola\tNegri\u00a0X"_s << u"PX"_s;
    QTest::newRow("letters beyond the first plane") << u"\U00010400x \U00010401y"_s << u"\U00010400\U00010401"_s;
    QTest::newRow("half a letter") << QString(QChar(0xD801)) << QString(QChar(0xD801));
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("blanks only") << u" \t "_s << QString();
}

void TestSentences::initialsAreOneOrTwoLetters()
{
    QFETCH(QString, name);
    QFETCH(QString, initials);
    QCOMPARE(initialsOf(name), initials);
}

QTEST_GUILESS_MAIN(TestSentences)
#include "tst_sentences.moc"
