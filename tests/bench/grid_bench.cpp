// SPDX-License-Identifier: GPL-3.0-or-later
// grid.frame, grid.scale, grid.append and image.decode of performance.md: each of ours next to its floor, interleaved,
// in one run. Prints one JSON object a line; judges nothing.
#include <QApplication>
#include <QBuffer>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QPixmap>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QStaticText>
#include <QWidget>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

#include "models/images/noimages.h"
#include "tests/unit/ui/titlelistmodel.h"
#include "ui/grid/postercache.h"
#include "ui/grid/posterdecoder.h"
#include "ui/grid/posterdelegate.h"
#include "ui/grid/postergrid.h"
#include "ui/theme/theme.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPairs = 7; // at least 5 (performance.md); odd, so that the median is a measure
constexpr int kFrames = 300;
constexpr int kScrollStep = 24; // 1 440 px/s at 60 Hz: a brisk wheel
constexpr QSize kWindow(1600, 1000);
constexpr int kColumns = 8;
constexpr int kAppends = 200;
constexpr int kPage = 20;
constexpr int kDecodes = 60;

using Samples = std::vector<double>; // ms

double quantile(Samples samples, double q)
{
    std::sort(samples.begin(), samples.end());
    return samples.at(static_cast<size_t>(q * static_cast<double>(samples.size() - 1)));
}

double timed(const std::function<void()> &work)
{
    QElapsedTimer clock;
    clock.start();
    work();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

void print(const QString &name, double ours, double floor, double target, const QString &unit)
{
    const QJsonObject row{{u"name"_s, name}, {u"ours"_s, ours}, {u"floor"_s, floor}, {u"target"_s, target}, {u"unit"_s, unit}};
    std::printf("%s\n", QJsonDocument(row).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

// What any grid must do: 40 posters blitted, 80 prepared texts drawn.
class FloorWidget final : public QWidget
{
public:
    FloorWidget(const Theme &theme, QSize poster)
    {
        m_fonts[0] = theme.font(theme.tokens().textM, QFont::Medium);
        m_fonts[1] = theme.font(theme.tokens().textS);
        for (int i = 0; i < 40; ++i) {
            PosterSpec spec{
                {u"floor"_s, u"movie"_s, QString::number(i)}, u"The General"_s, 1926, theme.family(), theme.tokens().canvas, 10};
            m_posters.push_back(QPixmap::fromImage(drawPoster(spec, poster, 1)));
            for (int line = 0; line < 2; ++line) {
                QStaticText text(line == 0 ? u"The Cabinet of Dr. C"_s : u"1926 · 75 min"_s);
                text.setTextFormat(Qt::PlainText);
                text.setPerformanceHint(QStaticText::AggressiveCaching);
                text.prepare({}, m_fonts[static_cast<size_t>(line)]);
                m_texts.push_back(text);
            }
        }
        setAttribute(Qt::WA_OpaquePaintEvent);
        resize(kWindow);
    }
    int offset = 0;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), palette().base());
        const QSize tile = m_posters.front().size() + QSize(20, 60);
        for (int i = 0; i < 40; ++i) {
            const QPoint corner(24 + i % kColumns * tile.width(), i / kColumns * tile.height() - offset % tile.height());
            const auto at = static_cast<size_t>(i);
            painter.drawPixmap(corner, m_posters[at]);
            const int caption = corner.y() + m_posters[at].height() + 8;
            for (size_t line = 0; line < 2; ++line) {
                painter.setFont(m_fonts[line]);
                painter.drawStaticText(corner.x(), caption + static_cast<int>(line) * 18, m_texts[at * 2 + line]);
            }
        }
    }

private:
    std::array<QFont, 2> m_fonts;
    std::vector<QPixmap> m_posters;
    std::vector<QStaticText> m_texts;
};

struct Stage {
    Stage(const Theme &theme, int rows) : posters(theme, images), model(rows), grid(theme, posters)
    {
        grid.setModel(&model);
        grid.resize(kWindow);
        grid.show();
        for (int tile = 320; grid.layouter().columns() < kColumns && tile > 110; --tile)
            grid.setTileWidth(tile);
        settle();
    }

    void settle() const
    {
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
    }

    // One frame of a scroll: events as a running program has them, then the repaint that is measured.
    double frame(int step)
    {
        QScrollBar &bar = *grid.verticalScrollBar();
        QCoreApplication::processEvents();
        bar.setValue((bar.value() + step) % std::max(1, bar.maximum()));
        return timed([this] { grid.viewport()->repaint(); });
    }

    NoImages images;
    PosterCache posters;
    TitleListModel model;
    PosterGrid grid;
};

void benchFrame(const Theme &theme)
{
    Stage stage(theme, 2000);
    FloorWidget floor(theme, stage.grid.layouter().posterSize());
    floor.show();
    QCoreApplication::processEvents();
    std::vector<double> ours50, ours99, floor50, floor99;
    for (int pair = 0; pair < kPairs; ++pair) {
        Samples ours;
        Samples floors;
        for (int i = 0; i < kFrames; ++i) {
            ours.push_back(stage.frame(kScrollStep));
            floor.offset += kScrollStep;
            floors.push_back(timed([&floor] { floor.repaint(); }));
        }
        ours50.push_back(quantile(ours, 0.5));
        ours99.push_back(quantile(ours, 0.99));
        floor50.push_back(quantile(floors, 0.5));
        floor99.push_back(quantile(floors, 0.99));
    }
    print(u"grid.frame.p50"_s, quantile(ours50, 0.5), quantile(floor50, 0.5), 2.0, u"ms"_s);
    print(u"grid.frame.p99"_s, quantile(ours99, 0.5), quantile(floor99, 0.5), 5.0, u"ms"_s);
}

void benchScale(const Theme &theme)
{
    Stage large(theme, 1'000'000);
    Stage small(theme, 1000);
    // Both walk over the same thousand rows, so that both find the same posters drawn.
    large.grid.verticalScrollBar()->setValue(large.grid.verticalScrollBar()->maximum() / 2);
    std::vector<double> ours;
    std::vector<double> floors;
    for (int pair = 0; pair < kPairs; ++pair) {
        Samples many;
        Samples few;
        for (int i = 0; i < kFrames; ++i) {
            const int step = (i / 50) % 2 == 0 ? kScrollStep : -kScrollStep;
            many.push_back(large.frame(step));
            few.push_back(small.frame(step));
        }
        ours.push_back(quantile(many, 0.5));
        floors.push_back(quantile(few, 0.5));
    }
    print(u"grid.scale"_s, quantile(ours, 0.5), quantile(floors, 0.5), 1.2, u"ms"_s);
}

void benchAppend(const Theme &theme)
{
    std::vector<double> ours;
    std::vector<double> floors;
    for (int pair = 0; pair < kPairs; ++pair) {
        Stage large(theme, 1'000'000);
        Stage small(theme, 1000);
        Samples many;
        Samples few;
        for (int i = 0; i < kAppends; ++i) {
            many.push_back(timed([&large] { large.model.append(kPage); }) * 1000);
            few.push_back(timed([&small] { small.model.append(kPage); }) * 1000);
        }
        ours.push_back(quantile(many, 0.5));
        floors.push_back(quantile(few, 0.5));
    }
    print(u"grid.append"_s, quantile(ours, 0.5), quantile(floors, 0.5), 1.5, u"us"_s);
}

// A poster as servers have them: 500 x 750, with the grain of a photograph, which is what decoding costs.
QByteArray posterBytes(const Theme &theme)
{
    const PosterSpec spec{{u"bench"_s, u"movie"_s, u"1"_s}, u"The General"_s, 1926, theme.family(), Qt::black, 0};
    QImage image = drawPoster(spec, {500, 750}, 1);
    QRandomGenerator grain(1926);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            image.setPixelColor(x, y, color.lighter(85 + static_cast<int>(grain.bounded(30))));
        }
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "jpeg", 85);
    return buffer.data();
}

void benchDecode(const Theme &theme)
{
    const QByteArray bytes = posterBytes(theme);
    const PosterShape shape{{185, 278}, 1, theme.tokens().canvas, 10};
    std::vector<double> ours;
    std::vector<double> floors;
    for (int pair = 0; pair < kPairs; ++pair) {
        Samples verified;
        Samples plain;
        for (int i = 0; i < kDecodes; ++i) {
            verified.push_back(timed([&] { (void)decodePoster(bytes, shape); }));
            plain.push_back(timed([&] { (void)QImage::fromData(bytes); }));
        }
        ours.push_back(quantile(verified, 0.5));
        floors.push_back(quantile(plain, 0.5));
    }
    print(u"image.decode"_s, quantile(ours, 0.5), quantile(floors, 0.5), 1.0, u"ms"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    Theme theme(std::make_unique<SystemLook>());
    theme.setMode(Theme::Mode::Dark);
    theme.apply();
    benchFrame(theme);
    benchScale(theme);
    benchAppend(theme);
    benchDecode(theme);
    return 0;
}
