// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/catalog/networksettings.h"
#include "models/catalog/sourceregistry.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;

namespace matinee {

/// How one source after the other is asked. Everything counts at once. GUI thread.
class SourceForm : public QWidget
{
    Q_OBJECT
public:
    /// `current` is shown first, where there is something to set about it.
    SourceForm(NetworkSettings &network, const SourceRegistry &sources, const QString &current, QWidget *parent = nullptr);

    /// Whether there is a source with anything to set.
    [[nodiscard]] bool isEmpty() const;

Q_SIGNALS:
    void picturesChanged(const QString &sourceId);

private:
    void onSource();
    void setRowVisible(QWidget *field, bool visible);

    NetworkSettings &m_network;
    QFormLayout *m_form;
    QComboBox *m_source;
    QSpinBox *m_pageSize;
    QCheckBox *m_pictures;
};

} // namespace matinee
