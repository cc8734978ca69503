// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "models/catalog/feedkey.h"
#include "models/catalog/sourcedescriptor.h"
#include "ui/theme/theme.h"

class QLabel;
class QMenu;
class QVBoxLayout;

namespace matinee {

class IconButton;
class NavItem;
class SearchField;
class SourceButton;

/// The column at the leading edge: mark and menu, search, the feeds the source declares, the source switcher.
/// Built anew from a SourceDescriptor whenever the source changes. GUI thread.
class Sidebar : public QWidget
{
    Q_OBJECT
public:
    /// Logical px of a 100 % font, as in the target pictures.
    static constexpr int kWidth = 231;

    explicit Sidebar(Theme &theme, QWidget *parent = nullptr);

    void setSource(const SourceDescriptor &source);
    /// Marks the feed as the current one; an id it does not list marks none.
    void setCurrentFeed(const QString &feedId);
    /// Marks the storage page as the current one, until a feed is.
    void setStorageCurrent();
    void setFeedCount(const QString &feedId, int count);
    [[nodiscard]] SearchField &search() { return *m_search; }
    [[nodiscard]] IconButton &menuButton() { return *m_menuButton; }
    /// What the source switcher offers; the caller fills and owns its actions.
    void setSourceMenu(QMenu *menu);

Q_SIGNALS:
    void feedChosen(const QString &feedId);
    void storageChosen();
    /// What can be done with a list of this source, at a point of the screen.
    void feedMenuRequested(const QString &feedId, const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addSection(const QString &heading, const SourceDescriptor &source, FeedDescriptor::Section section);
    QLabel *makeHeading(const QString &text);
    void orderTabs();
    void restyle();

    Theme &m_theme;
    SearchField *m_search;
    IconButton *m_menuButton;
    SourceButton *m_sourceButton;
    QVBoxLayout *m_feeds;
    NavItem *m_storage;
    QLabel *m_brand;
    struct Entry {
        QString feedId;
        NavItem *item;
    };
    std::vector<Entry> m_entries;
    std::vector<QLabel *> m_headings;
};

} // namespace matinee
