// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/core/packedtitle.h"

#include <QtEndian>

#include <bit>
#include <limits>

#include "cache/core/checksum.h"
#include "cache/core/textblock.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Bits of a title's presence byte.
enum Presence : quint8 {
    HasYear = 1,
    HasRating = 2,
    HasVotes = 4,
    HasRuntime = 8,
    HasPopularity = 16,
    KnownBits = 31,
};

constexpr qsizetype kTypicalBlobBytes = 512; // one allocation for nearly every title with an overview
constexpr int kVarintBits = 7;
constexpr int kMaxVarintShift = 63;

class Writer
{
public:
    explicit Writer(quint8 version)
    {
        m_bytes.reserve(kTypicalBlobBytes);
        byte(version);
    }

    void byte(quint8 value) { m_bytes.append(static_cast<char>(value)); }

    void varint(quint64 value)
    {
        while (value >= 0x80) {
            byte(static_cast<quint8>(value | 0x80));
            value >>= kVarintBits;
        }
        byte(static_cast<quint8>(value));
    }

    void integer(qint64 value)
    {
        // Zigzag: small negative numbers stay short.
        varint((static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63));
    }

    void real(double value)
    {
        const quint64 little = qToLittleEndian(std::bit_cast<quint64>(value));
        m_bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
    }

    void text(const QString &value)
    {
        const QByteArray utf8 = value.toUtf8();
        varint(static_cast<quint64>(utf8.size()));
        m_bytes.append(utf8);
    }

    void texts(const QStringList &values)
    {
        varint(static_cast<quint64>(values.size()));
        for (const QString &value : values)
            text(value);
    }

    [[nodiscard]] PackedBlob finish() &&
    {
        const quint32 crc = checksumOf(m_bytes);
        return {std::move(m_bytes), crc};
    }

private:
    QByteArray m_bytes;
};

// Reads until the first fault; then every read gives an empty value and ok() stays false.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes) : m_rest(bytes) { }

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool finishedWell() const { return m_ok && m_rest.isEmpty(); }

    void refuse() { m_ok = false; }

    quint8 byte()
    {
        const QByteArrayView one = take(1);
        return one.isEmpty() ? quint8(0) : static_cast<quint8>(one.front());
    }

    quint64 varint()
    {
        quint64 value = 0;
        for (int shift = 0; shift <= kMaxVarintShift && m_ok; shift += kVarintBits) {
            const quint8 part = byte();
            value |= static_cast<quint64>(part & 0x7f) << shift;
            if ((part & 0x80) == 0)
                return value;
        }
        m_ok = false;
        return 0;
    }

    int integer()
    {
        const quint64 zigzag = varint();
        const qint64 value = static_cast<qint64>(zigzag >> 1) ^ -static_cast<qint64>(zigzag & 1);
        if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
            m_ok = false;
        return m_ok ? static_cast<int>(value) : 0;
    }

    double real()
    {
        const QByteArrayView raw = take(sizeof(quint64));
        return raw.isEmpty() ? 0.0 : std::bit_cast<double>(qFromLittleEndian<quint64>(raw.data()));
    }

    QString text()
    {
        const QByteArrayView utf8 = take(length());
        return utf8.isEmpty() ? QString() : QString::fromUtf8(utf8);
    }

    QString text(TextBlock &block) { return block.text(take(length())); }

    QStringList texts()
    {
        const qsizetype count = length();
        QStringList values;
        values.reserve(count);
        for (qsizetype i = 0; i < count && m_ok; ++i)
            values.append(text());
        return values;
    }

    QStringList texts(KnownTexts &known)
    {
        const qsizetype count = length();
        QStringList values;
        values.reserve(count);
        for (qsizetype i = 0; i < count && m_ok; ++i) {
            const QByteArrayView utf8 = take(length());
            values.append(utf8.isEmpty() ? QString() : known.text(utf8));
        }
        return values;
    }

    // A length or a count of things that take a byte at least: never more than what is left, so that a wrong
    // one cannot ask for gigabytes.
    qsizetype length()
    {
        const quint64 value = varint();
        if (value > static_cast<quint64>(m_rest.size()))
            m_ok = false;
        return m_ok ? static_cast<qsizetype>(value) : 0;
    }

private:
    QByteArrayView take(qsizetype count)
    {
        if (!m_ok || count > m_rest.size()) {
            m_ok = false;
            return {};
        }
        const QByteArrayView taken = m_rest.first(count);
        m_rest = m_rest.sliced(count);
        return taken;
    }

    QByteArrayView m_rest;
    bool m_ok = true;
};

tl::unexpected<Error> damaged(const TitleId &id)
{
    return fail(ErrorKind::Corrupt, u"the saved copy of this title is damaged"_s, id.localText());
}

// The version, where the checksum, which comes before any field is believed, is right; else 0.
quint8 versionIn(Reader &in, QByteArrayView bytes, quint32 crc)
{
    return checksumOf(bytes) == crc ? in.byte() : quint8(0);
}

void writeCredits(Writer &out, const std::vector<Credit> &credits)
{
    out.varint(credits.size());
    for (const Credit &credit : credits) {
        out.text(credit.name);
        out.text(credit.role);
    }
}

std::vector<Credit> readCredits(Reader &in)
{
    const qsizetype count = in.length();
    std::vector<Credit> credits;
    credits.reserve(static_cast<std::size_t>(count));
    for (qsizetype i = 0; i < count && in.ok(); ++i) {
        QString name = in.text();
        credits.push_back({std::move(name), in.text()});
    }
    return credits;
}

void writeVideos(Writer &out, const std::vector<Video> &videos)
{
    out.varint(videos.size());
    for (const Video &video : videos) {
        for (const QString &text : {video.name, video.kind, video.url})
            out.text(text);
    }
}

std::vector<Video> readVideos(Reader &in)
{
    const qsizetype count = in.length();
    std::vector<Video> videos;
    videos.reserve(static_cast<std::size_t>(count));
    for (qsizetype i = 0; i < count && in.ok(); ++i) {
        Video &video = videos.emplace_back();
        for (QString *text : {&video.name, &video.kind, &video.url})
            *text = in.text();
    }
    return videos;
}

void readFigures(Reader &in, Title &title)
{
    const quint8 presence = in.byte();
    if (presence > KnownBits)
        in.refuse();
    if ((presence & HasYear) != 0)
        title.year = in.integer();
    if ((presence & HasRating) != 0)
        title.rating = in.real();
    if ((presence & HasVotes) != 0)
        title.votes = in.integer();
    if ((presence & HasRuntime) != 0)
        title.runtime = in.integer();
    if ((presence & HasPopularity) != 0)
        title.popularity = in.real();
}

void writeFigures(Writer &out, const Title &title)
{
    out.byte(static_cast<quint8>((title.year ? HasYear : 0) | (title.rating ? HasRating : 0) | (title.votes ? HasVotes : 0)
        | (title.runtime ? HasRuntime : 0) | (title.popularity ? HasPopularity : 0)));
    if (title.year)
        out.integer(*title.year);
    if (title.rating)
        out.real(*title.rating);
    if (title.votes)
        out.integer(*title.votes);
    if (title.runtime)
        out.integer(*title.runtime);
    if (title.popularity)
        out.real(*title.popularity);
}

} // namespace

PackedBlob packTitle(const Title &title)
{
    Writer out(kPackedTitleVersion);
    writeFigures(out, title);
    for (const QString &text : {title.title, title.originalTitle, title.date, title.overview, title.poster, title.backdrop})
        out.text(text);
    out.texts(title.genres);
    return std::move(out).finish();
}

const QString &KnownTexts::text(QByteArrayView utf8)
{
    // Enough to tell genres apart: length and both ends.
    const auto mixed = static_cast<std::size_t>(utf8.size()) * 5 + static_cast<quint8>(utf8.front()) * 3U
        + static_cast<quint8>(utf8.back()) + static_cast<quint8>(utf8[utf8.size() / 2]);
    Known &known = m_known[mixed % kPlaces];
    if (known.utf8 != utf8)
        known = {utf8, QString::fromUtf8(utf8)};
    return known.text;
}

bool unpackTitleInto(Title &title, QByteArrayView bytes, quint32 crc, KnownTexts &genres)
{
    Reader in(bytes);
    if (versionIn(in, bytes, crc) != kPackedTitleVersion)
        return false;
    readFigures(in, title);
    TextBlock block(bytes.size()); // each text has its length before it, which leaves room for its end
    for (QString *text : {&title.title, &title.originalTitle, &title.date, &title.overview, &title.poster, &title.backdrop})
        *text = in.text(block);
    title.genres = in.texts(genres);
    return in.finishedWell();
}

Result<Title> unpackTitle(QByteArrayView bytes, quint32 crc, TitleId id)
{
    Title title;
    KnownTexts genres;
    if (!unpackTitleInto(title, bytes, crc, genres))
        return damaged(id);
    title.id = std::move(id);
    return title;
}

PackedBlob packDetails(const TitleDetails &details)
{
    Writer out(kPackedDetailsVersion);
    for (const QString &text :
        {details.language, details.tagline, details.whyPublicDomain, details.watchUrl, details.watchSearchUrl})
        out.text(text);
    out.texts(details.countries);
    out.texts(details.directors);
    writeCredits(out, details.cast);
    writeCredits(out, details.crew);
    writeVideos(out, details.videos);
    out.text(details.certification);
    return std::move(out).finish();
}

Result<TitleDetails> unpackDetails(QByteArrayView bytes, quint32 crc, Title title)
{
    Reader in(bytes);
    const quint8 version = versionIn(in, bytes, crc);
    if (version == 0 || version > kPackedDetailsVersion)
        return damaged(title.id);
    TitleDetails details;
    for (QString *text :
        {&details.language, &details.tagline, &details.whyPublicDomain, &details.watchUrl, &details.watchSearchUrl})
        *text = in.text();
    details.countries = in.texts();
    details.directors = in.texts();
    details.cast = readCredits(in);
    if (version > 1) {
        details.crew = readCredits(in);
        details.videos = readVideos(in);
        details.certification = in.text();
    }
    if (!in.finishedWell())
        return damaged(title.id);
    details.title = std::move(title);
    return details;
}

} // namespace matinee
