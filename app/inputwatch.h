// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <functional>

namespace matinee {

/// Tells of every key, click, turn of the wheel and movement of the pointer, wherever in the program. GUI thread.
class InputWatch : public QObject
{
public:
    explicit InputWatch(std::function<void()> onInput) : m_onInput(std::move(onInput))
    {
        QCoreApplication::instance()->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::MouseButtonPress:
        case QEvent::MouseMove:
        case QEvent::Wheel:
        case QEvent::TouchBegin:
        case QEvent::TouchUpdate: m_onInput(); break;
        default: break;
        }
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_onInput;
};

} // namespace matinee
