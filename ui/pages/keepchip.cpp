// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keepchip.h"

#include <QLocale>
#include <QMenu>

#include "models/offline/keepoffline.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

} // namespace

KeepChip::KeepChip(const Theme &theme, KeepOffline *keeper, QWidget *parent)
    : Chip(theme, tr("Keep offline"), parent), m_keeper(keeper)
{
    auto *menu = new QMenu(this);
    setMenu(menu);
    hide();
    if (!m_keeper)
        return;
    connect(menu, &QMenu::aboutToShow, this, &KeepChip::fillMenu);
    connect(m_keeper, &KeepOffline::changed, this, &KeepChip::refresh);
}

void KeepChip::setFeed(const FeedKey &feed, bool isOfServer, int pageSize)
{
    m_feed = feed;
    m_pageSize = pageSize;
    setVisible(m_keeper && isOfServer);
    refresh();
}

void KeepChip::refresh()
{
    const KeptList *kept = m_keeper ? m_keeper->find(m_feed) : nullptr;
    QString text = tr("Keep offline");
    if (kept) {
        switch (kept->state) {
        case KeptList::State::Waiting: text = tr("Kept offline soon"); break;
        case KeptList::State::Running: text = tr("Keeping, %n pages so far", nullptr, kept->pages); break;
        case KeptList::State::Complete: text = tr("Kept offline, %1").arg(sizeText(kept->bytes)); break;
        case KeptList::State::Failed: text = tr("Kept in part, %1").arg(sizeText(kept->bytes)); break;
        }
    }
    setText(text);
    setAccessibleName(text);
    setActive(kept != nullptr);
    updateGeometry();
}

void KeepChip::fillMenu()
{
    menu()->clear();
    for (const int pages : {5, 20, 100}) {
        menu()->addAction(
            tr("The first %n pages, about %1", nullptr, pages).arg(sizeText(KeepOffline::estimate(pages, m_pageSize))), this,
            [this, pages] { m_keeper->keep(m_feed, pages); });
    }
    menu()->addAction(tr("The whole list"), this, [this] { m_keeper->keep(m_feed, 0); });
    if (!m_keeper->find(m_feed))
        return;
    menu()->addSeparator();
    menu()->addAction(tr("Release"), this, [this] { m_keeper->release(m_feed); });
}

} // namespace matinee
