// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QTest>
#include <QUrl>

#include <memory>

#include "app/windowparts.h"
#include "tests/support/recordingtrace.h"
#include "ui/grid/postergrid.h"
#include "ui/mainwindow.h"
#include "ui/pages/feedpage.h"

namespace matinee::test {

/// Longer than anything here takes under a sanitizer on a busy machine; a test that works never waits for it.
inline constexpr int kPatienceMs = 20'000;

/// The real window over the real stores in a profile of its own, as `matinee --profile-dir` has it, without motion.
/// Destroying it without close() is what a killed session looks like to the next start.
class WindowWorld
{
public:
    /// `open`: a file or a link as the command line takes it; without one the window opens where it was closed.
    explicit WindowWorld(
        const QString &profileDir, QSize size = {1200, 800}, const QString &open = {}, const RemoteManner &manner = {});
    ~WindowWorld();
    WindowWorld(const WindowWorld &) = delete;
    WindowWorld &operator=(const WindowWorld &) = delete;

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] FeedPage &feedPage() const { return *m_window->findChild<FeedPage *>(); }
    [[nodiscard]] PosterGrid &grid() const { return *feedPage().findChild<PosterGrid *>(); }
    [[nodiscard]] RecordingTrace &trace() { return *m_trace; }
    [[nodiscard]] Favorites &favorites() { return *m_favorites; }
    [[nodiscard]] Marks &marks() const { return *m_marks; }
    [[nodiscard]] PersonalData &personal() { return m_parts->composition().userData(); }
    [[nodiscard]] Outbox &outbox() const { return *m_outbox; }
    [[nodiscard]] FeedEngine &engine() { return m_parts->engine(); }
    [[nodiscard]] RemoteParts &remote() { return m_parts->composition().remote(); }
    [[nodiscard]] CatalogueLibrary &library() { return m_parts->composition().library(); }

    template <typename T>
    [[nodiscard]] T &part() const
    {
        return *m_window->findChild<T *>();
    }
    /// The visible button with this text or accessible name; null where there is none.
    [[nodiscard]] QAbstractButton *button(const QString &name) const;
    /// What the page says instead of a list, headline and detail; empty while it shows one.
    [[nodiscard]] QString message() const;
    /// What the toast says; empty while it is hidden.
    [[nodiscard]] QString toast() const;

    /// Whether this list is on screen and everything visible of it is there.
    [[nodiscard]] bool shows(const QString &feedKey) const;
    [[nodiscard]] bool showsTitle(const QString &title) const;
    [[nodiscard]] int rows() const { return grid().model()->rowCount(); }
    [[nodiscard]] QString idAt(int row) const;
    [[nodiscard]] int rowOf(const QString &id) const;
    /// Top of this title's tile in the viewport, logical px.
    [[nodiscard]] int yOf(const QString &id) const;
    [[nodiscard]] bool isWholeAt(int row) const;
    /// Scrolls by the bar, so that a share of the list lies above, and waits until all is there and the view at rest.
    [[nodiscard]] bool scrollTo(const QString &feedKey, double share);
    /// Waits until the view told the trace that it is at rest with all of it loaded.
    [[nodiscard]] bool settle();
    /// A row in the middle of the view, wholly visible.
    [[nodiscard]] int middleRow() const;
    void click(int row);
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

    QList<QUrl> opened; ///< in the browser

private:
    RecordingTrace *m_trace = nullptr; // owned by m_parts
    std::unique_ptr<WindowParts> m_parts;
    Favorites *m_favorites = nullptr; // the parts'
    Marks *m_marks = nullptr;         // likewise
    Outbox *m_outbox = nullptr;       // likewise
    std::unique_ptr<MainWindow> m_window;
};

/// Loads the plural forms of English, as the program does.
void installWords();

/// `count` made-up films as a JSON catalogue, ids `f<n>`, titles "Film <n>" in an order that sorts like the numbers.
[[nodiscard]] QByteArray filmsJson(int first, int count);
void writeFile(const QString &path, const QByteArray &content);

} // namespace matinee::test
