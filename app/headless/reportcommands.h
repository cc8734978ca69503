// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>

#include "app/commandline.h"
#include "app/composition.h"
#include "app/headless/command.h"

namespace matinee {

/// `matinee sources`: every source with its feeds.
class SourcesCommand final : public Command
{
    Q_OBJECT
public:
    SourcesCommand(SourceRegistry &sources, OutputFormat format);
    void start() override;

private:
    void describeNext();

    SourceRegistry &m_sources;
    OutputFormat m_format;
    QStringList m_left;
    QJsonArray m_rows;
};

/// `matinee stats`: what is kept on this computer, per source, the person's own data, and what was counted in the last
/// 30 days.
class StatsCommand final : public Command
{
    Q_OBJECT
public:
    StatsCommand(CatalogueLibrary &library, UserDataStore &userData, OutputFormat format);
    void start() override;

private:
    void print(const Result<std::vector<UseCount>> &counts);

    CatalogueLibrary &m_library;
    UserDataStore &m_userData;
    OutputFormat m_format;
    QJsonArray m_rows;
};

/// Prints objects that share their keys as a table, JSON array or CSV; `columns` gives the order.
/// Storage when stdout did not take it.
[[nodiscard]] Result<void> printRows(const QJsonArray &rows, const QStringList &columns, OutputFormat format);

} // namespace matinee
