// SPDX-License-Identifier: GPL-3.0-or-later
// The floor of start.cold and start.memory: a bare QWidget of the window's size. Says "painted" at its first paint.
#include <QApplication>
#include <QPainter>
#include <QWidget>

#include <cstdio>

namespace {

class BareWidget : public QWidget
{
protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter(this).fillRect(rect(), Qt::black);
        std::puts("painted");
        std::fflush(stdout);
    }
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    BareWidget widget;
    widget.resize(1440, 900);
    widget.show();
    return QApplication::exec();
}
