// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/syntheticcatalogue.h"

#include <QFile>
#include <QRandomGenerator>

#include <array>

namespace matinee::bench {
namespace {

constexpr quint32 kSeed = 20261120;
constexpr std::array kWords{"silver", "harbor", "winter", "letter", "garden", "shadow", "river", "engine", "stranger", "midnight",
    "paper", "crown", "island", "mirror", "thunder", "velvet", "orchard", "station", "lantern", "echo", "summer", "glass",
    "copper", "voyage", "window", "desert", "signal", "quiet", "golden", "broken", "distant", "hidden"};

QByteArray word(QRandomGenerator &random)
{
    return kWords.at(size_t(random.bounded(int(kWords.size()))));
}

QByteArray words(QRandomGenerator &random, int count)
{
    QByteArray out;
    for (int i = 0; i < count; ++i)
        out += (i == 0 ? QByteArray() : QByteArray(" ")) + word(random);
    return out;
}

QByteArray person(QRandomGenerator &random, int titles)
{
    return "\"Person " + QByteArray::number(random.bounded(std::max(4, titles / 4))) + '"';
}

QByteArray film(QRandomGenerator &random, int number, int titles)
{
    QByteArray line = "{\"id\":" + QByteArray::number(number) + ",\"title\":\"The " + words(random, 2) + ' '
        + QByteArray::number(number % 97) + "\",\"year\":" + QByteArray::number(1900 + random.bounded(125)) + ",\"runtime\":"
        + QByteArray::number(40 + random.bounded(160)) + ",\"rating\":" + QByteArray::number(1 + random.bounded(90) / 10.0)
        + ",\"votes\":" + QByteArray::number(random.bounded(20000));
    line += ",\"genres\":[\"Genre " + QByteArray::number(random.bounded(20)) + "\",\"Genre "
        + QByteArray::number(random.bounded(20)) + "\"]";
    line += ",\"countries\":[\"Country " + QByteArray::number(random.bounded(30)) + "\"]";
    line += ",\"directors\":[" + person(random, titles) + "],\"cast\":[" + person(random, titles) + ',' + person(random, titles)
        + ',' + person(random, titles) + "],\"overview\":\"" + words(random, 60) + ".\"}\n";
    return line;
}

} // namespace

bool writeSyntheticCatalogue(const QString &path, int titles)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QRandomGenerator random(kSeed);
    QByteArray buffer;
    for (int number = 1; number <= titles; ++number) {
        buffer += film(random, number, titles);
        if (buffer.size() > (1 << 20) || number == titles) {
            if (file.write(buffer) != buffer.size())
                return false;
            buffer.clear();
        }
    }
    return file.flush();
}

} // namespace matinee::bench
