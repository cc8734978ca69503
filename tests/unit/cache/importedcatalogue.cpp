// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/cache/importedcatalogue.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include "cache/cataloguefile/import/catalogueimporter.h"

using namespace Qt::StringLiterals;

namespace matinee::test {

ImportedCatalogue::ImportedCatalogue()
{
    if (!m_folder.isValid())
        qFatal("no temporary folder");
}

QString ImportedCatalogue::write(const std::vector<QJsonObject> &entries, const QString &name)
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the fixture cannot be written");
    for (const QJsonObject &entry : entries)
        file.write(QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n');
    file.flush();
    file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-3600), QFileDevice::FileModificationTime);
    return file.fileName();
}

std::unique_ptr<CatalogueIndex> ImportedCatalogue::index(const std::vector<QJsonObject> &entries)
{
    const auto report = CatalogueImporter::run({write(entries), indexPath()}, [](SourceProgress) { return true; });
    if (!report || report->faultCount > 0)
        qFatal("the fixture does not import: %s", report ? "faults" : qPrintable(report.error().sentence()));
    auto opened = CatalogueIndex::open(indexPath(), u"test"_s);
    if (!opened)
        qFatal("the fixture does not open: %s", qPrintable(opened.error().sentence()));
    return *std::move(opened);
}

QJsonObject film(const QString &title, int year)
{
    QJsonObject entry{{u"id"_s, title}, {u"title"_s, title}};
    if (year > 0)
        entry.insert(u"year"_s, year);
    return entry;
}

void FakeUserData::setFavorite(const Title & /*snapshot*/, bool /*wanted*/, Reply<void> reply)
{
    m_mailbox.post([reply] { reply({}); });
}

void FakeUserData::favorites(const QString & /*sourceId*/, Reply<std::vector<Favorite>> reply)
{
    m_mailbox.post([this, reply] { reply(kept); });
}

void FakeUserData::anchor(const FeedKey & /*feed*/, Reply<std::optional<Anchor>> reply)
{
    m_mailbox.post([reply] { reply(std::optional<Anchor>()); });
}

Favorite favorite(const QString &sourceId, const QString &extId)
{
    Title title;
    title.id = {sourceId, u"movie"_s, extId};
    title.title = extId;
    return {title, QDateTime::currentDateTimeUtc()};
}

} // namespace matinee::test
