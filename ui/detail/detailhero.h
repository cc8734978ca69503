// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>

#include <optional>
#include <vector>

#include "models/catalog/title.h"
#include "models/favorites.h"

class QLabel;
class QPushButton;

namespace matinee {

class Theme;

/// The top of a title's page: backdrop, poster, name, facts, the sentence, and what one can do with it. In a narrow
/// window the words stand under the poster. GUI thread.
class DetailHero : public QWidget
{
    Q_OBJECT
public:
    explicit DetailHero(const Theme &theme, QWidget *parent = nullptr);

    void setDetails(const TitleDetails &details);
    void setFavorite(Favorites::State state);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void favoriteRequested();
    void watchRequested(const QString &url);
    void copyLinkRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restyle();
    struct Part {
        QWidget *widget;
        QRect box;
    };
    /// Where everything stands in a hero of some width, left to right.
    struct Arrangement {
        QRect poster;
        std::vector<Part> parts;
        int height;
    };
    [[nodiscard]] Arrangement arrangementFor(int width) const;
    void arrange();
    [[nodiscard]] QSize posterSize(int width) const;

    const Theme &m_theme;
    std::optional<TitleDetails> m_details;
    QLabel *m_title;
    QLabel *m_original;
    QLabel *m_facts;
    QLabel *m_overview;
    QLabel *m_why;
    QWidget *m_actions;
    QPushButton *m_favorite;
    QPushButton *m_watch;
    QPushButton *m_copy;
    QRect m_posterRect;
    QPixmap m_poster;   // drawn for m_posterRect's size
    QPixmap m_backdrop; // drawn for the width
};

} // namespace matinee
