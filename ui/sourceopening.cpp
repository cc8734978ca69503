// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sourceopening.h"

#include <QFileDialog>

#include "models/catalog/sourceregistry.h"
#include "models/feed/feedengine.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/preferences/preferences.h"
#include "ui/whilealive.h"
#include "ui/words/sentences.h"

namespace matinee {

SourceOpening::SourceOpening(const WindowPorts &ports, QWidget *window) : QObject(window), m_ports(ports), m_window(window) { }

void SourceOpening::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Open catalogue file"), {}, tr("Catalogues (*.json *.jsonl *.ndjson *.csv);;All files (*)"));
    if (!path.isEmpty())
        Q_EMIT fileChosen(path);
}

void SourceOpening::connectSource(const QString &sourceId)
{
    m_ports.sources.describe(sourceId, whileAlive(this, [this](const Result<SourceDescriptor> &source) {
        if (source)
            askForKey(*source);
        else
            Q_EMIT said(sentenceFor(source.error()));
    }));
}

void SourceOpening::askForKey(const SourceDescriptor &source)
{
    ConnectDialog dialog(source, m_ports.accounts, m_ports.connector, m_ports.theme, m_window);
    connect(&dialog, &ConnectDialog::said, this, &SourceOpening::said);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_ports.preferences.setOffersSources(false);
    // What failed for want of a key is asked for again.
    m_ports.engine.invalidate([&](const FeedKey &key) { return key.source == source.id; });
    Q_EMIT connected(source.id);
}

} // namespace matinee
