// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <zlib.h>

#include "cache/core/packedtitle.h"

using namespace Qt::StringLiterals;
using namespace matinee;

namespace {

const TitleId kId{u"tmdb"_s, u"movie"_s, u"603"_s};

Title fullTitle()
{
    Title title;
    title.id = kId;
    title.title = u"Metropolis"_s;
    title.originalTitle = u"Metropolis – Schicksal"_s;
    title.year = 1927;
    title.date = u"1927-01-10"_s;
    title.rating = 8.3;
    title.votes = 2'000'000'000;
    title.runtime = 153;
    title.genres = {u"Drama"_s, u""_s, u"Science fiction"_s};
    title.overview = u"A city above, a city below."_s;
    title.poster = u"/poster.jpg"_s;
    title.backdrop = u"/backdrop.jpg"_s;
    title.popularity = 1e-9;
    return title;
}

TitleDetails fullDetails()
{
    TitleDetails details;
    details.title = fullTitle();
    details.countries = {u"DE"_s};
    details.directors = {u"Fritz Lang"_s};
    details.cast = {{u"Brigitte Helm"_s, u"Maria"_s}, {u"Gustav Fröhlich"_s, u""_s}};
    details.crew = {{u"Karl Freund"_s, u"Camera"_s}, {u""_s, u"Costumes"_s}};
    details.videos
        = {{u"Trailer 2010"_s, u"Trailer"_s, u"https://example.org/watch?v=1"_s}, {{}, {}, u"https://example.org/2"_s}};
    details.certification = u"FSK 6"_s;
    details.language = u"de"_s;
    details.tagline = u"The mediator must be the heart"_s;
    details.whyPublicDomain = u"Published before 1931"_s;
    details.watchUrl = u"https://archive.org/details/metropolis"_s;
    details.watchSearchUrl = u"https://archive.org/search?query=metropolis"_s;
    return details;
}

quint32 crcOf(const QByteArray &bytes)
{
    return static_cast<quint32>(
        crc32_z(0, reinterpret_cast<const Bytef *>(bytes.constData()), static_cast<z_size_t>(bytes.size())));
}

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

class TestPackedTitle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownTextsAreSharedAndNeverMixedUp()
    {
        // More texts than there is room for, many of one length with the same ends.
        QList<QByteArray> texts;
        for (int i = 0; i < 500; ++i)
            texts.append("Genre " + QByteArray::number(i) + " a");
        KnownTexts known;
        for (int round = 0; round < 2; ++round) {
            for (const QByteArray &text : texts)
                QCOMPARE(known.text(text), QString::fromUtf8(text));
        }
        const QString once = known.text("Drama");
        QCOMPARE(known.text("Drama").constData(), once.constData()); // one copy
    }
    void titleComesBackAsItWas_data()
    {
        QTest::addColumn<Title>("title");
        const auto row = [](const char *name, const std::function<void(Title &)> &change) {
            Title title = fullTitle();
            change(title);
            QTest::newRow(name) << title;
        };
        row("every field is known", [](Title &) {});
        row("only the name is known", [](Title &title) {
            title = Title();
            title.id = kId;
            title.title = u"?"_s;
        });
        row("no text at all", [](Title &title) {
            title = Title();
            title.id = kId;
        });
        row("right-to-left text with marks", [](Title &title) { title.title = u"\u202Bמטרופוליס\u202C مدينة"_s; });
        row("text outside the basic plane", [](Title &title) { title.title = u"🎬 film 𝄞"_s; });
        row("markup stays text", [](Title &title) { title.title = u"<b>bold</b> & \"quoted\""_s; });
        row("a NUL in the middle", [](Title &title) { title.title = u"a"_s + QChar(0) + u"b"_s; });
        row("10 kB of overview", [](Title &title) { title.overview = u"é"_s.repeated(5000); });
        row("300 genres", [](Title &title) { title.genres = QStringList(300, u"Drama"_s); });
        row("zero is not unknown", [](Title &title) {
            title.rating = 0.0;
            title.votes = 0;
            title.popularity = 0.0;
        });
        row("the largest and smallest numbers", [](Title &title) {
            title.votes = std::numeric_limits<int>::max();
            title.runtime = std::numeric_limits<int>::min();
            title.year = -1;
        });
    }
    void titleComesBackAsItWas()
    {
        QFETCH(Title, title);
        const PackedBlob blob = packTitle(title);
        const auto read = unpackTitle(blob.bytes, blob.crc, title.id);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().sentence()));
        QCOMPARE(read->title, title.title);
        QVERIFY(*read == title);
    }

    void detailsComeBackAsTheyWere()
    {
        TitleDetails bare;
        bare.title = fullTitle();
        for (const TitleDetails &details : {fullDetails(), bare}) {
            const PackedBlob blob = packDetails(details);
            const auto read = unpackDetails(blob.bytes, blob.crc, details.title);
            QVERIFY(read.has_value());
            QVERIFY(*read == details);
        }
    }

    void layoutIsTheOneAlreadyOnDisk()
    {
        Title title;
        title.id = kId;
        title.title = u"A"_s;
        title.year = 1927;
        // version, presence, zigzag varint 3854, "A", five empty texts, no genres
        QCOMPARE(packTitle(title).bytes.toHex(), QByteArray("01018e1e0141000000000000"));
    }

    void detailsOfTheFirstVersionAreStillRead()
    {
        // version 1; language "de", four empty texts; no countries, one director "F", one of the cast "B" as ""
        const QByteArray bytes = hex("0102646500000000000101460101"
                                     "4200");
        const auto read = unpackDetails(bytes, crcOf(bytes), fullTitle());
        QVERIFY(read.has_value());
        QCOMPARE(read->language, u"de"_s);
        QCOMPARE(read->directors, QStringList{u"F"_s});
        QVERIFY(read->cast == std::vector<Credit>({{u"B"_s, u""_s}}));
        QVERIFY(read->crew.empty() && read->videos.empty() && read->certification.isEmpty());
    }

    void everyFlippedByteIsDamage()
    {
        const PackedBlob title = packTitle(fullTitle());
        const PackedBlob details = packDetails(fullDetails());
        for (const int mask : {0x01, 0x80, 0xff}) {
            for (qsizetype i = 0; i < title.bytes.size(); ++i) {
                QByteArray bytes = title.bytes;
                bytes[i] = static_cast<char>(bytes[i] ^ mask);
                const auto read = unpackTitle(bytes, title.crc, kId);
                QVERIFY2(!read && read.error().kind == ErrorKind::Corrupt, qPrintable(QString::number(i)));
            }
            for (qsizetype i = 0; i < details.bytes.size(); ++i) {
                QByteArray bytes = details.bytes;
                bytes[i] = static_cast<char>(bytes[i] ^ mask);
                const auto read = unpackDetails(bytes, details.crc, fullTitle());
                QVERIFY2(!read && read.error().kind == ErrorKind::Corrupt, qPrintable(QString::number(i)));
            }
        }
    }

    void everyTruncationIsDamageEvenWithTheRightChecksum()
    {
        const PackedBlob title = packTitle(fullTitle());
        for (qsizetype length = 0; length < title.bytes.size(); ++length) {
            const QByteArray bytes = title.bytes.first(length);
            QVERIFY(!unpackTitle(bytes, title.crc, kId));
            QVERIFY(!unpackTitle(bytes, crcOf(bytes), kId));
        }
        const PackedBlob details = packDetails(fullDetails());
        for (qsizetype length = 0; length < details.bytes.size(); ++length) {
            const QByteArray bytes = details.bytes.first(length);
            QVERIFY(!unpackDetails(bytes, details.crc, fullTitle()));
            QVERIFY(!unpackDetails(bytes, crcOf(bytes), fullTitle()));
        }
    }

    void anyByteAnywhereNeverCrashes()
    {
        // The checksum is made right, so that the fields themselves are read: a wrong value is fine, a crash is not.
        const QByteArray title = packTitle(fullTitle()).bytes;
        const QByteArray details = packDetails(fullDetails()).bytes;
        int refused = 0;
        for (int value = 0; value < 256; ++value) {
            for (qsizetype i = 0; i < title.size(); ++i) {
                QByteArray bytes = title;
                bytes[i] = static_cast<char>(value);
                refused += unpackTitle(bytes, crcOf(bytes), kId) ? 0 : 1;
            }
            for (qsizetype i = 0; i < details.size(); ++i) {
                QByteArray bytes = details;
                bytes[i] = static_cast<char>(value);
                refused += unpackDetails(bytes, crcOf(bytes), fullTitle()) ? 0 : 1;
            }
        }
        QVERIFY(refused > 256);
    }

    void wrongShapesAreDamage_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("another version") << hex("02018e1e0141000000000000");
        QTest::newRow("an unknown presence bit") << hex("01200141000000000000");
        QTest::newRow("a byte too many") << hex("01018e1e014100000000000000");
        QTest::newRow("a text of 2^63 bytes") << hex("0100ffffffffffffffff7f");
        QTest::newRow("a varint without end") << hex("0101ffffffffffffffffffffffffffff");
        QTest::newRow("a year beyond int") << hex("0101ffffffffff010141000000000000");
        QTest::newRow("2^28 genres") << hex("01018e1e01410000000000ffffff7f");
    }
    void wrongShapesAreDamage()
    {
        QFETCH(QByteArray, bytes);
        const auto read = unpackTitle(bytes, crcOf(bytes), kId);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Corrupt);
        QCOMPARE(read.error().where, u"movie:603"_s);
    }
};

QTEST_GUILESS_MAIN(TestPackedTitle)
#include "tst_packedtitle.moc"
