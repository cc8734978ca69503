// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/titlespool.h"

#include <QtEndian>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <type_traits>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// What stands between the texts, which come first, the sort title before the others, and the packed title.
struct Head {
    qint64 facets;
    double rating;
    quint32 crc;
    qint32 year;
    qint32 runtime;
    quint32 liteBytes;
    quint32 terms;
    bool hasYear, hasRuntime, hasRating;
};
static_assert(std::is_trivially_copyable_v<Head>);

Head headOf(const SpooledTitle &title)
{
    Head head{};
    head.facets = title.facets;
    head.crc = title.crc;
    head.hasYear = title.year.has_value();
    head.year = title.year.value_or(0);
    head.hasRuntime = title.runtime.has_value();
    head.runtime = title.runtime.value_or(0);
    head.hasRating = title.rating.has_value();
    head.rating = title.rating.value_or(0);
    head.liteBytes = quint32(title.lite.size());
    head.terms = quint32(title.terms.size());
    return head;
}

/// Cuts a record; the terms are copied out, for they stand unaligned.
SpooledTitle titleIn(QByteArrayView record, quint32 place, std::vector<quint32> &terms)
{
    const auto cut = [&record](qsizetype bytes) {
        const QByteArrayView part = record.first(bytes);
        record = record.sliced(bytes);
        return part;
    };
    const auto cutText = [&record, &cut] {
        const QByteArrayView text = cut(record.indexOf('\0'));
        cut(1);
        return text;
    };
    SpooledTitle title;
    title.place = place;
    title.sortTitle = cutText();
    title.type = cutText();
    title.extId = cutText();
    Head head;
    std::memcpy(&head, cut(sizeof head).data(), sizeof head);
    title.facets = head.facets;
    title.crc = head.crc;
    title.year = head.hasYear ? std::optional<int>(head.year) : std::nullopt;
    title.runtime = head.hasRuntime ? std::optional<int>(head.runtime) : std::nullopt;
    title.rating = head.hasRating ? std::optional<double>(head.rating) : std::nullopt;
    title.lite = cut(head.liteBytes);
    terms.resize(head.terms);
    if (!terms.empty()) // an empty vector's data() may be null, which memcpy forbids even for no bytes
        std::memcpy(terms.data(), record.data(), terms.size() * sizeof(quint32));
    title.terms = terms;
    return title;
}

} // namespace

TitleSpool::TitleSpool(const QString &path) : m_file(path) { }

TitleSpool::~TitleSpool()
{
    m_file.remove();
}

tl::unexpected<Error> TitleSpool::failed(const QString &what) const
{
    return fail(errno == ENOSPC ? ErrorKind::DiskFull : ErrorKind::Storage, what + m_file.errorString(), m_file.fileName());
}

std::array<quint64, TitleSpool::kKeyWords> TitleSpool::keyOf(QByteArrayView sortTitle)
{
    std::array<char, kKeyWords * sizeof(quint64)> bytes{};
    std::ranges::copy(sortTitle.first(std::min(qsizetype(bytes.size()), sortTitle.size())), bytes.begin());
    std::array<quint64, kKeyWords> key{};
    for (std::size_t i = 0; i < kKeyWords; ++i)
        key[i] = qFromBigEndian<quint64>(bytes.data() + i * sizeof(quint64));
    return key;
}

Result<void> TitleSpool::add(const SpooledTitle &title)
{
    errno = 0;
    if (!m_file.isOpen() && !m_file.open(QIODevice::ReadWrite | QIODevice::Truncate))
        return failed(u"a working file cannot be made: "_s);
    const Head head = headOf(title);
    m_buffer.clear();
    for (const QByteArrayView text : {title.sortTitle, title.type, title.extId})
        m_buffer.append(text).append('\0');
    m_buffer.append(reinterpret_cast<const char *>(&head), sizeof head).append(title.lite);
    m_buffer.append(reinterpret_cast<const char *>(title.terms.data()), qsizetype(title.terms.size_bytes()));
    if (m_file.write(m_buffer) != m_buffer.size())
        return failed(u"a working file cannot be written: "_s);
    m_entries.push_back({keyOf(title.sortTitle), m_end, quint32(m_buffer.size()), title.place});
    m_end += m_buffer.size();
    return {};
}

Result<void> TitleSpool::sort(Run run, qint64 depth)
{
    std::ranges::sort(run, [](const Entry &a, const Entry &b) { return a.key != b.key ? a.key < b.key : a.place < b.place; });
    for (auto first = run.begin(); first != run.end();) {
        const auto last = std::find_if(first, run.end(), [&first](const Entry &entry) { return entry.key != first->key; });
        // A last byte of zero: the titles ended, and are the same.
        if (last - first > 1 && (first->key.back() & 0xff) != 0) {
            const Run same(first, last);
            const qint64 deeper = depth + qint64(sizeof first->key);
            if (auto sorted = readKeys(same, deeper).and_then([&] { return sort(same, deeper); }); !sorted)
                return sorted;
        }
        first = last;
    }
    return {};
}

Result<void> TitleSpool::readKeys(Run run, qint64 depth)
{
    for (Entry &entry : run) {
        if (auto got = read(entry.offset + depth, std::min<qsizetype>(sizeof entry.key, entry.bytes - depth)); !got)
            return got;
        const qsizetype end = m_buffer.indexOf('\0');
        entry.key = keyOf(end < 0 ? QByteArrayView(m_buffer) : QByteArrayView(m_buffer).first(end));
    }
    return {};
}

Result<void> TitleSpool::read(qint64 offset, qsizetype bytes)
{
    errno = 0;
    m_buffer.resize(bytes);
    if (!m_file.seek(offset) || m_file.read(m_buffer.data(), bytes) != bytes)
        return failed(u"a working file cannot be read: "_s);
    return {};
}

Result<void> TitleSpool::drain(const std::function<Result<void>(const SpooledTitle &title)> &take)
{
    if (m_entries.empty())
        return {};
    errno = 0;
    // Opened again without a buffer: every read is somewhere else.
    m_file.close();
    if (m_file.error() != QFile::NoError || !m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failed(u"a working file cannot be written: "_s);
    if (auto sorted = sort(m_entries, 0); !sorted)
        return sorted;
    for (const Entry &entry : m_entries) {
        if (auto got = read(entry.offset, entry.bytes); !got)
            return got;
        if (auto taken = take(titleIn(m_buffer, entry.place, m_terms)); !taken)
            return taken;
    }
    m_entries = std::vector<Entry>(); // = {} would keep its memory
    return {};
}

} // namespace matinee
