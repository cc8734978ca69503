// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/unit/ui/pageports.h"
#include "ui/pages/welcometip.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

SourceDescriptor embedded()
{
    SourceDescriptor source = scriptedSource();
    source.id = u"public-domain"_s;
    return source;
}

struct World : PageWorld {
    World() { sources.ids = QStringList{u"public-domain"_s, u"tmdb"_s}; }
    [[nodiscard]] std::unique_ptr<WelcomeTip> tip(const SourceDescriptor &source = embedded(), int room = 900)
    {
        auto made = std::make_unique<WelcomeTip>(ports());
        made->setSource(source);
        made->setRoom(room);
        return made;
    }
};

QPushButton *button(const QWidget &in, const QString &name)
{
    for (QPushButton *found : in.findChildren<QPushButton *>()) {
        if (found->text() == name || found->accessibleName() == name)
            return found;
    }
    return nullptr;
}

} // namespace

class TestWelcomeTip : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itTellsOfTmdbOverTheEmbeddedFilms()
    {
        World world;
        const auto tip = world.tip();
        QVERIFY(!tip->isHidden());
        QVERIFY(tip->accessibleName().contains(u"TMDB"_s));
        QSignalSpy asked(tip.get(), &WelcomeTip::connectRequested);
        QTest::mouseClick(button(*tip, u"Connect TMDB…"_s), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toString(), u"tmdb"_s);
        QVERIFY(!tip->isHidden()); // until something came of it
    }

    void itStaysAway_data()
    {
        QTest::addColumn<bool>("remote");
        QTest::addColumn<bool>("file");
        QTest::addColumn<bool>("hasTmdb");
        QTest::addColumn<int>("room");
        QTest::newRow("over a server's list") << true << false << true << 900;
        QTest::newRow("over a file of one's own") << false << true << true << 900;
        QTest::newRow("where there is no TMDB") << false << false << false << 900;
        QTest::newRow("where the posters have little room") << false << false << true << 559;
    }
    void itStaysAway()
    {
        QFETCH(bool, remote);
        QFETCH(bool, file);
        QFETCH(bool, hasTmdb);
        QFETCH(int, room);
        World world;
        if (!hasTmdb)
            world.sources.ids = QStringList{u"public-domain"_s};
        SourceDescriptor source = embedded();
        source.isRemote = remote;
        source.location = file ? u"/films/mine.json"_s : QString();
        QVERIFY(world.tip(source, world.theme.px(room))->isHidden());
    }

    void itComesBackWithTheRoom()
    {
        World world;
        const auto tip = world.tip(embedded(), 300);
        QVERIFY(tip->isHidden());
        tip->setRoom(900);
        QVERIFY(!tip->isHidden());
    }

    void wavedAwayItStaysAway()
    {
        World world;
        {
            const auto tip = world.tip();
            QTest::mouseClick(button(*tip, u"Dismiss"_s), Qt::LeftButton);
            QVERIFY(tip->isHidden());
        }
        QVERIFY(!world.preferences.offersSources());
        QVERIFY(world.tip()->isHidden());
    }
};

QTEST_MAIN(TestWelcomeTip)
#include "tst_welcometip.moc"
