// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QTest>

#include "models/sources/profile/imagecheck.h"
#include "models/sources/profile/imageurl.h"
#include "models/sources/profile/profileimages.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray picture(const char *format, int width = 92, int height = 138)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(x * 7 % 256, y * 5 % 256, x * y % 256));
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format) ? bytes : QByteArray();
}

/// A WebP of these first bytes, as long as it says.
QByteArray webP(const QByteArray &chunk)
{
    const auto length = [](qsizetype size) {
        QByteArray bytes;
        for (int shift = 0; shift < 32; shift += 8)
            bytes.append(static_cast<char>(size >> shift & 0xFF));
        return bytes;
    };
    const QByteArray body = "WEBP" + chunk.first(4) + length(chunk.size() - 4) + chunk.sliced(4);
    return "RIFF" + length(body.size()) + body;
}

/// The size in a JPEG's frame header set to another.
QByteArray jpegOfSize(int width, int height)
{
    QByteArray bytes = picture("JPEG");
    const qsizetype frame = bytes.indexOf("\xFF\xC0");
    bytes[frame + 5] = static_cast<char>(height >> 8);
    bytes[frame + 6] = static_cast<char>(height & 0xFF);
    bytes[frame + 7] = static_cast<char>(width >> 8);
    bytes[frame + 8] = static_cast<char>(width & 0xFF);
    return bytes;
}

struct World {
    ProfileSet profiles;
    ScriptedTransport transport;
    Mailbox mailbox;
    ProfileImages images{profiles, transport, mailbox};

    World()
    {
        profiles.add(readProfileFile(shippedProfileFolder() + "/tmdb.json"_L1).reading.profile);
        profiles.add(readProfileFile(QFINDTESTDATA("data/my-django.json")).reading.profile);
    }

    Result<QByteArray> bytes(const QString &source, const QString &path, const QString &sizeCode = {})
    {
        return await<QByteArray>([&](auto reply) { images.bytes({source, path, sizeCode}, Priority::VisibleImage, {}, reply); });
    }
};

} // namespace

class TestProfileImages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholePictures_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<PictureFormat>("format");
        QTest::newRow("a JPEG") << picture("JPEG") << PictureFormat::Jpeg;
        QTest::newRow("a JPEG with zeros behind it") << picture("JPEG") + QByteArray(100, '\0') << PictureFormat::Jpeg;
        QTest::newRow("a PNG") << picture("PNG") << PictureFormat::Png;
        QTest::newRow("a lossy WebP") << webP(QByteArray("VP8 abc\x9D\x01\x2A\x5C\x00\x8A\x00", 14) + QByteArray(40, 'x'))
                                      << PictureFormat::WebP;
        QTest::newRow("a lossless WebP") << webP(QByteArray("VP8L\x2F\x5B\x40\x22\x00", 9) + QByteArray(40, 'x'))
                                         << PictureFormat::WebP;
        QTest::newRow("an extended WebP") << webP(QByteArray("VP8X\0\0\0\0\x5B\0\0\x89\0\0", 14) + QByteArray(40, 'x'))
                                          << PictureFormat::WebP;
    }

    void wholePictures()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(PictureFormat, format);
        const auto facts = checkImage(bytes);
        QVERIFY2(facts, facts ? "" : qPrintable(facts.error().error->detail));
        QCOMPARE(*facts, (PictureFacts{format, 92, 138}));
    }

    void everyCutIsBroken_data() { wholePictures_data(); }

    void everyCutIsBroken()
    {
        QFETCH(QByteArray, bytes);
        while (bytes.endsWith('\0'))
            bytes.chop(1);
        for (qsizetype length = 0; length < bytes.size(); ++length) {
            const auto facts = checkImage(QByteArrayView(bytes).first(length));
            QVERIFY2(!facts, qPrintable(QString::number(length)));
            QCOMPARE(facts.error().kind, BodyVerdict::Kind::Broken);
        }
    }

    void theEndOfAThumbnailIsNotTheEnd()
    {
        const QByteArray thumbnail = picture("JPEG", 8, 8);
        const QByteArray whole = picture("JPEG");
        QByteArray withThumbnail = whole.first(2) + "\xFF\xE1";
        withThumbnail.append(static_cast<char>((thumbnail.size() + 2) >> 8))
            .append(static_cast<char>((thumbnail.size() + 2) & 0xFF));
        withThumbnail += thumbnail;
        QCOMPARE(checkImage(withThumbnail).error().kind, BodyVerdict::Kind::Broken);
        QVERIFY(checkImage(withThumbnail + whole.sliced(2)));
    }

    void badPictures_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a web page") << QByteArray("<!DOCTYPE html><html></html>") << ErrorKind::Malformed;
        QTest::newRow("an SVG") << QByteArray("<svg xmlns='a'></svg>") << ErrorKind::Malformed;
        QTest::newRow("a GIF") << QByteArray("GIF89a\1\0\1\0\0\0\0;;;;", 17) << ErrorKind::Malformed;
        QTest::newRow("wider than a screen can be") << jpegOfSize(8193, 10) << ErrorKind::TooLarge;
        QTest::newRow("more pixels than memory is for") << jpegOfSize(8000, 3001) << ErrorKind::TooLarge;
        QTest::newRow("no width") << jpegOfSize(0, 10) << ErrorKind::Malformed;
    }

    void badPictures()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorKind, kind);
        const auto facts = checkImage(bytes);
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, BodyVerdict::Kind::Wrong);
        QCOMPARE(facts.error().error->kind, kind);
    }

    void sizes()
    {
        const ProfileFile tmdb = readProfileFile(shippedProfileFolder() + "/tmdb.json"_L1);
        QCOMPARE(sizeCodeFor(*tmdb.reading.profile, 1), u"w92"_s);
        QCOMPARE(sizeCodeFor(*tmdb.reading.profile, 185), u"w185"_s);
        QCOMPARE(sizeCodeFor(*tmdb.reading.profile, 186), u"w342"_s);
        QCOMPARE(sizeCodeFor(*tmdb.reading.profile, 4000), u"original"_s);
    }

    void keys()
    {
        World world;
        QCOMPARE(world.images.keyFor(u"tmdb"_s, u"/p.jpg"_s, 300), (ImageKey{u"tmdb"_s, u"/p.jpg"_s, u"w342"_s}));
        QVERIFY(!world.images.keyFor(u"tmdb"_s, {}, 300));
        QVERIFY(!world.images.keyFor(u"nowhere"_s, u"/p.jpg"_s, 300));
        QVERIFY(!world.images.keyFor(u"tmdb"_s, u"https://evil.example/p.jpg"_s, 300));
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("url");
        const QString none;
        const QString local = u"http://127.0.0.1:8123/3"_s;
        QTest::newRow("TMDB") << u"tmdb"_s << u"/p.jpg"_s << none << u"https://image.tmdb.org/t/p/w342/p.jpg"_s;
        QTest::newRow("TMDB at another base") << u"tmdb"_s << u"/p.jpg"_s << local << u"http://127.0.0.1:8123/t/p/w342/p.jpg"_s;
        QTest::newRow("a path of the own origin")
            << u"my-django"_s << u"/media/p.jpg"_s << none << u"http://127.0.0.1:8000/media/p.jpg"_s;
        QTest::newRow("an address at the own origin")
            << u"my-django"_s << u"http://127.0.0.1:8000/media/p.jpg"_s << none << u"http://127.0.0.1:8000/media/p.jpg"_s;
        QTest::newRow("an address at the replaced base")
            << u"my-django"_s << u"http://127.0.0.1:8123/media/p.jpg"_s << local << u"http://127.0.0.1:8123/media/p.jpg"_s;
        QTest::newRow("an address elsewhere") << u"my-django"_s << u"https://pictures.example/p.jpg"_s << none << none;
        QTest::newRow("an address elsewhere over http") << u"my-django"_s << u"http://pictures.example/p.jpg"_s << none << none;
        QTest::newRow("an address on this machine") << u"tmdb"_s << u"http://127.0.0.1:22/"_s << none << none;
        QTest::newRow("a file") << u"my-django"_s << u"file:///etc/passwd"_s << none << none;
        QTest::newRow("a host behind an at sign") << u"my-django"_s << u"//a@evil.example/p.jpg"_s << none << none;
    }

    void addresses()
    {
        QFETCH(QString, source);
        QFETCH(QString, path);
        QFETCH(QString, base);
        World world;
        if (!base.isEmpty())
            QVERIFY(world.profiles.replaceBase(source, QUrl(base)));
        const auto url = imageUrl(*world.profiles.find(source), path, source == u"tmdb"_s ? u"w342"_s : QString());
        QTEST(url ? url->toString(QUrl::FullyEncoded) : QString(), "url");
    }

    void aPictureIsFetched()
    {
        World world;
        const QByteArray jpeg = picture("JPEG");
        world.transport.serve = [&](const HttpRequest &) { return std::optional(httpAnswer(200, jpeg)); };
        const auto bytes = world.bytes(u"tmdb"_s, u"/p.jpg"_s, u"w92"_s);
        QVERIFY(bytes);
        QCOMPARE(*bytes, jpeg);
        const HttpRequest &request = world.transport.requests.front();
        QCOMPARE(request.maxBytes, 10 * 1024 * 1024);
        QCOMPARE(request.deadline, std::chrono::seconds(30));
        QVERIFY(headerValue(request.headers, "Authorization").isEmpty());
        QVERIFY(!request.flightKey.isEmpty());
    }

    void noPictureIsAnError_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("404") << 404 << QByteArray() << ErrorKind::NotFound;
        QTest::newRow("half a JPEG") << 200 << picture("JPEG").first(900) << ErrorKind::Malformed;
        QTest::newRow("a web page") << 200 << QByteArray("<html>this is a portal</html>") << ErrorKind::Malformed;
        QTest::newRow("an answer without a body") << 204 << QByteArray() << ErrorKind::Malformed;
    }

    void noPictureIsAnError()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        World world;
        world.transport.serve = [&](const HttpRequest &) { return std::optional(httpAnswer(status, body)); };
        const auto bytes = world.bytes(u"tmdb"_s, u"/p.jpg"_s, u"w92"_s);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, kind);
    }

    void whatIsNotAllowedIsNotAsked()
    {
        World world;
        QCOMPARE(world.bytes(u"tmdb"_s, u"https://evil.example/p.jpg"_s).error().kind, ErrorKind::CrossOrigin);
        QCOMPARE(world.bytes(u"nowhere"_s, u"/p.jpg"_s).error().kind, ErrorKind::NotFound);
        QVERIFY(world.transport.requests.empty());
    }
};

QTEST_GUILESS_MAIN(TestProfileImages)
#include "tst_profileimages.moc"
