// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/headless/command.h"
#include "app/remoteparts.h"

namespace matinee {

/// `matinee cache list`: the lists that are kept, and what they and the pictures take.
class CacheListCommand final : public Command
{
    Q_OBJECT
public:
    CacheListCommand(RemoteParts &remote, OutputFormat format);
    void start() override;

private:
    void print(const PageStoreReport &pages, const ImageStoreReport &pictures);

    RemoteParts &m_remote;
    OutputFormat m_format;
};

/// `matinee cache clear`: forgets a list, an account's lists, the pictures, or everything. Nothing of the person's own.
class CacheClearCommand final : public Command
{
    Q_OBJECT
public:
    CacheClearCommand(RemoteParts &remote, const Invocation &invocation);
    void start() override;

private:
    void clearPictures();
    void finishPages(const Result<PageClearing> &cleared);

    RemoteParts &m_remote;
    std::optional<FeedKey> m_feed;
    QString m_account;
    bool m_art;
    bool m_all;
    PageClearing m_done;
};

} // namespace matinee
