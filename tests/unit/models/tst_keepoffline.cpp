// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "models/offline/keepoffline.h"
#include "tests/support/scriptedimages.h"
#include "tests/support/scriptedstore.h"

using namespace Qt::StringLiterals;
using namespace matinee;

namespace {

/// Wishes in memory, answered at once.
class MemoryPins final : public PinData
{
public:
    std::vector<Pin> kept;
    void pins(Reply<std::vector<Pin>> reply) override { reply(kept); }
    void putPin(const FeedKey &feed, int pages, Reply<void> reply) override
    {
        kept.push_back({feed, pages, {}});
        reply({});
    }
    void removePin(const FeedKey &feed, Reply<void> reply) override
    {
        std::erase_if(kept, [&](const Pin &pin) { return pin.feed == feed; });
        reply({});
    }
};

} // namespace

// Lists that are wanted without a network.
class TestKeepOffline : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<test::ScriptedStore> m_store;
    std::unique_ptr<test::ScriptedImages> m_images;
    MemoryPins m_pins;
    std::unique_ptr<KeepOffline> m_keeper;
    bool m_offline = false;
    std::vector<FeedKey> m_exempt;
    std::size_t m_exemptPictures = 0;
    const FeedKey m_feed = FeedKey::of(u"tmdb"_s, u"popular"_s);

    void restart()
    {
        m_keeper = std::make_unique<KeepOffline>(KeepOffline::Ports{*m_store, m_pins, *m_images},
            KeepOffline::Tools{[this](const QString &) { return m_offline; },
                [this](const std::vector<FeedKey> &feeds) { m_exempt = feeds; },
                [this](const std::vector<ImageKey> &keys) { m_exemptPictures = keys.size(); },
                [](const FeedKey &, const std::function<void(qint64)> &then) { then(1000); }});
        m_keeper->load();
    }
    void runAll()
    {
        for (int round = 0; round < 500; ++round) {
            m_store->answerAll();
            m_images->picture = [](const ImageKey &) { return QByteArray(100, 'p'); };
            m_images->answerAll();
        }
    }
    [[nodiscard]] const KeptList &list() const { return m_keeper->lists().front(); }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<test::ScriptedStore>(60);
        for (Row &row : m_store->films)
            row.title.poster = u"/p%1.jpg"_s.arg(row.item.value);
        m_images = std::make_unique<test::ScriptedImages>();
        m_pins.kept.clear();
        m_offline = false;
        m_exempt.clear();
        restart();
    }

    void theWholeListIsFetchedAndExempt()
    {
        m_keeper->keep(m_feed, 0);
        QCOMPARE(m_exempt, std::vector<FeedKey>{m_feed});
        QCOMPARE(list().state, KeptList::State::Running);
        runAll();
        QCOMPARE(list().state, KeptList::State::Complete);
        QCOMPARE(list().titles, 60);
        QCOMPARE(list().pictures, 60);
        QCOMPARE(list().bytes, qint64(list().pictures) * 100 + 1000);
        QCOMPARE(m_exemptPictures, std::size_t(list().pictures));
    }

    void noMoreThanWasWished()
    {
        m_keeper->keep(m_feed, 1);
        runAll();
        QCOMPARE(list().pages, 1);
        QVERIFY(list().titles < 60);
        QCOMPARE(list().state, KeptList::State::Complete);
        m_keeper->keep(m_feed, 2);
        runAll();
        QCOMPARE(m_keeper->lists().size(), std::size_t(1));
        QCOMPARE(list().pages, 2);
    }

    void withoutANetworkItWaitsAndGoesOnByItself()
    {
        m_offline = true;
        m_keeper->keep(m_feed, 1);
        runAll();
        QCOMPARE(list().state, KeptList::State::Waiting);
        m_offline = false;
        m_keeper->goOn();
        runAll();
        QCOMPARE(list().state, KeptList::State::Complete);
    }

    void aRestartLooksThroughItAgain()
    {
        m_keeper->keep(m_feed, 1);
        m_store->answerAll();
        restart();
        QCOMPARE(m_exempt, std::vector<FeedKey>{m_feed});
        runAll();
        QCOMPARE(list().state, KeptList::State::Complete);
        QCOMPARE(list().pages, 1);
    }

    void whatIsReleasedMayBeEvicted()
    {
        m_keeper->keep(m_feed, 1);
        runAll();
        m_keeper->release(m_feed);
        QVERIFY(m_keeper->lists().empty());
        QVERIFY(m_exempt.empty());
        QCOMPARE(m_exemptPictures, std::size_t(0));
        QVERIFY(m_pins.kept.empty());
    }

    void ofAFilteredListThePagesItReadsAreExempt()
    {
        m_keeper->keep(FeedKey::of(u"tmdb"_s, u"popular"_s, {{u"only.decade"_s, u"1990"_s}}), 1);
        QCOMPARE(m_exempt, std::vector<FeedKey>{m_feed});
    }
};

QTEST_GUILESS_MAIN(TestKeepOffline)
#include "tst_keepoffline.moc"
