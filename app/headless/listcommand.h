// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include <memory>

#include "app/commandline.h"
#include "app/headless/command.h"
#include "app/headless/titleprinter.h"
#include "models/catalog/clock.h"
#include "models/catalog/feedstore.h"
#include "models/catalog/sourceregistry.h"
#include "models/catalog/tracesink.h"
#include "models/catalog/userdata.h"

namespace matinee {

/// What commands that print titles read from.
struct HeadlessPorts {
    SourceRegistry &sources;
    FeedStore &feeds;
    TitleStore &titles;
    UserData &userData;
    Clock &clock;
    TraceSink &trace;
};

/// `matinee list` and `matinee search`: walks a list page by page and prints every title once.
class ListCommand final : public Command
{
    Q_OBJECT
public:
    ListCommand(const HeadlessPorts &ports, const Invocation &invocation);
    void start() override;

private:
    void readFavorites();
    void openFeed();
    void reopenFeed(const FeedOpening &kept);
    void askPage(const PageKey &key);
    void printPage(const Page &page, std::chrono::nanoseconds asked);
    /// Closes the document, then says why it ended.
    void finish(const std::optional<Error> &error);

    HeadlessPorts m_ports;
    FeedKey m_feed;
    int m_pagesLeft; // 0: all
    bool m_all;
    bool m_isJson;
    Reading m_reading;
    QDateTime m_startedAt;
    std::unique_ptr<TitleWriter> m_writer;
    std::optional<QSet<TitleId>> m_favorites;
    QSet<qint64> m_seen;
    Generation m_generation;
    bool m_begun = false;
};

/// InvalidArgument naming the sources there are, unless the id is known or a `file:` source.
[[nodiscard]] Result<void> checkSource(const SourceRegistry &sources, const QString &sourceId);
/// Says on stderr which rows of a catalogue file were left out.
void printFaults(const SourceDescriptor &source);

} // namespace matinee
