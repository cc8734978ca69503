// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/gzip.h"

#include <zlib.h>

#include <algorithm>

namespace matinee::test {
namespace {

constexpr int kGzipWindow = 15 + 16; // zlib's way to say "gzip, not zlib"
constexpr qsizetype kStepBytes = 64 * 1024;

class Deflater
{
public:
    Deflater()
    {
        if (deflateInit2(&m_stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            qFatal("zlib does not start");
    }
    ~Deflater() { deflateEnd(&m_stream); }
    Deflater(const Deflater &) = delete;
    Deflater &operator=(const Deflater &) = delete;

    void add(const QByteArray &bytes) { run(bytes, Z_NO_FLUSH); }
    [[nodiscard]] QByteArray finish()
    {
        run({}, Z_FINISH);
        return m_out;
    }

private:
    void run(const QByteArray &bytes, int flush)
    {
        QByteArray input = bytes;
        QByteArray step(kStepBytes, Qt::Uninitialized);
        m_stream.next_in = reinterpret_cast<Bytef *>(input.data());
        m_stream.avail_in = static_cast<uInt>(input.size());
        do {
            m_stream.next_out = reinterpret_cast<Bytef *>(step.data());
            m_stream.avail_out = static_cast<uInt>(step.size());
            deflate(&m_stream, flush);
            m_out.append(step.constData(), step.size() - static_cast<qsizetype>(m_stream.avail_out));
        } while (m_stream.avail_out == 0);
    }

    z_stream m_stream{};
    QByteArray m_out;
};

} // namespace

QByteArray gzipped(const QByteArray &bytes)
{
    Deflater deflater;
    deflater.add(bytes);
    return deflater.finish();
}

QByteArray gzipBomb(qint64 bytes)
{
    Deflater deflater;
    deflater.add("{");
    const QByteArray blanks(1 << 20, ' ');
    for (qint64 left = bytes; left > 0; left -= blanks.size())
        deflater.add(blanks.first(std::min<qint64>(left, blanks.size())));
    deflater.add("}");
    return deflater.finish();
}

QByteArray gunzipped(const QByteArray &bytes)
{
    z_stream stream{};
    if (inflateInit2(&stream, kGzipWindow) != Z_OK)
        return {};
    QByteArray input = bytes;
    QByteArray step(kStepBytes, Qt::Uninitialized);
    QByteArray out;
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef *>(step.data());
        stream.avail_out = static_cast<uInt>(step.size());
        state = inflate(&stream, Z_NO_FLUSH);
        out.append(step.constData(), step.size() - static_cast<qsizetype>(stream.avail_out));
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? out : QByteArray();
}

} // namespace matinee::test
