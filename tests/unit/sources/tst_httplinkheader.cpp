// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/sources/http/linkheader.h"

using namespace Qt::StringLiterals;
using namespace matinee;

namespace {

using Fields = std::vector<QByteArray>;

} // namespace
Q_DECLARE_METATYPE(Fields)

class TestHttpLinkHeader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextPageIsFound_data()
    {
        QTest::addColumn<Fields>("fields");
        QTest::addColumn<QString>("next"); // null: there is none
        QTest::newRow("the only link") << Fields{"<https://a.example/x?page=2>; rel=\"next\""} << u"https://a.example/x?page=2"_s;
        QTest::newRow("the second of two") << Fields{"</x?page=1>; rel=\"prev\", </x?page=3>; rel=\"next\""} << u"/x?page=3"_s;
        QTest::newRow("in a field of its own") << Fields{"</x?page=1>; rel=prev", "</x?page=3>; rel=next"} << u"/x?page=3"_s;
        QTest::newRow("rel without quotes") << Fields{"<?page=3>;rel=next"} << u"?page=3"_s;
        QTest::newRow("one of several rels") << Fields{"<p3>; rel=\"last next\""} << u"p3"_s;
        QTest::newRow("rel in another case") << Fields{"<p3>; REL=\"Next\""} << u"p3"_s;
        QTest::newRow("a comma and a semicolon in the target") << Fields{"</x?ids=1,2;3>; rel=next"} << u"/x?ids=1,2;3"_s;
        QTest::newRow("a comma in a quoted title")
            << Fields{"<p1>; title=\"one, two; \\\"three\\\"\"; rel=prev, <p3>; rel=next"} << u"p3"_s;
        QTest::newRow("space around everything") << Fields{" , < p3> ; rel = \"next\" , "} << u" p3"_s;
        QTest::newRow("a parameter without a value") << Fields{"<p3>; crossorigin; rel=next"} << u"p3"_s;
        QTest::newRow("an empty target is the answer's own address") << Fields{"<>; rel=next"} << u""_s;
        QTest::newRow("the first rel of a link counts") << Fields{"<p1>; rel=prev; rel=next"} << QString();
        QTest::newRow("the first of two next counts") << Fields{"<p3>; rel=next, <p4>; rel=next"} << u"p3"_s;
        QTest::newRow("a link about something else") << Fields{"<p3>; rel=next; anchor=\"/other\""} << QString();
        QTest::newRow("rel is not part of another word") << Fields{"<p3>; rel=nextish"} << QString();
        QTest::newRow("no rel") << Fields{"<p3>"} << QString();
        QTest::newRow("no field") << Fields{} << QString();
        QTest::newRow("no link") << Fields{"next"} << QString();
        QTest::newRow("a target that does not close") << Fields{"<p3; rel=next"} << QString();
        QTest::newRow("a quote that does not close") << Fields{"<p3>; rel=\"next"} << u"p3"_s;
        QTest::newRow("a field that is none spoils no other") << Fields{"nonsense <p2>; rel=next", "<p3>; rel=next"} << u"p3"_s;
    }
    void theNextPageIsFound()
    {
        QFETCH(Fields, fields);
        QFETCH(QString, next);
        const auto found = linkTarget(parseLinks(fields), u"next");
        QCOMPARE(found.has_value(), !next.isNull());
        QCOMPARE(found.value_or(QString()), next);
    }

    void parametersKeepTheirWords()
    {
        const auto links = parseLinks({"<a>; rel=\"x y\"; Title=\"Tom \\\"T\\\"\"; hreflang=en"});
        QCOMPARE(links.size(), size_t(1));
        QVERIFY(links[0].hasRel(u"y"));
        QCOMPARE(links[0].parameter(u"title"), std::optional(u"Tom \"T\""_s));
        QCOMPARE(links[0].parameter(u"hreflang"), std::optional(u"en"_s));
        QVERIFY(!links[0].parameter(u"media"));
    }
};

QTEST_GUILESS_MAIN(TestHttpLinkHeader)
#include "tst_httplinkheader.moc"
