// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "models/catalog/title.h"
#include "models/favorites.h"
#include "ui/detail/backdrop.h"

class QLabel;
class QMenu;
class QPushButton;

namespace matinee {

class PosterCache;
class Theme;

/// The top of a title's page: backdrop, poster, name, facts, the sentence, and what one can do with it. In a narrow
/// window the words stand under the poster. Poster and backdrop are the source's pictures where it has them. GUI thread.
class DetailHero : public QWidget
{
    Q_OBJECT
public:
    DetailHero(const Theme &theme, PosterCache &posters, ImageSource &images, QWidget *parent = nullptr);

    void setDetails(const TitleDetails &details);
    void setFavorite(Favorites::State state);
    void setOnWatchlist(bool isOn);
    /// What else can be made of the title.
    void setMoreMenu(QMenu *menu);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void favoriteRequested();
    void watchlistRequested();
    /// The film, or a video about it: an https page.
    void watchRequested(const QString &url);
    void copyLinkRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectButtons();
    void restyle();
    void showWords(const TitleDetails &details);
    void showVideos(const std::vector<Video> &videos);
    struct Part {
        QWidget *widget;
        QRect box;
    };
    /// Where everything stands in a hero of some width, left to right.
    struct Arrangement {
        QRect poster;
        std::vector<Part> parts;
        QRect words; // what of the parts is read on the backdrop
        int height;
    };
    [[nodiscard]] Arrangement arrangementFor(int width) const;
    void arrange();
    void paintPoster(QPainter &painter);
    [[nodiscard]] QSize posterSize(int width) const;

    const Theme &m_theme;
    PosterCache &m_posters;
    Backdrop m_backdrop;
    std::optional<TitleDetails> m_details;
    QLabel *m_title;
    QLabel *m_original;
    QLabel *m_facts;
    QLabel *m_overview;
    QLabel *m_why;
    QWidget *m_actions;
    QPushButton *m_favorite;
    QPushButton *m_watchlist;
    QPushButton *m_watch;
    QPushButton *m_trailer;
    QPushButton *m_videos;
    QMenu *m_videoMenu;
    QPushButton *m_copy;
    QPushButton *m_more;
    QString m_trailerUrl;
    QRect m_posterRect;
    QRect m_words; // left to right
};

} // namespace matinee
