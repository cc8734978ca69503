// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/keptcard.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/offline/keepoffline.h"
#include "ui/theme/theme.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {

KeptCard::KeptCard(KeepOffline &keeper, Theme &theme, NameOf nameOf, QWidget *parent)
    : StorageCard(theme, tr("Kept offline"), parent), m_keeper(keeper), m_nameOf(std::move(nameOf))
{
    connect(&keeper, &KeepOffline::changed, this, &KeptCard::refresh);
    refresh();
}

void KeptCard::refresh()
{
    setVisible(!m_keeper.lists().empty());
    delete m_rows;
    m_rows = new QWidget(this);
    auto *grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const KeptList &list : m_keeper.lists())
        addRow(row++, list);
    column()->addWidget(m_rows);
}

void KeptCard::addRow(int row, const KeptList &list)
{
    auto *grid = qobject_cast<QGridLayout *>(m_rows->layout());
    const QString name = m_nameOf(list.pin.feed);
    int at = 0;
    for (const QString &text : {name, stateOf(list)}) {
        auto *label = new QLabel(text, m_rows);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        grid->addWidget(label, row, at++);
    }
    if (list.state == KeptList::State::Failed) {
        auto *again = new QPushButton(tr("Go on"), m_rows);
        again->setAccessibleName(tr("Go on keeping %1").arg(name));
        connect(again, &QPushButton::clicked, this, [this, pin = list.pin] { m_keeper.keep(pin.feed, pin.pages); });
        grid->addWidget(again, row, at);
    }
    auto *release = new QPushButton(tr("Release"), m_rows);
    release->setAccessibleName(tr("Release %1").arg(name));
    connect(release, &QPushButton::clicked, this, [this, feed = list.pin.feed] { m_keeper.release(feed); });
    grid->addWidget(release, row, at + 1);
}

QString KeptCard::stateOf(const KeptList &list)
{
    const QString done = tr("%n pages", nullptr, list.pages) + u" \u00b7 "_s + tr("%n titles", nullptr, list.titles)
        + u" \u00b7 "_s + QLocale().formattedDataSize(list.bytes, 1, QLocale::DataSizeTraditionalFormat);
    switch (list.state) {
    case KeptList::State::Waiting: return tr("Waits for its turn or a network");
    case KeptList::State::Running:
        return list.pin.pages > 0 ? tr("%1 of %n pages", nullptr, list.pin.pages).arg(list.pages) : done;
    case KeptList::State::Complete: return done;
    case KeptList::State::Failed: return done + u" \u00b7 "_s + (list.error ? sentenceFor(*list.error) : QString());
    }
    Q_UNREACHABLE();
}

} // namespace matinee
