// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "models/catalog/feedkey.h"
#include "ui/storage/storagecard.h"

namespace matinee {

class KeepOffline;
struct KeptList;

/// The lists that are kept offline: how far each is, what it takes, and a way to release it. Hidden while there are none.
/// GUI thread.
class KeptCard : public StorageCard
{
    Q_OBJECT
public:
    using NameOf = std::function<QString(const FeedKey &feed)>;
    KeptCard(KeepOffline &keeper, Theme &theme, NameOf nameOf, QWidget *parent = nullptr);

    void refresh();

private:
    void addRow(int row, const KeptList &list);
    [[nodiscard]] static QString stateOf(const KeptList &list);

    KeepOffline &m_keeper;
    NameOf m_nameOf;
    QWidget *m_rows = nullptr;
};

} // namespace matinee
