// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/outboxcard.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

#include "models/outbox/outbox.h"
#include "ui/theme/theme.h"
#include "ui/whilealive.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// More are sent before anybody has read them.
constexpr std::size_t kMostRows = 50;

QString textOf(const OutboxOp &op)
{
    const bool on = op.value.has_value();
    QString text;
    switch (op.kind) {
    case MarkKind::Favorite:
        text = on ? OutboxCard::tr("Add {title} to favorites") : OutboxCard::tr("Remove {title} from favorites");
        break;
    case MarkKind::Watchlist:
        text = on ? OutboxCard::tr("Add {title} to the watchlist") : OutboxCard::tr("Remove {title} from the watchlist");
        break;
    case MarkKind::Rating:
        text = on ? OutboxCard::tr("Rate {title} %1").arg(QLocale().toString(*op.value, 'g', 3))
                  : OutboxCard::tr("Take back the rating of {title}");
        break;
    case MarkKind::Watched: text = OutboxCard::tr("Mark {title} as watched"); break;
    }
    return text.replace(u"{title}"_s, op.title.title); // last: a title may hold a place marker
}

} // namespace

OutboxCard::OutboxCard(Outbox &outbox, Theme &theme, Clock &clock, QWidget *parent)
    : StorageCard(theme, tr("Waiting to be sent"), parent), m_outbox(outbox), m_clock(clock)
{
    connect(&outbox, &Outbox::changed, this, &OutboxCard::refresh);
    refresh();
}

void OutboxCard::refresh()
{
    const std::vector<OutboxOp> &ops = m_outbox.ops();
    setVisible(!ops.empty());
    const QWidget *focused = m_rows ? m_rows->focusWidget() : nullptr;
    const QString focusName = focused && focused->hasFocus() ? focused->objectName() : QString();
    delete m_rows;
    m_rows = new QWidget(this);
    auto *grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(2, 1);
    for (std::size_t i = 0; i < std::min(kMostRows, ops.size()); ++i)
        addRow(static_cast<int>(i), ops[i]);
    column()->addWidget(m_rows);
    if (auto *again = focusName.isEmpty() ? nullptr : m_rows->findChild<QWidget *>(focusName))
        again->setFocus();
}

void OutboxCard::addRow(int row, const OutboxOp &op)
{
    auto *grid = qobject_cast<QGridLayout *>(m_rows->layout());
    const QStringList texts{textOf(op), QLocale().toString(op.createdAt.toLocalTime(), QLocale::ShortFormat), stateOf(op)};
    for (int column = 0; column < int(texts.size()); ++column) {
        auto *label = new QLabel(texts[column], m_rows);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(column != 1);
        grid->addWidget(label, row, column);
    }
    if (op.state == OutboxOp::State::InFlight)
        return;
    const bool isParked = op.state == OutboxOp::State::Parked;
    if (!m_outbox.isForeign(op)) {
        auto *send = addButton(row, 3, isParked ? tr("Retry") : tr("Send now"), u"send-"_s + op.id);
        connect(send, &QPushButton::clicked, this, [this, id = op.id] { m_outbox.sendNow(id); });
        send->setAccessibleName(send->text() + u": "_s + texts[0]);
    }
    auto *undo = addButton(row, 4, isParked ? tr("Discard") : tr("Undo"), u"undo-"_s + op.id);
    undo->setAccessibleName(undo->text() + u": "_s + texts[0]);
    connect(undo, &QPushButton::clicked, this, [this, id = op.id] {
        m_outbox.undo(id, whileAlive(this, [this](const Result<void> &done) {
            if (!done)
                Q_EMIT said(sentenceFor(done.error()));
        }));
    });
}

QPushButton *OutboxCard::addButton(int row, int column, const QString &text, const QString &name)
{
    auto *button = new QPushButton(text, m_rows);
    button->setObjectName(name);
    qobject_cast<QGridLayout *>(m_rows->layout())->addWidget(button, row, column);
    return button;
}

QString OutboxCard::stateOf(const OutboxOp &op) const
{
    switch (op.state) {
    case OutboxOp::State::InFlight: return tr("Being sent");
    case OutboxOp::State::Parked:
        return op.lastStatus > 0 ? tr("The server refused it (%1)").arg(op.lastStatus) : tr("It cannot be sent");
    case OutboxOp::State::Pending: break;
    }
    if (m_outbox.isForeign(op))
        return tr("Waits until its account signs in again");
    if (m_outbox.isRefused(op.account))
        return tr("Sign in again to send it");
    const qint64 seconds = m_clock.now().secsTo(op.nextAt);
    if (op.attempt == 0 || seconds <= 0)
        return tr("Waiting");
    return op.lastStatus > 0 ? tr("The server couldn't take it (%1) \u00b7 retry in %2 s").arg(op.lastStatus).arg(seconds)
                             : tr("No connection \u00b7 retry in %1 s").arg(seconds);
}

} // namespace matinee
