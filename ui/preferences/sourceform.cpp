// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/sourceform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace matinee {
namespace {

constexpr int kLeastTitles = 5; // fewer would be a request a line of posters

} // namespace

SourceForm::SourceForm(NetworkSettings &network, const SourceRegistry &sources, const QString &current, QWidget *parent)
    : QWidget(parent),
      m_network(network),
      m_form(new QFormLayout(this)),
      m_source(new QComboBox(this)),
      m_pageSize(new QSpinBox(this)),
      m_pictures(new QCheckBox(tr("Show its posters"), this))
{
    for (const QString &id : sources.offeredIds()) {
        if (network.pageSize(id) || network.asksAboutPictures(id))
            m_source->addItem(sources.sourceName(id), id);
    }
    m_source->setCurrentIndex(std::max(0, m_source->findData(current)));
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->addRow(tr("Sou&rce"), m_source);
    m_form->addRow(tr("Titles asked for at &once"), m_pageSize);
    m_form->addRow(QString(), m_pictures);
    connect(m_source, &QComboBox::currentIndexChanged, this, &SourceForm::onSource);
    connect(m_pageSize, &QSpinBox::valueChanged, this, [this](int titles) {
        const QString id = m_source->currentData().toString();
        const auto known = m_network.pageSize(id);
        m_network.setPageSize(id, known && known->usual == titles ? 0 : titles);
    });
    connect(m_pictures, &QCheckBox::toggled, this, [this](bool shows) {
        const QString id = m_source->currentData().toString();
        m_network.setShowsPictures(id, shows);
        Q_EMIT picturesChanged(id);
    });
    onSource();
}

bool SourceForm::isEmpty() const
{
    return m_source->count() == 0;
}

void SourceForm::setRowVisible(QWidget *field, bool visible)
{
    field->setVisible(visible);
    if (QWidget *label = m_form->labelForField(field))
        label->setVisible(visible);
}

void SourceForm::onSource()
{
    const QString id = m_source->currentData().toString();
    const auto size = m_network.pageSize(id);
    setRowVisible(m_pageSize, size.has_value());
    setRowVisible(m_pictures, m_network.asksAboutPictures(id));
    const QSignalBlocker quietSize(m_pageSize);
    const QSignalBlocker quietPictures(m_pictures);
    if (size) {
        m_pageSize->setRange(std::min(kLeastTitles, size->most), size->most);
        m_pageSize->setValue(size->value);
    }
    m_pictures->setChecked(m_network.showsPictures(id).value_or(false));
}

} // namespace matinee
