// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <vector>

#include "models/feed/feed.h"

namespace matinee::test {

/// A view that believes only what it is told: its rows are built from the calls alone, as a widget's are.
class MirrorView final : public FeedObserver
{
public:
    explicit MirrorView(Feed &feed) : shown(static_cast<std::size_t>(feed.rows())), m_feed(feed)
    {
        m_feed.attach(*this);
        read(0, m_feed.rows() - 1);
    }
    ~MirrorView() override { m_feed.detach(*this); }

    std::vector<QString> shown; ///< a title's text, "-" for a gap, "" for a placeholder
    std::vector<std::pair<int, int>> places;
    int resets = 0;
    int exchanges = 0; ///< of one list for another
    int statuses = 0;
    int changes = 0;
    int removals = 0;
    std::function<void()> whenTold; ///< called at the end of every structural change

    /// Whether what was told is what there is.
    [[nodiscard]] bool agrees() const
    {
        if (static_cast<int>(shown.size()) != m_feed.rows())
            return false;
        for (int row = 0; row < m_feed.rows(); ++row) {
            if (shown[static_cast<std::size_t>(row)] != textOf(row))
                return false;
        }
        return true;
    }
    /// How many lists it has shown.
    [[nodiscard]] int lists() const { return resets + exchanges; }
    [[nodiscard]] QString text(int row) const { return shown.at(static_cast<std::size_t>(row)); }

    void rowsAboutToBeInserted(int first, int last) override { begin(first, last); }
    void rowsInserted() override
    {
        QCOMPARE(m_feed.rows(), m_rowsBefore + (m_last - m_first + 1));
        shown.insert(shown.begin() + m_first, static_cast<std::size_t>(m_last - m_first + 1), QString());
        read(m_first, m_last);
        end();
    }
    void rowsAboutToBeRemoved(int first, int last) override { begin(first, last); }
    void rowsRemoved() override
    {
        QCOMPARE(m_feed.rows(), m_rowsBefore - (m_last - m_first + 1));
        shown.erase(shown.begin() + m_first, shown.begin() + m_last + 1);
        ++removals;
        end();
    }
    void aboutToReset() override { m_rowsBefore = m_feed.rows(); }
    void reset() override
    {
        shown.assign(static_cast<std::size_t>(m_feed.rows()), QString());
        read(0, m_feed.rows() - 1);
        ++resets;
        end();
    }
    void rowsAboutToMove() override { m_rowsBefore = m_feed.rows(); }
    void rowsMoved(const std::function<int(int)> &newRow) override
    {
        QCOMPARE(m_feed.rows(), m_rowsBefore);
        const std::vector<QString> before = shown;
        read(0, m_feed.rows() - 1);
        for (int row = 0; row < m_rowsBefore; ++row) {
            const int now = newRow(row);
            const QString &was = before[static_cast<std::size_t>(row)];
            QVERIFY(now >= -1 && now < m_feed.rows());
            if (now >= 0 && !was.isEmpty() && !text(now).isEmpty()) // a title that is in memory in both
                QCOMPARE(text(now), was);
        }
        ++exchanges;
        end();
    }
    void rowsChanged(int first, int last) override
    {
        QVERIFY(first >= 0 && first <= last && last < m_feed.rows());
        ++changes;
        read(first, last);
    }
    void statusChanged() override { ++statuses; }
    void placeFound(int row, int y) override { places.emplace_back(row, y); }

private:
    [[nodiscard]] QString textOf(int row) const
    {
        if (m_feed.kindOf(row) == RowKind::Gap)
            return QStringLiteral("-");
        const Title *title = m_feed.titleAt(row);
        return title ? title->title : QString();
    }
    void begin(int first, int last)
    {
        m_rowsBefore = m_feed.rows();
        QCOMPARE(m_rowsBefore, static_cast<int>(shown.size()));
        m_first = first;
        m_last = last;
    }
    void end() const
    {
        if (whenTold)
            whenTold();
    }
    void read(int first, int last)
    {
        for (int row = first; row <= last; ++row)
            shown[static_cast<std::size_t>(row)] = textOf(row);
    }

    Feed &m_feed;
    int m_first = 0;
    int m_last = 0;
    int m_rowsBefore = 0;
};

} // namespace matinee::test
