// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

#include "models/catalog/sourcedescriptor.h"
#include "models/catalog/sourceregistry.h"
#include "models/feedmodel.h"
#include "ui/grid/gridlayouter.h"
#include "ui/navigation/location.h"
#include "ui/pages/titlemenu.h"
#include "ui/windowports.h"
#include "ui/words/feednotice.h"
#include "ui/words/feedwords.h"

class QStackedWidget;

namespace matinee {

class Banner;
class FeedFooter;
class FeedHeader;
class GridTrace;
class KeepChip;
class PillButton;
class PosterGrid;
class StateMessage;
class StatusLine;
class PictureConsent;
class ProgressLine;
class WelcomeTip;

/// A list as a page: header, poster grid, status line, and what is said when there is nothing to show. One page serves
/// every feed; openFeed() gives it another. GUI thread.
class FeedPage : public QWidget
{
    Q_OBJECT
public:
    explicit FeedPage(const WindowPorts &ports, QWidget *parent = nullptr);
    ~FeedPage() override;

    void openFeed(const SourceDescriptor &source, const Location &location);
    /// Says that a source is being read for the first time.
    void showReading(const QString &sourceId, const SourceProgress &progress);
    /// Says that a source cannot be opened, with a button to try again.
    void showSourceProblem(const QString &sourceId, const Error &error);
    /// Floats a pill over every list of a source until it is pressed; then `accept` runs. A later offer replaces it.
    void offer(const QString &sourceId, const QString &text, std::function<void()> accept);
    void refresh();
    /// Whether pictures may be asked for has changed.
    void onPictures();
    void focusGrid();
    /// The list on screen; one without a source while there is none.
    [[nodiscard]] FeedKey shownFeed() const;
    /// Where the reader is in it; nothing where there are no rows.
    [[nodiscard]] std::optional<Anchor> anchor() const;
    [[nodiscard]] FeedHeader &header() { return *m_header; }

Q_SIGNALS:
    void titleChosen(const matinee::TitleId &title, const matinee::FeedKey &from);
    /// A title is to be taken out of the own list that is shown.
    void leavesList(qint64 list, const matinee::Title &title, const matinee::TitleId &below);
    /// The page itself offers another form of the list (filters reset).
    void keyChosen(const matinee::FeedKey &key);
    void sourceRetryRequested();
    /// The person wants to give the source's server a key.
    void connectRequested(const QString &sourceId);
    void signInRequested(const QString &sourceId);
    /// The view came to rest with everything visible loaded.
    void settled();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void retry();
    bool reconnect();
    [[nodiscard]] QString bannerAction() const;
    [[nodiscard]] FeedStatus status() const;
    void connectNotices();
    void connectGrid();
    void connectModel();
    void closeFeed();
    void onPlaceFound(int row, int y);
    void nameFeed(const FeedDescriptor &feed, const FeedKey &key);
    void onStatus();
    void onViewport(int first, int last, double rowsPerSecond);
    void tellAnchor();
    void onSettled();
    void showStatusTexts();
    void onWaits();
    void sayWords();
    void showState(const QDateTime &now, const QDateTime &waitsUntil);
    void doAct(FeedNotice::Act act);
    void showOffer();
    void acceptOffer();
    void acceptQuietly();
    void showMessage(
        const QString &icon, const QString &headline, const QString &detail, const QString &action, std::function<void()> act);
    void toggleFavorite(const QModelIndex &index);
    void openMenu(const QModelIndex &index, const QPoint &globalPosition);
    [[nodiscard]] TitleMenu::InList placeInList(qint64 list, int row) const;
    void placeOverlays();

    WindowPorts m_ports;
    FeedHeader *m_header;
    KeepChip *m_keep = nullptr;
    Banner *m_banner;
    WelcomeTip *m_tip;
    PictureConsent *m_consent;
    QStackedWidget *m_body; // the grid, or what is said instead of it
    PosterGrid *m_grid;
    GridTrace *m_trace;
    StatusLine *m_statusLine;
    StateMessage *m_message;
    FeedFooter *m_footer; // owned by the grid
    PillButton *m_pill;
    ProgressLine *m_progress;
    std::unique_ptr<FeedModel> m_model;
    FeedSetting m_setting;
    bool m_isRemote = false;
    FeedKey m_unfiltered;      // the list shown, without its filters
    TitleId m_currentTitle;    // what the keys act on
    TitleId m_returnTitle;     // to be current again when the place is found
    bool m_staysAtTop = false; // whatever place is found: the list is exchanged under a reader at its top
    bool m_jumping = false;    // the place to come is where typed letters lead
    std::function<void()> m_messageAct;
    struct Offer {
        QString text;
        std::function<void()> accept;
    };
    QHash<QString, Offer> m_offers; // by source
    FeedWords m_words;              // of the list shown
    QTimer m_quiet;                 // since the offer was made or the view moved
    QTimer m_settle;
    QTimer m_countdown; // until the words read differently
};

} // namespace matinee
