// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sourceopening.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

#include "models/catalog/signin.h"
#include "models/catalog/sourceinstaller.h"
#include "models/catalog/sourceregistry.h"
#include "models/feed/feedengine.h"
#include "models/outbox/outbox.h"
#include "ui/dialogs/addsourcedialog.h"
#include "ui/filedrop.h"
#include "ui/preferences/preferences.h"
#include "ui/sidebar/sourcemenu.h"
#include "ui/whilealive.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {

SourceOpening::SourceOpening(const WindowPorts &ports, QWidget *window) : QObject(window), m_ports(ports), m_window(window)
{
    connect(new FileDrop(window), &FileDrop::dropped, this, &SourceOpening::openFile);
}

void SourceOpening::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Open catalogue file"), {}, tr("Catalogues (*.json *.jsonl *.ndjson *.csv);;All files (*)"));
    if (!path.isEmpty())
        openFile(path);
}

void SourceOpening::openFile(const QString &path)
{
    if (!path.endsWith(".json"_L1, Qt::CaseInsensitive))
        return Q_EMIT fileChosen(path);
    m_ports.installer.read(path, whileAlive(this, [this, path](const Result<ProfileText> &file) {
        if (file && file->isProfile)
            addSource(file->text);
        else
            Q_EMIT fileChosen(path); // where it says what is wrong with it, too
    }));
}

// ---- sources of servers ------------------------------------------------------------------------------------------

void SourceOpening::addSource(const QByteArray &profile)
{
    auto *dialog = new AddSourceDialog(m_ports.installer, m_ports.theme, profile, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AddSourceDialog::said, this, &SourceOpening::said);
    connect(dialog, &AddSourceDialog::added, this, &SourceOpening::onAdded);
    dialog->open();
}

void SourceOpening::onAdded(const QString &sourceId, bool wantsSecret)
{
    m_ports.preferences.setOffersSources(false);
    onAccountsChanged(sourceId);
    if (wantsSecret)
        connectSource(sourceId);
}

void SourceOpening::removeSource(const SourceDescriptor &source)
{
    auto *question = new QMessageBox(m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setWindowTitle(tr("Remove a source"));
    question->setText(tr("Remove %1?").arg(source.name));
    question->setInformativeText(tr("Its profile and its keys are deleted. Your favorites stay, and come back with it."));
    QPushButton *remove = question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(remove, &QPushButton::clicked, this, [this, source] { forgetSource(source); });
    question->open();
}

void SourceOpening::forgetSource(const SourceDescriptor &source)
{
    const auto done = whileAlive(this, [this, source](const Result<void> &gone) {
        if (!gone)
            return Q_EMIT said(sentenceFor(gone.error()));
        m_ports.engine.forget([&](const FeedKey &key) { return key.source == source.id; });
        Q_EMIT removed(source.id);
        Q_EMIT said(tr("%1 is removed.").arg(source.name));
    });
    const auto nothing = [](const Result<void> &) {};
    for (const Account &account : m_ports.accounts.accounts(source.id))
        m_ports.signIns.signOut(source.id, account.id, nothing);
    m_ports.accounts.forget(source.id, nothing);
    m_ports.installer.remove(source.id, done);
}

void SourceOpening::serve(SourceMenu &menu)
{
    connect(&menu, &SourceMenu::openRequested, this, &SourceOpening::chooseFile);
    connect(&menu, &SourceMenu::addRequested, this, [this] { addSource(); });
    connect(&menu, &SourceMenu::removeRequested, this, &SourceOpening::removeSource);
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

/// What waits of an account is never sent in another one's name: it is kept until that one signs in again, or forgotten.
void SourceOpening::signOut(const QString &sourceId, const QString &accountId)
{
    const QString account = UserAccount{sourceId, accountId}.key();
    const auto waiting = std::ranges::count(m_ports.outbox.ops(), account, &OutboxOp::account);
    const auto leave = [this, sourceId, accountId] { m_ports.signIns.signOut(sourceId, accountId, changed(sourceId)); };
    if (waiting == 0)
        return leave();
    auto *question = new QMessageBox(QMessageBox::Question, tr("Sign out"),
        tr("%n changes wait to be sent.", nullptr, int(waiting)), QMessageBox::Cancel, m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("Kept, they are sent when this account signs in again."));
    const auto *keep = question->addButton(tr("Keep and sign out"), QMessageBox::AcceptRole);
    const auto *discard = question->addButton(tr("Discard and sign out"), QMessageBox::DestructiveRole);
    connect(keep, &QAbstractButton::clicked, this, leave);
    connect(discard, &QAbstractButton::clicked, this, [this, account, leave] {
        m_ports.outbox.discard(account);
        leave();
    });
    question->open();
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
