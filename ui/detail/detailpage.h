// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <optional>

#include "models/catalog/sourcedescriptor.h"
#include "models/catalog/title.h"
#include "ui/navigation/location.h"
#include "ui/windowports.h"
#include "ui/words/feednotice.h"

class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace matinee {

class CreditSection;
class DetailHero;
class FeedModel;
class IconButton;
class PersonalMenu;
class Shelf;
class StateMessage;
class StatusLine;

/// The page of one title: hero, cast, crew, recommended and similar titles, and the way to the titles before and after it in the
/// list it was opened from. GUI thread.
class DetailPage : public QWidget
{
    Q_OBJECT
public:
    explicit DetailPage(const WindowPorts &ports, QWidget *parent = nullptr);
    ~DetailPage() override;

    void openTitle(const SourceDescriptor &source, const Location &location);
    void setNavigation(bool canGoBack, bool canGoForward);
    void setSidebarButtonVisible(bool visible);

Q_SIGNALS:
    void backRequested();
    void forwardRequested();
    void sidebarRequested();
    void titleChosen(const matinee::TitleId &title, const matinee::FeedKey &from);
    /// Previous or next in the list the title was opened from.
    void neighbourChosen(const matinee::TitleId &title, const matinee::FeedKey &from);
    void feedChosen(const matinee::FeedKey &feed);
    /// A key of the source is to be asked for: it does not let the reader in.
    void connectRequested(const QString &sourceId);
    /// Something for the window to tell.
    void said(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildContent();
    void connectPage();
    void connectHero();
    void showDetails(const TitleDetails &details);
    void load();
    void openShelves();
    void showProblem(const Error &error);
    void doAct(FeedNotice::Act act);
    void followList(const SourceDescriptor &source, const FeedKey &from);
    void updateNeighbours();
    void goToNeighbour(int step);
    void restyle();
    void fitHeights();
    void placeOverlays();

    WindowPorts m_ports;
    TitleId m_title;
    SourceDescriptor m_source;
    bool m_isCutOff = false;                       // the title is loaded as soon as there is a way to its server
    FeedNotice::Act m_act = FeedNotice::Act::None; // of the message
    std::optional<TitleDetails> m_details;
    std::unique_ptr<FeedModel> m_list; // what it was opened from
    QString m_listName;
    QStackedWidget *m_body; // the title, or why it cannot be shown
    QScrollArea *m_scroll;
    DetailHero *m_hero;
    PersonalMenu *m_personal = nullptr;
    CreditSection *m_cast;
    CreditSection *m_crew;
    Shelf *m_recommended;
    Shelf *m_similar;
    StatusLine *m_statusLine;
    QPushButton *m_previous;
    QPushButton *m_next;
    StateMessage *m_message;
    IconButton *m_sidebarButton;
    IconButton *m_back;
    IconButton *m_forward;
};

} // namespace matinee
