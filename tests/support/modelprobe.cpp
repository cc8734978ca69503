// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/modelprobe.h"

namespace matinee::test {

ModelProbe::ModelProbe(QAbstractItemModel &model, bool useFetchMore)
    : m_tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal), m_rows(model.rowCount())
{
    m_tester.setUseFetchMore(useFetchMore);
    connect(&model, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { m_rows += last - first + 1; });
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
        [this](const QModelIndex &, int first, int last) { m_rows -= last - first + 1; });
    connect(&model, &QAbstractItemModel::modelReset, this, [this, &model] {
        m_rows = model.rowCount();
        ++m_resets;
    });
    connect(&model, &QAbstractItemModel::layoutChanged, this, [this] { ++m_exchanges; });
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { ++m_changes; });
}

} // namespace matinee::test
