// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/images/keptposters.h"
#include "tests/support/memorypersonal.h"
#include "tests/support/scriptedimages.h"

using namespace Qt::StringLiterals;
using namespace matinee;

// Small posters of what is the person's own: kept with it, and shown when nothing else is left.
class TestKeptPosters : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<test::ScriptedImages> m_images;
    test::MemoryPersonal m_personal;
    std::unique_ptr<KeptPosters> m_posters;

    Title add(const QString &id, const QString &poster)
    {
        Title title;
        title.id = {u"tmdb"_s, u"movie"_s, id};
        title.title = id;
        title.poster = poster;
        m_personal.kept.marks.push_back({MarkKind::Favorite, {title, 1, {}}});
        return title;
    }
    Result<QByteArray> ask(const QString &path, const Result<QByteArray> &answer)
    {
        Result<QByteArray> got = fail(ErrorKind::Timeout, u"no answer"_s);
        m_posters->bytes(
            {u"tmdb"_s, path, u"w342"_s}, Priority::VisibleImage, {}, [&](const Result<QByteArray> &bytes) { got = bytes; });
        m_images->answerWith(path, answer);
        return got;
    }

private Q_SLOTS:
    void init()
    {
        m_images = std::make_unique<test::ScriptedImages>();
        m_personal.kept = {};
        m_personal.posters.clear();
        m_posters = std::make_unique<KeptPosters>(*m_images, m_personal);
    }

    void oneAfterTheOtherIsKeptSmallAndBehindEverythingElse()
    {
        add(u"1"_s, u"/a.jpg"_s);
        add(u"2"_s, u"/b.jpg"_s);
        add(u"3"_s, QString());
        m_posters->sync();
        QCOMPARE(m_images->awaitedPaths(), QStringList{u"/a.jpg"_s});
        QCOMPARE(m_images->awaited().front().key.sizeCode, u"w185"_s);
        QCOMPARE(m_images->awaited().front().priority, Priority::Prefetch);
        m_images->answerWith(u"/a.jpg"_s, QByteArray("A"));
        m_images->answerWith(u"/b.jpg"_s, QByteArray("B"));
        QCOMPARE(m_personal.posters.size(), 2);
        m_posters->sync();
        QVERIFY(m_images->awaited().empty()); // nothing is asked for twice
    }

    void whatIsKeptAlreadyIsNotAskedFor()
    {
        const Title title = add(u"1"_s, u"/a.jpg"_s);
        m_personal.posters.insert(title.id, "kept");
        m_posters->sync();
        QVERIFY(m_images->asked.isEmpty());
    }

    void withoutANetworkItIsTriedAgainAnotherTime()
    {
        add(u"1"_s, u"/a.jpg"_s);
        add(u"2"_s, u"/b.jpg"_s);
        m_posters->sync();
        m_images->answerWith(u"/a.jpg"_s, fail(ErrorKind::Offline, {}));
        QVERIFY(m_images->awaited().empty());
        m_posters->sync();
        QCOMPARE(m_images->awaitedPaths(), QStringList{u"/a.jpg"_s});
    }

    void itIsShownWhereThePictureCannotBeHad()
    {
        const Title title = add(u"1"_s, u"/a.jpg"_s);
        m_personal.posters.insert(title.id, "kept");
        QCOMPARE(ask(u"/a.jpg"_s, QByteArray("whole")).value(), QByteArray("whole"));
        QCOMPARE(ask(u"/a.jpg"_s, fail(ErrorKind::Offline, {})).value(), QByteArray("kept"));
        QCOMPARE(ask(u"/other.jpg"_s, fail(ErrorKind::Offline, {})).error().kind, ErrorKind::Offline);
        QCOMPARE(ask(u"/a.jpg"_s, fail(ErrorKind::Cancelled, {})).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestKeptPosters)
#include "tst_keptposters.moc"
