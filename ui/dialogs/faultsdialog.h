// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace matinee {

struct SourceDescriptor;

/// Which rows of a catalogue file were left out, by line, with the reason of each. GUI thread.
class FaultsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit FaultsDialog(const SourceDescriptor &source, QWidget *parent = nullptr);
};

} // namespace matinee
