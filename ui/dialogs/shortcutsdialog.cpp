// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcutsdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QKeySequence>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QLabel *plain(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QString native(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText);
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(32);
    const auto row = [form](const QString &keys, const QString &what) { form->addRow(plain(keys), plain(what)); };
    row(native(Qt::CTRL | Qt::Key_K) + u" · /"_s, tr("Search"));
    row(tr("Arrows, Home, End, Page Up, Page Down"), tr("Move among the posters"));
    row(tr("Letters"), tr("Jump to a title"));
    row(native(Qt::Key_Return), tr("Open the title"));
    row(native(Qt::Key_F), tr("Add to favorites, or remove"));
    row(native(Qt::ALT | Qt::Key_Left) + u" · "_s + native(Qt::ALT | Qt::Key_Right), tr("Back · Forward"));
    row(native(Qt::Key_Escape), tr("Leave the title's page"));
    row(u"[ · ]"_s, tr("Previous · next title, on a title's page"));
    row(native(QKeySequence(QKeySequence::ZoomIn)) + u" · "_s + native(QKeySequence(QKeySequence::ZoomOut)),
        tr("Larger · smaller posters"));
    row(native(QKeySequence(QKeySequence::Refresh)), tr("Read the list anew"));
    row(native(QKeySequence(QKeySequence::Open)), tr("Open catalogue file"));
    row(native(Qt::CTRL | Qt::Key_Comma), tr("Preferences"));
    row(native(Qt::Key_Question), tr("This list"));
    row(native(QKeySequence(QKeySequence::Quit)), tr("Quit"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(buttons);
}

} // namespace matinee
