// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/faultsdialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "models/catalog/sourcedescriptor.h"

namespace matinee {

FaultsDialog::FaultsDialog(const SourceDescriptor &source, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Rows left out of %1").arg(source.name));
    auto *place = new QLabel(source.location, this);
    place->setTextFormat(Qt::PlainText);
    place->setWordWrap(true);
    auto *list = new QPlainTextEdit(this);
    list->setReadOnly(true);
    list->setAccessibleName(windowTitle());
    for (const RowFault &fault : source.faults)
        list->appendPlainText(tr("Line %1: %2").arg(fault.line).arg(fault.reason));
    const qint64 more = source.faultCount - qint64(source.faults.size());
    if (more > 0)
        list->appendPlainText(tr("And %n more.", nullptr, int(more)));
    list->moveCursor(QTextCursor::Start);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(place);
    column->addWidget(list, 1);
    column->addWidget(buttons);
    resize(560, 380);
}

} // namespace matinee
