// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/sourcemenu.h"

#include <QCoreApplication>
#include <QFileInfo>

#include "models/catalog/sourceregistry.h"
#include "ui/preferences/preferences.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr QLatin1StringView kFile{"file:"};

} // namespace

SourceMenu::SourceMenu(SourceRegistry &sources, Preferences &preferences, QWidget *parent)
    : QMenu(parent), m_sources(sources), m_preferences(preferences)
{
    connect(this, &QMenu::aboutToShow, this, &SourceMenu::fill);
    fill(); // its size is asked before it opens
}

void SourceMenu::fill()
{
    clear();
    QStringList ids = m_sources.offeredIds();
    for (const QString &path : m_preferences.openedFiles()) {
        if (!ids.contains(kFile + path))
            ids += kFile + path;
    }
    for (const QString &id : ids) {
        QString name = m_sources.sourceName(id);
        QAction *action = addAction(name.replace(u'&', u"&&"_s));
        action->setToolTip(id.startsWith(kFile) ? id.mid(kFile.size()) : QString());
        connect(action, &QAction::triggered, this, [this, id] { Q_EMIT sourceChosen(id); });
    }
    addSeparator();
    connect(addAction(tr("Open catalogue file…")), &QAction::triggered, this, &SourceMenu::openRequested);
}

} // namespace matinee
