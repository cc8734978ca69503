// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchprint.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace matinee::bench {

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

Pair interleaved(int pairs, const std::function<void()> &ours, const std::function<void()> &floor)
{
    Samples mine;
    Samples theirs;
    for (int i = 0; i < pairs; ++i) {
        mine.push_back(timed(ours));
        theirs.push_back(timed(floor));
    }
    return {quantile(mine, 0.5), quantile(theirs, 0.5)};
}

void run(const std::vector<Bench> &benches, const QString &wanted)
{
    for (const Bench &bench : benches) {
        if (bench.name.startsWith(wanted) || wanted.startsWith(bench.name + u'.'))
            bench.run();
    }
}

void print(const QString &name, const Pair &times, std::optional<double> target, const QString &unit, const QString &note)
{
    QJsonObject row{{u"name"_s, name}, {u"ours"_s, times.ours}, {u"floor"_s, times.floor}, {u"unit"_s, unit}};
    if (target)
        row.insert(u"target"_s, *target);
    if (!note.isEmpty())
        row.insert(u"note"_s, note);
    std::printf("%s\n", QJsonDocument(row).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

} // namespace matinee::bench
