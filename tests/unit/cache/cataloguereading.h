// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <utility>
#include <vector>

#include "cache/cataloguefile/import/cataloguereader.h"
#include "models/catalog/sourcedescriptor.h"

namespace matinee::test {

/// What a reader made of a file.
struct Reading {
    std::vector<std::pair<qint64, TitleDetails>> entries; ///< line and entry
    std::vector<RowFault> faults;
    Result<CatalogueReading> result;

    [[nodiscard]] QStringList titles() const
    {
        QStringList list;
        for (const auto &[line, details] : entries)
            list.append(details.title.title);
        return list;
    }
    /// `line: reason` each.
    [[nodiscard]] QStringList faultTexts() const
    {
        QStringList list;
        for (const RowFault &fault : faults)
            list.append(QStringLiteral("%1: %2").arg(fault.line).arg(fault.reason));
        return list;
    }
};

inline Reading readAll(const QString &path, std::function<bool(qint64)> keepGoing = {})
{
    Reading reading;
    CatalogueSink sink;
    sink.entry = [&](CatalogueEntry &&entry, qint64 line) {
        reading.entries.emplace_back(line, std::move(entry.details));
        return Result<void>();
    };
    sink.fault = [&](qint64 line, QString reason) { reading.faults.push_back({line, std::move(reason)}); };
    sink.keepGoing = std::move(keepGoing);
    reading.result = readCatalogue(path, sink);
    return reading;
}

/// A folder of catalogue files that live as long as it does.
class CatalogueFolder
{
public:
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the fixture cannot be written");
        return file.fileName();
    }

private:
    QTemporaryDir m_dir;
};

} // namespace matinee::test
