// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/clock.h"
#include "models/catalog/outboxdata.h"
#include "ui/storage/storagecard.h"

class QPushButton;

namespace matinee {

class Outbox;

/// The changes that wait to be sent to servers, each with what can be done about it. Hidden while nothing waits. GUI thread.
class OutboxCard : public StorageCard
{
    Q_OBJECT
public:
    OutboxCard(Outbox &outbox, Theme &theme, Clock &clock, QWidget *parent = nullptr);

    /// Shows what waits now, and how long.
    void refresh();

Q_SIGNALS:
    /// Something could not be done.
    void said(const QString &text);

private:
    void addRow(int row, const OutboxOp &op);
    QPushButton *addButton(int row, int column, const QString &text, const QString &name);
    [[nodiscard]] QString stateOf(const OutboxOp &op) const;

    Outbox &m_outbox;
    Clock &m_clock;
    QWidget *m_rows = nullptr;
};

} // namespace matinee
