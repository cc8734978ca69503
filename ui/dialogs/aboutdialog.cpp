// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/aboutdialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace matinee {

AboutDialog::AboutDialog(const Theme &theme, const QStringList &attributions, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About Matinee"));
    auto *column = new QVBoxLayout(this);
    const auto add = [&](const QString &text, double size, QFont::Weight weight) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setFont(theme.font(size, weight));
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    };
    const Tokens &tokens = theme.tokens();
    add(u"Matinee"_s, tokens.textXl, QFont::Bold);
    add(tr("Version %1").arg(QCoreApplication::applicationVersion()), tokens.textS, QFont::Normal);
    add(tr("Browse film catalogues that arrive in pages, online and off."), tokens.textM, QFont::Normal);
    add(tr("Public-domain films: a catalogue of films first published from 1888 to 1930, whose United States copyright has run "
           "out. Facts and sentences are the program's own; posters are drawn by it."),
        tokens.textM, QFont::Normal);
    for (const QString &attribution : attributions)
        add(attribution, tokens.textM, QFont::Normal);
    add(tr("Free software under the GNU General Public License, version 3 or later. Built with Qt %1 (LGPL), SQLite (public "
           "domain), "
           "SQLiteCpp, RapidJSON, libcsv, zlib, zstd, QtKeychain and tl::expected.")
            .arg(QString::fromLatin1(qVersion())),
        tokens.textS, QFont::Normal);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    column->setSpacing(tokens.spaceM);
    column->setContentsMargins(tokens.spaceXl, tokens.spaceXl, tokens.spaceXl, tokens.spaceL);
    setMinimumWidth(theme.px(420));
}

} // namespace matinee
