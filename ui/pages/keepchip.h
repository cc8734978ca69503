// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/feedkey.h"
#include "ui/theme/chip.h"

namespace matinee {

class KeepOffline;

/// The header's "Keep offline": how much of the list that is shown is to be had without a network, and how far that is.
/// GUI thread.
class KeepChip : public Chip
{
    Q_OBJECT
public:
    /// `keeper` may be null: then it is never shown.
    KeepChip(const Theme &theme, KeepOffline *keeper, QWidget *parent = nullptr);

    /// The list that is shown; hidden where it is on this computer anyway.
    void setFeed(const FeedKey &feed, bool isOfServer, int pageSize);

private:
    void refresh();
    void fillMenu();

    KeepOffline *m_keeper;
    FeedKey m_feed;
    int m_pageSize = 20;
};

} // namespace matinee
