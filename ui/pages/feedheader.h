// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/catalog/feedkey.h"
#include "models/catalog/sourcedescriptor.h"

class QLabel;
class QSlider;
class QHBoxLayout;
class QVBoxLayout;

namespace matinee {

class Chip;
class FlowLayout;
class IconButton;
class Preferences;
class Theme;

/// The top of a feed's page: Back and Forward, its name and size, and the parameters it declares (segments, filter
/// chips, sort) with the poster size slider. In a narrow window the controls take a line of their own. GUI thread.
class FeedHeader : public QWidget
{
    Q_OBJECT
public:
    FeedHeader(Theme &theme, Preferences &preferences, QWidget *parent = nullptr);

    /// Builds the controls for a feed in the state its key says.
    void setFeed(const FeedDescriptor &feed, const FeedKey &key);
    void setHeading(const QString &text);
    void setCountText(const QString &text);
    void setNavigation(bool canGoBack, bool canGoForward);
    /// A control that stays whatever list is shown, before the poster size.
    void setExtra(QWidget *control);
    /// Shown only where the sidebar is hidden.
    void setSidebarButtonVisible(bool visible);

Q_SIGNALS:
    /// The person chose another variant, filter or order.
    void keyChosen(const matinee::FeedKey &key);
    void backRequested();
    void forwardRequested();
    void sidebarRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addVariant(const FeedParameter &parameter);
    void addFilter(const FeedParameter &parameter);
    void addSort(const FeedParameter &parameter);
    void addControl(QWidget *control);
    void choose(const FeedKey &key);
    void arrange();
    void orderTabs();
    void restyle();

    Theme &m_theme;
    FeedKey m_key;
    QString m_fullHeading;
    IconButton *m_sidebarButton;
    IconButton *m_back;
    IconButton *m_forward;
    QLabel *m_heading;
    QLabel *m_count;
    QSlider *m_size;
    QWidget *m_extra = nullptr;
    QWidget *m_controls;
    FlowLayout *m_flow;
    QHBoxLayout *m_top;
    QVBoxLayout *m_column;
    bool m_wide = true;
};

} // namespace matinee
