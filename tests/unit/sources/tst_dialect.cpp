// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "models/sources/dialects/dialect.h"
#include "tests/unit/sources/dialectcases.h"
#include "tests/unit/sources/paginations.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

using Headers = DialectCase::Headers;

PageAnswer answerOf(const Pagination &pagination, const QByteArray &body, const Headers &headers)
{
    PageAnswer answer;
    answer.asked = QUrl(u"https://films.example/api/movies?page=1"_s);
    answer.headers = HttpHeaders(headers.begin(), headers.end());
    answer.body = *readJsonBody(body);
    const QJsonArray list = pagination.items.in(answer.body).toArray();
    answer.received = list.size();
    answer.lastItem = list.isEmpty() ? QJsonValue(QJsonValue::Undefined) : pagination.unwrap.in(list.last());
    answer.pageSize = pageSizeOf(pagination, 0);
    return answer;
}

} // namespace

class TestDialect : public QObject
{
    Q_OBJECT

    static QString nextOrEnd(const PageOutcome &outcome)
    {
        return outcome.end ? "end:"_L1 + endReasonName(*outcome.end) : keyText(outcome.next);
    }

private Q_SLOTS:
    void readsWhatComesNext_data()
    {
        QTest::addColumn<QByteArray>("pagination");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<QString>("next");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<QString>("echo");
        for (const DialectCase &row : dialectCases()) {
            QTest::newRow(row.name) << QByteArray(row.pagination) << QString::fromLatin1(row.asked) << row.body << row.headers
                                    << QString::fromLatin1(row.next) << row.total << QString::fromLatin1(row.echo);
        }
    }

    void readsWhatComesNext()
    {
        QFETCH(QByteArray, pagination);
        QFETCH(QString, asked);
        QFETCH(QByteArray, body);
        QFETCH(Headers, headers);
        const Pagination dialect = paginationOf(pagination);
        QVERIFY(dialect != Pagination());
        const PageOutcome outcome = outcomeOf(dialect, keyOf(asked), answerOf(dialect, body, headers), {u"key"_s});
        QTEST(nextOrEnd(outcome), "next");
        QTEST(outcome.total, "total");
        QTEST(keyText(outcome.echo), "echo");
        QCOMPARE(outcome.end.has_value(), !outcome.next.has_value());
    }

    void computedAndStatedKeysAreToldApart()
    {
        const Pagination page = paginationOf(kTmdb);
        const Pagination token = paginationOf(kFastApi);
        QVERIFY(
            outcomeOf(page, FirstPage{}, answerOf(page, R"({"results":)" + QByteArray("[{},{}]") + "}", {}), {}).nextIsComputed);
        const PageAnswer stated = answerOf(token, R"({"items":[{}],"next_cursor":"a"})", {});
        QVERIFY(!outcomeOf(token, FirstPage{}, stated, {}).nextIsComputed);
        // A page of holes only is no end: what comes after it is asked for as if the server had stated it.
        const Pagination holes = paginationOf(kTvmaze);
        const PageOutcome outcome = outcomeOf(holes, FirstPage{}, answerOf(holes, "[]", {}), {});
        QVERIFY(outcome.next.has_value());
        QVERIFY(!outcome.nextIsComputed);
    }

    void whyAUrlIsNotFollowedIsTold()
    {
        const Pagination drf = paginationOf(kDrf);
        const PageAnswer answer = answerOf(drf, "{\"next\":\"https://evil.example/?token=x\",\"results\":[{}]}", {});
        const PageOutcome outcome = outcomeOf(drf, FirstPage{}, answer, {});
        QVERIFY(outcome.refused.contains(u"evil.example"_s));
        QVERIFY(!outcome.refused.contains(u"token"_s));
    }

    void endsByStatusOnlyBeyondTheFirstPage_data()
    {
        QTest::addColumn<QByteArray>("pagination");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("ends");
        QTest::newRow("TVmaze's 404") << QByteArray(kTvmaze) << u"page:9"_s << 404 << -1 << true;
        QTest::newRow("404 on the first page") << QByteArray(kTvmaze) << u"page:1"_s << 404 << -1 << false;
        QTest::newRow("404 on the first page by its name") << QByteArray(kTvmaze) << u"first"_s << 404 << -1 << false;
        QTest::newRow("another status") << QByteArray(kTvmaze) << u"page:9"_s << 500 << -1 << false;
        QTest::newRow("TMDB's code 22") << QByteArray(kTmdb) << u"page:499"_s << 400 << 22 << true;
        QTest::newRow("another code") << QByteArray(kTmdb) << u"page:499"_s << 400 << 27 << false;
        const QByteArray tokens(R"({"kind":"cursor","param":"c","items":"","next":"/n","endStatus":[404]})");
        QTest::newRow("a token that expired is no end") << tokens << u"cursor:old"_s << 404 << -1 << false;
    }

    void endsByStatusOnlyBeyondTheFirstPage()
    {
        QFETCH(QByteArray, pagination);
        QFETCH(QString, asked);
        QFETCH(int, status);
        QFETCH(int, code);
        const auto given = code < 0 ? std::nullopt : std::optional<qint64>(code);
        QTEST(isEnd(paginationOf(pagination), keyOf(asked), status, given), "ends");
    }

    void shapes()
    {
        QCOMPARE(shapeOf(paginationOf(kTmdb)), FeedShape::Addressable);
        QCOMPARE(shapeOf(paginationOf(kLimitOffset)), FeedShape::Addressable);
        QCOMPARE(shapeOf(paginationOf(kJellyfin)), FeedShape::Chained);
        QCOMPARE(shapeOf(paginationOf(kTvmaze)), FeedShape::Chained);
        QCOMPARE(shapeOf(paginationOf(kHybrid)), FeedShape::Chained);
        QCOMPARE(maxPagesOf(paginationOf(kTmdb), 20), 500);
        QCOMPARE(maxPagesOf(paginationOf(kArchive), 50), 200);
        QCOMPARE(maxPagesOf(paginationOf(kDrf), 40), 0);
    }

    void nothingIsAskedBeyondTheCap()
    {
        const Pagination tmdb = paginationOf(kTmdb);
        QVERIFY(!capBefore(tmdb, PageNo{500}, 20));
        QCOMPARE(capBefore(tmdb, PageNo{501}, 20), EndReason::ServerCap);
        QCOMPARE(capBefore(paginationOf(kArchive), PageNo{201}, 50), EndReason::ServerCap);
    }
};

QTEST_GUILESS_MAIN(TestDialect)
#include "tst_dialect.moc"
