// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace matinee {

class Theme;
struct FeedWords;

/// What stands below the last row: nothing while all is well and more is coming, the reason and Retry when a page
/// failed, a quiet end line, with Look further where the list may go on. GUI thread.
class FeedFooter : public QWidget
{
    Q_OBJECT
public:
    explicit FeedFooter(const Theme &theme, QWidget *parent = nullptr);

    void setWords(const FeedWords &words);

Q_SIGNALS:
    void retryRequested();

private:
    void restyle();

    const Theme &m_theme;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace matinee
