// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/sourcemenu.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QFileInfo>

#include <utility>

#include "models/catalog/signin.h"
#include "models/catalog/sourceinstaller.h"
#include "models/catalog/sourceregistry.h"
#include "ui/preferences/preferences.h"
#include "ui/sidebar/accountmenu.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr QLatin1StringView kFile{"file:"};

} // namespace

SourceMenu::SourceMenu(const Ports &ports, QWidget *parent) : QMenu(parent), m_ports(ports), m_shown(new QActionGroup(this))
{
    connect(this, &QMenu::aboutToShow, this, &SourceMenu::fill);
    fill(); // its size is asked before it opens
}

void SourceMenu::fill()
{
    clear();
    delete std::exchange(m_accountMenu, nullptr);
    QStringList ids = m_ports.sources.offeredIds();
    for (const QString &path : m_ports.preferences.openedFiles()) {
        if (!ids.contains(kFile + path))
            ids += kFile + path;
    }
    for (const QString &id : ids) {
        QString name = m_ports.sources.sourceName(id);
        QAction *action = addAction(name.replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setActionGroup(m_shown);
        action->setChecked(id == m_source.id);
        action->setToolTip(id.startsWith(kFile) ? id.mid(kFile.size()) : QString());
        connect(action, &QAction::triggered, this, [this, id] { Q_EMIT sourceChosen(id); });
    }
    addAccountMenu();
    addSeparator();
    connect(addAction(tr("Open catalogue file…")), &QAction::triggered, this, &SourceMenu::openRequested);
    connect(addAction(tr("Add a source…")), &QAction::triggered, this, &SourceMenu::addRequested);
    if (m_ports.installer.isOwn(m_source.id)) {
        QString name = m_source.name;
        connect(addAction(tr("Remove %1…").arg(name.replace(u'&', u"&&"_s))), &QAction::triggered, this,
            [this, source = m_source] { Q_EMIT removeRequested(source); });
    }
}

void SourceMenu::addAccountMenu()
{
    if (!AccountMenu::isFor(m_source, m_ports.signIns))
        return;
    const QString id = m_source.id;
    m_accountMenu = new AccountMenu(m_source, m_ports.accounts, m_ports.signIns, this);
    connect(m_accountMenu, &AccountMenu::accountChosen, this,
        [this, id](const QString &accountId) { Q_EMIT accountChosen(id, accountId); });
    connect(m_accountMenu, &AccountMenu::signOutRequested, this,
        [this, id](const QString &accountId) { Q_EMIT signOutRequested(id, accountId); });
    connect(m_accountMenu, &AccountMenu::signInRequested, this, [this, id] { Q_EMIT signInRequested(id); });
    connect(m_accountMenu, &AccountMenu::keyRequested, this, [this, id] { Q_EMIT keyRequested(id); });
    connect(m_accountMenu, &AccountMenu::forgetKeyRequested, this, [this, id] { Q_EMIT forgetKeyRequested(id); });
    addSeparator();
    addMenu(m_accountMenu);
}

} // namespace matinee
