// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferencesdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSlider>
#include <QVBoxLayout>

#include "ui/preferences/preferences.h"
#include "ui/preferences/proxyform.h"
#include "ui/preferences/sourceform.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr int kLeastWidth = 420; // logical px: the longest words of a row and a field beside them

QWidget *lookForm(Preferences &preferences, QWidget *parent)
{
    auto *look = new QWidget(parent);
    auto *theme = new QComboBox(look);
    theme->addItem(PreferencesDialog::tr("As the system"), u"system"_s);
    theme->addItem(PreferencesDialog::tr("Dark"), u"dark"_s);
    theme->addItem(PreferencesDialog::tr("Light"), u"light"_s);
    theme->setCurrentIndex(theme->findData(preferences.themeName()));
    QObject::connect(theme, &QComboBox::currentIndexChanged, &preferences,
        [&preferences, theme](int index) { preferences.setThemeName(theme->itemData(index).toString()); });
    auto *size = new QSlider(Qt::Horizontal, look);
    size->setRange(Preferences::kLeastTileWidth, Preferences::kMostTileWidth);
    size->setValue(preferences.tileWidth());
    QObject::connect(size, &QSlider::valueChanged, &preferences, &Preferences::setTileWidth);
    auto *form = new QFormLayout(look);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(PreferencesDialog::tr("&Theme"), theme);
    form->addRow(PreferencesDialog::tr("&Poster size"), size);
    return look;
}

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

/// The fields of all forms begin at one line.
void alignFields(const QDialog &dialog)
{
    int widest = 0;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        widest = label->buddy() ? std::max(widest, label->sizeHint().width()) : widest;
    for (QLabel *label : dialog.findChildren<QLabel *>()) {
        if (label->buddy())
            label->setMinimumWidth(widest);
    }
}

} // namespace

PreferencesDialog::PreferencesDialog(const Ports &ports, const QString &currentSource, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Preferences"));
    auto *column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetMinAndMaxSize); // rows come and go
    column->addWidget(heading(tr("Look"), this));
    column->addWidget(lookForm(ports.preferences, this));
    auto *source = new SourceForm(ports.network, ports.sources, currentSource, this);
    connect(source, &SourceForm::picturesChanged, this, &PreferencesDialog::picturesChanged);
    if (!source->isEmpty()) {
        column->addWidget(heading(tr("Sources"), this));
        column->addWidget(source);
    } else {
        source->hide();
    }
    column->addWidget(heading(tr("Network"), this));
    auto *ahead = new QCheckBox(tr("Read &lists ahead while you rest"), this);
    ahead->setToolTip(tr("Lists one step away are there at once, also offline. Off saves data."));
    ahead->setChecked(ports.preferences.readsAhead());
    connect(ahead, &QCheckBox::toggled, &ports.preferences, &Preferences::setReadsAhead);
    column->addWidget(ahead);
    column->addWidget(new ProxyForm(ports.network, this));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    alignFields(*this);
    setMinimumWidth(kLeastWidth);
}

} // namespace matinee
