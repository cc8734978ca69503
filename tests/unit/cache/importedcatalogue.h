// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>
#include <vector>

#include "cache/cataloguefile/index/catalogueindex.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/userdata.h"

namespace matinee::test {

/// A catalogue file in a folder of its own, and its index.
class ImportedCatalogue
{
public:
    ImportedCatalogue();

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    /// Writes the entries as JSON Lines; the file's time is set back, so that it counts as settled.
    QString write(const std::vector<QJsonObject> &entries, const QString &name = QStringLiteral("films.jsonl"));
    /// Writes, imports and opens; the source is called "test".
    [[nodiscard]] std::unique_ptr<CatalogueIndex> index(const std::vector<QJsonObject> &entries);
    /// The path of the index that index() made last.
    [[nodiscard]] QString indexPath() const { return path(QStringLiteral("index.db")); }

private:
    QTemporaryDir m_folder;
};

/// A film as a line of a catalogue file, its id the title.
[[nodiscard]] QJsonObject film(const QString &title, int year = 0);

/// Favorites as a vector; answers from the event loop, newest first as they stand.
class FakeUserData final : public UserData
{
public:
    explicit FakeUserData(Mailbox &mailbox) : m_mailbox(mailbox) { }
    std::vector<Favorite> kept;

    void setFavorite(const Title &snapshot, bool wanted, Reply<void> reply) override;
    void favorites(const QString &sourceId, Reply<std::vector<Favorite>> reply) override;
    void saveAnchor(const FeedKey & /*feed*/, const Anchor & /*anchor*/) override { }
    void anchor(const FeedKey &feed, Reply<std::optional<Anchor>> reply) override;

private:
    Mailbox &m_mailbox;
};

/// A favorite whose title is its id.
[[nodiscard]] Favorite favorite(const QString &sourceId, const QString &extId);

} // namespace matinee::test
