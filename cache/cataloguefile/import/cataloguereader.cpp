// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/cataloguereader.h"

#include <QFileInfo>

#include <cerrno>

#include "cache/cataloguefile/import/bytesource.h"
#include "cache/cataloguefile/import/csvreader.h"
#include "cache/cataloguefile/import/jsonlinesreader.h"
#include "cache/cataloguefile/import/jsonreader.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

enum class Format { Json, JsonLines, Csv };

// Far enough for a byte order mark and some blank lines before the first character that tells the format.
constexpr qint64 kPeekBytes = 4096;

bool isUtf16(QByteArrayView start)
{
    const bool marked = start.startsWith(QByteArrayView("\xFF\xFE")) || start.startsWith(QByteArrayView("\xFE\xFF"));
    // Text of any format begins with an ASCII character: in UTF-16 one of its two bytes is zero.
    return marked || (start.size() >= 2 && (start[0] == '\0') != (start[1] == '\0'));
}

Format formatOf(const QString &path, QByteArrayView start)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "json"_L1)
        return Format::Json;
    if (suffix == "jsonl"_L1 || suffix == "ndjson"_L1)
        return Format::JsonLines;
    if (suffix == "csv"_L1 || suffix == "tsv"_L1)
        return Format::Csv;
    if (start.startsWith(QByteArrayView("\xEF\xBB\xBF")))
        start = start.sliced(3);
    const QByteArrayView text = start.trimmed();
    if (text.startsWith('['))
        return Format::Json;
    return text.startsWith('{') ? Format::JsonLines : Format::Csv;
}

} // namespace

Result<std::unique_ptr<QFile>> openCatalogueFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorKind::NotFound, u"does not exist"_s, path);
    if (info.isDir())
        return fail(ErrorKind::Malformed, u"is a folder, not a file"_s, path);
    if (!info.isFile() && !info.isReadable()) // in a folder that may not be entered
        return fail(ErrorKind::ReadOnly, u"cannot be read: permission denied"_s, path);
    if (!info.isFile())
        return fail(ErrorKind::Malformed, u"is not an ordinary file"_s, path);
    if (info.size() > kMaxCatalogueBytes)
        return fail(ErrorKind::TooLarge, u"is larger than 1 GiB"_s, path);
    auto file = std::make_unique<QFile>(path);
    errno = 0;
    if (!file->open(QIODevice::ReadOnly)) {
        // QFile says OpenError whatever the reason was.
        if (errno == EACCES || errno == EPERM || !info.isReadable())
            return fail(ErrorKind::ReadOnly, u"cannot be read: permission denied"_s, path);
        return fail(ErrorKind::Storage, u"cannot be opened: "_s + file->errorString(), path);
    }
    const QByteArray start = file->peek(2);
    if (start.isEmpty())
        return fail(ErrorKind::Malformed, u"is empty"_s, path);
    if (isUtf16(start))
        return fail(ErrorKind::Malformed, u"is UTF-16 text; UTF-8 is due"_s, path);
    return file;
}

Result<CatalogueReading> readCatalogue(const QString &path, const CatalogueSink &sink)
{
    auto file = openCatalogueFile(path);
    if (!file)
        return tl::unexpected(file.error());
    const Format format = formatOf(path, (*file)->peek(kPeekBytes));
    ByteSource source(**file, path, sink.keepGoing);
    const auto read = [&]() -> Result<void> {
        switch (format) {
        case Format::Json: return readJson(source, sink);
        case Format::JsonLines: return readJsonLines(source, sink);
        case Format::Csv: return readCsv(source, sink);
        }
        Q_UNREACHABLE();
    };
    return read().map([&] { return CatalogueReading{source.bytesRead(), source.hash()}; });
}

} // namespace matinee
