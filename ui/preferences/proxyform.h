// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/catalog/networksettings.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace matinee {

/// By which way servers are reached. The system's way and the direct one count at once, a proxy when it is applied.
/// GUI thread.
class ProxyForm : public QWidget
{
    Q_OBJECT
public:
    explicit ProxyForm(NetworkSettings &network, QWidget *parent = nullptr);

private:
    void fill(const ProxySettings &proxy);
    void layOut();
    [[nodiscard]] ProxySettings typed() const;
    void onMode();
    void onTyped();
    void apply();
    void tell(const QString &text);

    NetworkSettings &m_network;
    QFormLayout *m_form;
    QComboBox *m_mode;
    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QPushButton *m_apply;
    QLabel *m_state;
    bool m_hasPassword = false; ///< one was typed since the last time
};

} // namespace matinee
