// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/profileedit.h"

#include <QFontDatabase>
#include <QMimeData>

#include "ui/filedrop.h"

namespace matinee {

ProfileEdit::ProfileEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTabChangesFocus(true);
    setLayoutDirection(Qt::LeftToRight); // JSON is, whatever the language around it
}

bool ProfileEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return !fileIn(*source).isEmpty() || QPlainTextEdit::canInsertFromMimeData(source);
}

void ProfileEdit::insertFromMimeData(const QMimeData *source)
{
    const QString path = fileIn(*source);
    if (path.isEmpty())
        QPlainTextEdit::insertFromMimeData(source);
    else
        Q_EMIT fileDropped(path);
}

} // namespace matinee
