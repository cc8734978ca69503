// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace matinee {

/// A profile as text, to be pasted or typed; a file dropped on it is told, not pasted as its address. GUI thread.
class ProfileEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit ProfileEdit(QWidget *parent = nullptr);

Q_SIGNALS:
    void fileDropped(const QString &path);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
};

} // namespace matinee
