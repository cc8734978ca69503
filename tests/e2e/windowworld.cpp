// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/windowworld.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QTranslator>

#include "ui/detail/detailhero.h"
#include "ui/detail/detailpage.h"
#include "ui/pages/statemessage.h"
#include "ui/pages/toast.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

class StillLook final : public SystemLook
{
public:
    StillLook() { setReducedMotion(true); }
};

std::unique_ptr<WindowParts> compose(const QString &profileDir, const RemoteManner &manner, RecordingTrace *&trace)
{
    auto recording = std::make_unique<RecordingTrace>();
    trace = recording.get();
    return std::make_unique<WindowParts>(
        ProfilePaths::in(profileDir), std::move(recording), manner, std::make_unique<StillLook>());
}

} // namespace

WindowWorld::WindowWorld(const QString &profileDir, QSize size, const QString &open, const RemoteManner &manner)
    : m_parts(compose(profileDir, manner, m_trace))
{
    m_parts->preferences().setOffersSources(false); // a tip above the posters would move what tests count
    m_parts->theme().setMode(Theme::Mode::Dark);
    m_parts->theme().apply();
    const WindowPorts ports = m_parts->ports([this](const QUrl &url) { opened.append(url); });
    m_favorites = &ports.favorites;
    m_marks = &ports.marks;
    m_outbox = &ports.outbox;
    m_window = std::make_unique<MainWindow>(ports);
    m_window->start({}, open.isEmpty());
    if (open.startsWith("matinee:"_L1))
        m_window->openLink(open);
    else if (!open.isEmpty())
        m_window->openFile(open);
    m_parts->load();
    m_window->resize(size);
    m_window->show();
    m_window->activateWindow();
    (void)QTest::qWaitForWindowActive(m_window.get());
}

WindowWorld::~WindowWorld()
{
    m_window.reset();
    m_parts->composition().close();
}

QAbstractButton *WindowWorld::button(const QString &name) const
{
    for (QAbstractButton *found : m_window->findChildren<QAbstractButton *>()) {
        const bool hasPlace = found->isVisible() && !found->size().isEmpty(); // before that a click goes nowhere
        if (hasPlace && (found->text() == name || found->accessibleName() == name || found->toolTip() == name))
            return found;
    }
    return nullptr;
}

QString WindowWorld::message() const
{
    for (const StateMessage *found : m_window->findChildren<StateMessage *>()) {
        if (found->isVisible())
            return found->accessibleName() + u'\n' + found->accessibleDescription();
    }
    return {};
}

QString WindowWorld::toast() const
{
    const Toast &found = part<Toast>();
    return found.isVisible() ? found.accessibleName() : QString();
}

bool WindowWorld::shows(const QString &feedKey) const
{
    if (!feedPage().isVisible() || !grid().isVisible() || feedPage().shownFeed().text() != feedKey)
        return false;
    const RowRange visible = grid().visibleRows();
    for (int row = visible.first; row <= visible.last; ++row) {
        if (!grid().model()->index(row, 0).data(FeedModel::LoadedRole).toBool())
            return false;
    }
    return !visible.isEmpty();
}

bool WindowWorld::showsTitle(const QString &title) const
{
    const auto &page = part<DetailPage>();
    return page.isVisible() && page.accessibleName() == title && page.findChild<DetailHero *>()->isVisible();
}

QString WindowWorld::idAt(int row) const
{
    return grid().model()->index(row, 0).data(FeedModel::TitleIdRole).value<TitleId>().extId;
}

int WindowWorld::rowOf(const QString &id) const
{
    for (int row = 0; row < rows(); ++row) {
        if (idAt(row) == id)
            return row;
    }
    return -1;
}

int WindowWorld::yOf(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? INT_MIN : grid().visualRect(grid().model()->index(row, 0)).top();
}

bool WindowWorld::isWholeAt(int row) const
{
    return grid().viewport()->rect().contains(grid().visualRect(grid().model()->index(row, 0)));
}

int WindowWorld::middleRow() const
{
    const RowRange visible = grid().visibleRows();
    int row = (visible.first + visible.last) / 2;
    while (row > visible.first && !isWholeAt(row))
        --row;
    return row;
}

bool WindowWorld::settle()
{
    // Whatever rests already has told so: it is asked to look once more.
    const size_t told = m_trace->events(u"view.settled"_s).size();
    const QModelIndex first = grid().model()->index(0, 0);
    Q_EMIT grid().model()->dataChanged(first, first, {FeedModel::FavoriteRole});
    return QTest::qWaitFor([&] { return m_trace->events(u"view.settled"_s).size() > told; }, kPatienceMs);
}

bool WindowWorld::scrollTo(const QString &feedKey, double share)
{
    QScrollBar *bar = grid().verticalScrollBar();
    bar->setValue(int(bar->maximum() * share));
    return QTest::qWaitFor([&] { return shows(feedKey); }, kPatienceMs) && settle();
}

void WindowWorld::click(int row)
{
    QTest::mouseClick(
        grid().viewport(), Qt::LeftButton, Qt::NoModifier, grid().visualRect(grid().model()->index(row, 0)).center());
}

void WindowWorld::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *focus = m_window->focusWidget();
    QTest::keyClick(focus ? focus : m_window.get(), key, modifiers);
}

void installWords()
{
    auto *words = new QTranslator(QCoreApplication::instance());
    QVERIFY(words->load(u":/translations/matinee_en.qm"_s));
    QVERIFY(QCoreApplication::installTranslator(words));
}

QByteArray filmsJson(int first, int count)
{
    QJsonArray films;
    for (int i = first; i < first + count; ++i) {
        films += QJsonObject{{u"id"_s, u"f%1"_s.arg(i)}, {u"title"_s, u"Film %1"_s.arg(i, 5, 10, QChar(u'0'))},
            {u"year"_s, 1900 + i % 30}, {u"genres"_s, QJsonArray{i % 2 ? u"Comedy"_s : u"Drama"_s}}};
    }
    return QJsonDocument(films).toJson();
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace matinee::test
