// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "models/catalog/feedkey.h"
#include "models/catalog/titleid.h"
#include "ui/windowports.h"

class QLabel;
class QPushButton;

namespace matinee {

class FeedModel;
class FirstRows;
class PosterGrid;

/// One line of a feed on another page: a heading, as many posters as fit, and the way to the whole list. Takes no room
/// while the list is empty. GUI thread.
class Shelf : public QWidget
{
    Q_OBJECT
public:
    Shelf(const WindowPorts &ports, const QString &heading, const QString &note, QWidget *parent = nullptr);
    ~Shelf() override;

    void openFeed(const FeedKey &key);
    /// Shows nothing and asks for nothing.
    void closeFeed();
    void setActive(bool active);

Q_SIGNALS:
    void titleChosen(const matinee::TitleId &title, const matinee::FeedKey &from);
    void wholeListRequested(const matinee::FeedKey &feed);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectGrid();
    void restyle();
    void fitOneLine();

    WindowPorts m_ports;
    QLabel *m_heading;
    QLabel *m_note;
    QPushButton *m_all;
    PosterGrid *m_grid;
    FirstRows *m_line;
    std::unique_ptr<FeedModel> m_model;
    bool m_active = false;
};

} // namespace matinee
