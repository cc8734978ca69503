// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "cache/pagestore/searchwords.h"
#include "tests/unit/cache/pagestoreworld.h"

using namespace std::chrono_literals;
using namespace matinee;
using namespace matinee::test;

class TestTitleSearch : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock;
    Mailbox m_mailbox;
    std::unique_ptr<PageRun> m_run;
    Generation m_generation;

    [[nodiscard]] PageStoreOptions options() const
    {
        PageStoreOptions options;
        options.path = m_dir->filePath(u"cache.db"_s);
        options.idleAfter = 5ms;
        return options;
    }
    static std::vector<Title> catalogue()
    {
        std::vector<Title> titles;
        for (const QString &name :
            {u"Amélie"_s, u"Metropolis"_s, u"Berlin: Symphony of a Metropolis"_s, u"Léon: The Professional"_s, u"七人の侍"_s,
                u"100% Wolf"_s, u"AND Now for Something"_s, u"Under_Score"_s, u"The \"Quoted\" One"_s})
            titles.push_back(film(static_cast<int>(titles.size()) + 1, name));
        titles[0].originalTitle = u"Le Fabuleux Destin"_s;
        return titles;
    }
    QStringList found(const QString &text)
    {
        const auto titles = m_run->search(text);
        if (!titles)
            return {titles.error().sentence()};
        QStringList ids;
        for (const Title &title : *titles)
            ids.append(title.id.extId);
        return ids;
    }
    void waitForIndex(const QString &text, const QStringList &ids) { QTRY_COMPARE(found(text), ids); }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_run = std::make_unique<PageRun>(options(), m_mailbox, m_clock);
        m_generation = m_run->begin(feedKey());
        QVERIFY(m_run->write(pageWrite(feedKey(), m_generation, 0, catalogue())));
        QVERIFY(m_run->activate(feedKey(), m_generation));
        waitForIndex(u"wolf"_s, {u"6"_s});
    }
    void cleanup()
    {
        m_run.reset();
        m_dir.reset();
    }

    void anyTextIsAllowed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("ids");
        const auto row
            = [](const char *name, const QString &text, const QStringList &ids) { QTest::newRow(name) << text << ids; };
        row("marks need not be typed", u"amelie"_s, {u"1"_s});
        row("the last word is a beginning", u"the prof"_s, {u"4"_s});
        row("words before it are whole", u"th professional"_s, {});
        row("the title itself comes before a longer one", u"metropolis"_s, {u"2"_s, u"3"_s});
        row("original titles count", u"fabuleux"_s, {u"1"_s});
        row("a part of a word without spaces", u"侍"_s, {u"5"_s});
        row("two of them", u"七人 侍"_s, {u"5"_s});
        row("one that is in no title", u"七侍"_s, {});
        row("mixed with a word", u"wolf 侍"_s, {});
        row("an operator is a word", u"AND"_s, {u"7"_s});
        row("another that is in no title", u"OR"_s, {});
        row("NOT", u"NOT metropolis"_s, {});
        row("NEAR", u"NEAR(metropolis berlin)"_s, {});
        row("a column's name", u"title:wolf"_s, {});
        row("with a colon", u"leon:"_s, {u"4"_s});
        row("with a minus", u"-wolf"_s, {u"6"_s});
        row("an open bracket", u"wolf("_s, {u"6"_s});
        row("a star", u"*"_s, {});
        row("a star behind", u"wol*"_s, {u"6"_s});
        row("a caret", u"^wolf"_s, {u"6"_s});
        row("a lone quote", u"\""_s, {});
        row("a quote inside", u"the \"quo"_s, {u"9"_s});
        row("quotes around", u"\"berlin symphony\""_s, {u"3"_s});
        row("an apostrophe", u"'; DROP TABLE item; --"_s, {});
        row("a percent sign is no wildcard", u"侍%"_s, {});
        row("nor is an underscore", u"七_の"_s, {});
        row("a NUL inside", u"wo"_s + QChar(0) + u"lf"_s, {});
        row("half a surrogate", QString(QChar(0xd83d)) + u"wolf"_s, {u"6"_s});
        row("nothing", QString(), {});
        row("only spaces", u"  \t\n "_s, {});
        row("only signs", u"?! ... --"_s, {});
        row("very much", u"wolf "_s.repeated(20'000), {u"6"_s});
        row("a very long word", u"w"_s.repeated(100'000), {});
    }
    void anyTextIsAllowed()
    {
        QFETCH(QString, text);
        QTEST(found(text), "ids");
    }

    void noMoreThanAskedFor()
    {
        QCOMPARE(m_run->search(u"metropolis"_s, 1)->size(), std::size_t(1));
        QCOMPARE(m_run->search(u"metropolis"_s, 0)->size(), std::size_t(0));
        QVERIFY(m_run->search(u"metropolis"_s, 1)->front() == catalogue()[1]);
    }

    void aNewNameIsFoundAndTheOldOneIsNot()
    {
        auto titles = catalogue();
        titles[5].title = u"100% Lion"_s;
        QVERIFY(m_run->write(pageWrite(feedKey(), m_generation, 0, titles)));
        waitForIndex(u"lion"_s, {u"6"_s});
        QCOMPARE(found(u"wolf"_s), QStringList());
    }

    void peopleOfATitlesPageAreFound()
    {
        FetchedDetails details;
        details.details.title = catalogue()[1];
        details.details.directors = {u"Fritz Lang"_s};
        details.details.cast = {{u"Brigitte Helm"_s, u"Maria"_s}};
        m_run->store.keepDetails(details, u"en-US"_s);
        waitForIndex(u"helm brig"_s, {u"2"_s});
        auto titles = catalogue();
        titles[1].rating = 9.9; // the list's next answer does not forget them
        QVERIFY(m_run->write(pageWrite(feedKey(), m_generation, 0, titles)));
        QCOMPARE(found(u"lang"_s), QStringList{u"2"_s});
    }

    void aBrokenIndexIsMadeAgain_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::newRow("its segments are gone") << u"DELETE FROM fts_data WHERE id>10"_s;
        // FTS5 finds nothing and sees no damage; looking the file over does.
        QTest::newRow("its segments are overwritten, found after an unclean end")
            << u"UPDATE fts_data SET block=zeroblob(length(block)) WHERE id>10; UPDATE meta SET v=0 WHERE k='clean_shutdown'"_s;
        QTest::newRow("its structure is overwritten") << u"UPDATE fts_data SET block=x'ffffffffffffff' WHERE id=10"_s;
        QTest::newRow("it is empty") << u"DELETE FROM fts_data"_s;
    }
    void aBrokenIndexIsMadeAgain()
    {
        QFETCH(QString, damage);
        m_run.reset();
        SQLite::Database(options().path.toStdString(), SQLite::OPEN_READWRITE).exec(damage.toStdString());
        m_run = std::make_unique<PageRun>(options(), m_mailbox, m_clock);
        const auto first = m_run->search(u"wolf"_s);
        QVERIFY2(!first || first->empty(), "the damage does not matter to the search");
        waitForIndex(u"wolf"_s, {u"6"_s});
        QCOMPARE(found(u"metropolis"_s), QStringList({u"2"_s, u"3"_s}));
        QCOMPARE(m_run->report().titles, 9); // it is only the index
        QVERIFY(!QFile::exists(options().path + u".damaged"_s));
    }

    void wordsAreQuotedForTheIndex()
    {
        QCOMPARE(SearchWords::of(u" a\"b  c* "_s).expression, u"\"a\"\"b\" \"c*\"*"_s);
        QCOMPARE(SearchWords::of(u"x 七_"_s).expression, u"\"x\""_s); // the word being typed is the other one
        QCOMPARE(SearchWords::of(u"x 七_"_s).parts, QStringList{u"%七\\_%"_s});
        QVERIFY(SearchWords::of(u"* ("_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTitleSearch)
#include "tst_titlesearch.moc"
