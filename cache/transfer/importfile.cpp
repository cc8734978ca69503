// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/transfer/importfile.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <quazip.h>
#include <quazipfile.h>

#include "cache/cataloguefile/import/bytesource.h"
#include "cache/transfer/imdbreader.h"
#include "cache/transfer/letterboxdreader.h"
#include "cache/transfer/ownreader.h"
#include "cache/transfer/traktreader.h"
#include "cache/transfer/unmatchedreport.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Letterboxd's has a dozen files and one a list.
constexpr int kMostZipEntries = 10'000;

Result<void> readJsonFile(QFile &file, const QString &name, ImportedRows &rows)
{
    if (file.size() > kMostImportBytes)
        return fail(ErrorKind::TooLarge, u"is larger than %1 MB"_s.arg(kMostImportBytes / 1024 / 1024), file.fileName());
    const QByteArray text = file.readAll();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (document.isNull()) {
        const auto line = text.first(std::min<qsizetype>(error.offset, text.size())).count('\n') + 1;
        return fail(ErrorKind::Malformed, error.errorString(), placeInFile(file.fileName(), line));
    }
    if (!document.isArray())
        return fail(ErrorKind::Malformed, u"is no list of titles"_s, file.fileName());
    if (isTraktJson(document.array()))
        readTrakt(document.array(), name, rows);
    else
        readOwnJson(document.array(), name, rows);
    return {};
}

Result<void> readCsvFile(QFile &file, const QString &name, ImportedRows &rows)
{
    // The columns tell whose it is; the file is read from its beginning again.
    enum class Whose { Letterboxd, Imdb, Own, Report } whose = Whose::Letterboxd;
    CsvTableSink header;
    header.columns = [&](const CsvColumns &columns) -> Result<void> {
        if (columns.has("match"_L1) && columns.has("where"_L1))
            whose = Whose::Report;
        else if (columns.has("const"_L1))
            whose = Whose::Imdb;
        else if (columns.has("source"_L1) && columns.has("type"_L1) && columns.has("id"_L1))
            whose = Whose::Own;
        return fail(ErrorKind::Cancelled, u"the header was read"_s);
    };
    header.row = [](const CsvRow &) {};
    header.fault = [](const QString &, const QString &) {};
    if (const auto read = readCsvTable(file, file.fileName(), header); !read && read.error().kind != ErrorKind::Cancelled)
        return read;
    if (!file.seek(0))
        return fail(ErrorKind::Storage, u"cannot be read: "_s + file.errorString(), file.fileName());
    switch (whose) {
    case Whose::Report: return readUnmatchedReport(file, name, rows);
    case Whose::Imdb: return readImdb(file, name, rows);
    case Whose::Own: return readOwnCsv(file, name, rows);
    case Whose::Letterboxd: return readLetterboxd(file, name, rows);
    }
    Q_UNREACHABLE();
}

Result<QByteArray> unpacked(QuaZip &zip, const QString &place)
{
    QuaZipFile entry(&zip);
    if (!entry.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Malformed, u"cannot be unpacked"_s, place);
    // Not entry.size(), which is what the archive says of itself.
    const QByteArray bytes = entry.read(kMostImportBytes + 1);
    if (bytes.size() > kMostImportBytes)
        return fail(ErrorKind::TooLarge, u"is larger than %1 MB"_s.arg(kMostImportBytes / 1024 / 1024), place);
    entry.close();
    if (entry.getZipError() != UNZ_OK)
        return fail(ErrorKind::Malformed, u"is damaged"_s, place);
    return bytes;
}

Result<void> readZipFile(const QString &path, ImportedRows &rows)
{
    QuaZip zip(path);
    if (!zip.open(QuaZip::mdUnzip))
        return fail(ErrorKind::Malformed, u"is no ZIP file"_s, path);
    if (zip.getEntriesCount() > kMostZipEntries)
        return fail(ErrorKind::TooLarge, u"holds more than %1 files"_s.arg(kMostZipEntries), path);
    bool isAny = false;
    for (bool more = zip.goToFirstFile(); more; more = zip.goToNextFile()) {
        const QString name = zip.getCurrentFileName();
        if (!isOfLetterboxd(name))
            continue;
        auto bytes = unpacked(zip, path + u'/' + name);
        if (!bytes)
            return tl::unexpected(bytes.error());
        QBuffer buffer(&*bytes);
        buffer.open(QIODevice::ReadOnly);
        if (auto read = readLetterboxd(buffer, name, rows); !read)
            return read;
        isAny = true;
    }
    if (!isAny)
        return fail(ErrorKind::Malformed, u"holds none of the files of a Letterboxd export"_s, path);
    return {};
}

} // namespace

void ImportedRows::addList(const QString &name, int number, const QString &about)
{
    for (OwnList &list : lists) {
        if (list.name != name || list.size != number)
            continue;
        if (list.about.isEmpty())
            list.about = about;
        return;
    }
    lists.push_back({0, name, about, number});
}

Result<ImportedRows> readImportFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile())
        return fail(ErrorKind::NotFound, u"there is no such file"_s, path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, u"cannot be read: "_s + file.errorString(), path);
    const QByteArray start = file.peek(4096);
    const QByteArray text = (start.startsWith("\xEF\xBB\xBF") ? start.sliced(3) : start).trimmed();
    const QString name = QFileInfo(path).fileName();
    ImportedRows rows;
    const auto read = start.startsWith("PK\x03\x04")   ? readZipFile(path, rows)
        : text.startsWith('[') || text.startsWith('{') ? readJsonFile(file, name, rows)
                                                       : readCsvFile(file, name, rows);
    if (!read)
        return tl::unexpected(read.error());
    return rows;
}

} // namespace matinee
