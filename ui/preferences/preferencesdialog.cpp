// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferencesdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QSlider>
#include <QVBoxLayout>

#include "ui/preferences/preferences.h"

using namespace Qt::StringLiterals;

namespace matinee {

PreferencesDialog::PreferencesDialog(Preferences &preferences, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Preferences"));
    auto *theme = new QComboBox(this);
    theme->addItem(tr("As the system"), u"system"_s);
    theme->addItem(tr("Dark"), u"dark"_s);
    theme->addItem(tr("Light"), u"light"_s);
    theme->setCurrentIndex(theme->findData(preferences.themeName()));
    connect(theme, &QComboBox::currentIndexChanged, &preferences,
        [&preferences, theme](int index) { preferences.setThemeName(theme->itemData(index).toString()); });
    auto *size = new QSlider(Qt::Horizontal, this);
    size->setRange(Preferences::kLeastTileWidth, Preferences::kMostTileWidth);
    size->setValue(preferences.tileWidth());
    connect(size, &QSlider::valueChanged, &preferences, &Preferences::setTileWidth);
    auto *form = new QFormLayout;
    form->addRow(tr("&Theme"), theme);
    form->addRow(tr("&Poster size"), size);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(buttons);
    setMinimumWidth(360);
}

} // namespace matinee
