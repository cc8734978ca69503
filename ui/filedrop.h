// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMimeData;

namespace matinee {

/// The first local file of what is dropped or pasted, absolute; empty where there is none.
[[nodiscard]] QString fileIn(const QMimeData &data);

/// Lets a window take a file dropped on it. GUI thread; a child of the window.
class FileDrop : public QObject
{
    Q_OBJECT
public:
    explicit FileDrop(QWidget *window);

Q_SIGNALS:
    /// The first of the dropped files, absolute.
    void dropped(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace matinee
