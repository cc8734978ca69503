// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace matinee {

class Theme;

/// A panel of the storage page: a quiet heading, and below it what is added to column(). GUI thread.
class StorageCard : public QWidget
{
    Q_OBJECT
public:
    StorageCard(const Theme &theme, const QString &heading, QWidget *parent = nullptr);

    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    /// A line in the size of the page's figures, or a quiet one.
    QLabel *addFigure();
    QLabel *addLine();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *addLabel();
    void restyle();

    const Theme &m_theme;
    QVBoxLayout *m_column;
    QList<QLabel *> m_quiet;
    QList<QLabel *> m_figures;
};

} // namespace matinee
