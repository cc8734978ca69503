// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/catalog/outboxdata.h"
#include "models/catalog/pagesource.h"

namespace matinee {

/// Brings the favorites and the watchlist of an account to what its server says: the whole list is read, then merged, title
/// by title; what waits to be sent wins. GUI thread; the ports outlive it.
class MarkPull : public QObject
{
    Q_OBJECT
public:
    MarkPull(PageSource &source, OutboxData &data, QObject *parent = nullptr)
        : QObject(parent), m_source(source), m_data(data) { }

    /// `kinds`: those the source's server can be told of. One pull of an account at a time.
    void pull(const UserAccount &account, const std::vector<MarkKind> &kinds);

Q_SIGNALS:
    /// The account's marks of this source are others now.
    void merged(const QString &sourceId);
    /// Titles were removed elsewhere after they were added here: they stay.
    void keptYours(const std::vector<matinee::Title> &titles);

private:
    struct Run {
        UserAccount account;
        std::vector<MarkKind> left;
        std::vector<Mark> marks;
        int pages = 0;
        bool isWhole = true; // every title of the list was understood
    };
    void next(const std::shared_ptr<Run> &run);
    void ask(const std::shared_ptr<Run> &run, const PageKey &key);
    void onPage(const std::shared_ptr<Run> &run, const FetchedPage &page);
    void merge(const std::shared_ptr<Run> &run, bool complete);

    PageSource &m_source;
    OutboxData &m_data;
    QStringList m_running; // accounts
    CancelToken m_closing;
};

} // namespace matinee
