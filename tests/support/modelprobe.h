// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModelTester>

namespace matinee::test {

/// Watches a model from before its first change: every breach of the item model contract ends the test, and the rows
/// are counted from the signals alone, so that a change nobody was told of shows.
class ModelProbe : public QObject
{
    Q_OBJECT
public:
    /// With `useFetchMore` the tester calls fetchMore() whatever canFetchMore() says.
    explicit ModelProbe(QAbstractItemModel &model, bool useFetchMore = false);

    /// Rows as the signals tell them.
    [[nodiscard]] int rows() const { return m_rows; }
    [[nodiscard]] int resets() const { return m_resets; }
    [[nodiscard]] int exchanges() const { return m_exchanges; } ///< layoutChanged()
    [[nodiscard]] int changes() const { return m_changes; }

private:
    QAbstractItemModelTester m_tester;
    int m_rows;
    int m_resets = 0;
    int m_exchanges = 0;
    int m_changes = 0;
};

} // namespace matinee::test
