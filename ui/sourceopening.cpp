// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sourceopening.h"

#include <QFileDialog>

#include "models/catalog/signin.h"
#include "models/catalog/sourceregistry.h"
#include "models/feed/feedengine.h"
#include "ui/filedrop.h"
#include "ui/preferences/preferences.h"
#include "ui/sidebar/sourcemenu.h"
#include "ui/whilealive.h"
#include "ui/words/sentences.h"

namespace matinee {

SourceOpening::SourceOpening(const WindowPorts &ports, QWidget *window) : QObject(window), m_ports(ports), m_window(window)
{
    connect(new FileDrop(window), &FileDrop::dropped, this, &SourceOpening::fileChosen);
}

void SourceOpening::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Open catalogue file"), {}, tr("Catalogues (*.json *.jsonl *.ndjson *.csv);;All files (*)"));
    if (!path.isEmpty())
        Q_EMIT fileChosen(path);
}

void SourceOpening::serve(SourceMenu &menu)
{
    connect(&menu, &SourceMenu::openRequested, this, &SourceOpening::chooseFile);
    connect(&menu, &SourceMenu::accountChosen, this, &SourceOpening::useAccount);
    connect(&menu, &SourceMenu::signInRequested, this, &SourceOpening::signIn);
    connect(&menu, &SourceMenu::signOutRequested, this, &SourceOpening::signOut);
    connect(&menu, &SourceMenu::keyRequested, this, &SourceOpening::connectSource);
    connect(&menu, &SourceMenu::forgetKeyRequested, this, &SourceOpening::forgetKey);
}

void SourceOpening::ask(const QString &sourceId, ConnectDialog::Goal goal)
{
    m_ports.sources.describe(sourceId, whileAlive(this, [this, goal](const Result<SourceDescriptor> &source) {
        if (source)
            openDialog(*source, goal);
        else
            Q_EMIT said(sentenceFor(source.error()));
    }));
}

void SourceOpening::openDialog(const SourceDescriptor &source, ConnectDialog::Goal goal)
{
    auto *dialog = new ConnectDialog(
        source, {m_ports.accounts, m_ports.connector, m_ports.signIns, m_ports.theme, m_ports.openUrl}, goal, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectDialog::said, this, &SourceOpening::said);
    connect(dialog, &ConnectDialog::connected, this, [this](const QString &sourceId) {
        m_ports.preferences.setOffersSources(false);
        onAccountsChanged(sourceId);
    });
    dialog->open();
}

void SourceOpening::onAccountsChanged(const QString &sourceId)
{
    // What failed for want of a key is asked for again; what was one person's is not another's.
    m_ports.engine.forget([&](const FeedKey &key) { return key.source == sourceId; });
    m_ports.sources.describe(sourceId, whileAlive(this, [this](const Result<SourceDescriptor> &source) {
        if (source)
            Q_EMIT connected(*source);
        else
            Q_EMIT said(sentenceFor(source.error()));
    }));
}

Reply<void> SourceOpening::changed(const QString &sourceId)
{
    return whileAlive(this, [this, sourceId](const Result<void> &result) {
        if (!result)
            Q_EMIT said(sentenceFor(result.error()));
        onAccountsChanged(sourceId);
    });
}

void SourceOpening::signOut(const QString &sourceId, const QString &accountId)
{
    m_ports.signIns.signOut(sourceId, accountId, changed(sourceId));
}

void SourceOpening::useAccount(const QString &sourceId, const QString &accountId)
{
    m_ports.accounts.useAccount(sourceId, accountId, changed(sourceId));
}

void SourceOpening::forgetKey(const QString &sourceId)
{
    m_ports.accounts.forget(sourceId, changed(sourceId));
}

} // namespace matinee
