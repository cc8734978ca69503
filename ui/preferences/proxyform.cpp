// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/proxyform.h"

#include <QAccessible>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include "ui/whilealive.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Mode = ProxySettings::Mode;
using Kind = ProxySettings::Kind;

constexpr int kUsualPort = 8080;

} // namespace

ProxyForm::ProxyForm(NetworkSettings &network, QWidget *parent)
    : QWidget(parent),
      m_network(network),
      m_form(new QFormLayout(this)),
      m_mode(new QComboBox(this)),
      m_kind(new QComboBox(this)),
      m_host(new QLineEdit(this)),
      m_port(new QSpinBox(this)),
      m_user(new QLineEdit(this)),
      m_password(new QLineEdit(this)),
      m_apply(new QPushButton(tr("Use this proxy"), this)),
      m_state(new QLabel(this))
{
    fill(network.proxy());
    layOut();
    connect(m_mode, &QComboBox::currentIndexChanged, this, &ProxyForm::onMode);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ProxyForm::onTyped);
    connect(m_port, &QSpinBox::valueChanged, this, &ProxyForm::onTyped);
    for (const QLineEdit *line : {m_host, m_user, m_password})
        connect(line, &QLineEdit::textChanged, this, &ProxyForm::onTyped);
    connect(m_password, &QLineEdit::textEdited, this, [this] { m_hasPassword = true; });
    connect(m_apply, &QPushButton::clicked, this, &ProxyForm::apply);
    onMode();
}

void ProxyForm::fill(const ProxySettings &proxy)
{
    m_mode->addItem(tr("As the system"), int(Mode::System));
    m_mode->addItem(tr("Through a proxy"), int(Mode::Manual));
    m_mode->addItem(tr("Directly"), int(Mode::None));
    m_mode->setCurrentIndex(m_mode->findData(int(proxy.mode)));
    m_kind->addItem(tr("HTTP"), int(Kind::Http));
    m_kind->addItem(tr("SOCKS 5"), int(Kind::Socks5));
    m_kind->setCurrentIndex(m_kind->findData(int(proxy.kind)));
    m_host->setText(proxy.host);
    m_host->setMaxLength(255);
    m_port->setRange(1, 65'535);
    m_port->setValue(proxy.port > 0 ? proxy.port : kUsualPort);
    m_user->setText(proxy.user);
    m_user->setPlaceholderText(tr("nobody"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(proxy.user.isEmpty() ? QString() : tr("as before"));
}

void ProxyForm::layOut()
{
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->addRow(tr("&Connection"), m_mode);
    m_form->addRow(tr("&Kind of proxy"), m_kind);
    m_form->addRow(tr("&Server"), m_host);
    m_form->addRow(tr("P&ort"), m_port);
    m_form->addRow(tr("&User"), m_user);
    m_form->addRow(tr("P&assword"), m_password);
    m_form->addRow(QString(), m_apply);
    m_form->addRow(m_state);
    m_state->hide();
}

ProxySettings ProxyForm::typed() const
{
    ProxySettings proxy;
    proxy.mode = Mode(m_mode->currentData().toInt());
    proxy.kind = Kind(m_kind->currentData().toInt());
    proxy.host = m_host->text().trimmed();
    proxy.port = m_port->value();
    proxy.user = m_user->text();
    return proxy;
}

void ProxyForm::onMode()
{
    const Mode mode = typed().mode;
    const bool isManual = mode == Mode::Manual;
    for (QWidget *field : std::initializer_list<QWidget *>{m_kind, m_host, m_port, m_user, m_password, m_apply}) {
        field->setVisible(isManual);
        if (QWidget *label = m_form->labelForField(field))
            label->setVisible(isManual);
    }
    onTyped();
    if (!isManual && mode != m_network.proxy().mode)
        apply();
}

void ProxyForm::onTyped()
{
    const ProxySettings proxy = typed();
    m_apply->setEnabled(proxy.mode == Mode::Manual && !proxy.host.isEmpty() && (m_hasPassword || proxy != m_network.proxy()));
    tell({});
}

void ProxyForm::apply()
{
    ProxySettings proxy = typed();
    if (proxy.mode != Mode::Manual) { // what was applied before stays for another time
        const Mode mode = proxy.mode;
        proxy = m_network.proxy();
        proxy.mode = mode;
    }
    const auto password = m_hasPassword && proxy.mode == Mode::Manual ? std::optional(m_password->text()) : std::nullopt;
    m_network.setProxy(proxy, password, whileAlive(this, [this](const Result<SecretPlace> &place) {
        if (!place) {
            return tell(place.error().where == "host"_L1 ? tr("The server is a name or an address, without http://.")
                                                         : sentenceFor(place.error()));
        }
        m_hasPassword = false;
        onTyped();
        if (*place == SecretPlace::Memory)
            tell(tr("No keychain runs here: the password is remembered until you close Matinee."));
        else if (m_network.proxy().mode == Mode::Manual)
            tell(tr("This proxy is used from now on."));
    }));
}

void ProxyForm::tell(const QString &text)
{
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    QAccessibleEvent alert(m_state, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace matinee
