// SPDX-License-Identifier: GPL-3.0-or-later
// ./dev soak MINUTES: walks of the simulator, one seed after another, until the time is over or an invariant breaks.
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QTextStream>

#include "tests/support/simulator/simulation.h"

using namespace Qt::StringLiterals;
using matinee::test::Simulation;

namespace {

constexpr int kEvents = 10'000;

/// One line an event, as --trace writes them.
class LoudTrace final : public matinee::TraceSink
{
public:
    explicit LoudTrace(QTextStream &out) : m_out(out) { }
    [[nodiscard]] bool isEnabled() const override { return true; }
    void event(const QString &name, QJsonObject fields) override
    {
        m_out << "    " << name << ' ' << QJsonDocument(fields).toJson(QJsonDocument::Compact) << Qt::endl;
    }

private:
    QTextStream &m_out;
};

QString walk(unsigned seed, bool isLoud, QTextStream &out, std::chrono::nanoseconds &longest)
{
    matinee::NullTrace noTrace;
    LoudTrace loudTrace(out);
    Simulation simulation(seed, isLoud ? static_cast<matinee::TraceSink &>(loudTrace) : noTrace);
    QString breach;
    for (int event = 0; event < kEvents && breach.isEmpty(); ++event) {
        breach = simulation.step();
        if (isLoud)
            out << simulation.events() << simulation.lastEvent() << Qt::endl;
    }
    if (breach.isEmpty())
        breach = simulation.finish();
    if (isLoud)
        out << QJsonDocument(simulation.dump()).toJson();
    longest = std::max(longest, simulation.longestEvent());
    return breach;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QTextStream out(stdout);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Walks the simulator until the time is over or an invariant of paging.md 4.17 breaks."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"minutes"_s, u"how long, 1 unless told"_s);
    const QCommandLineOption seedOption(u"seed"_s, u"walk this seed only, and print each event"_s, u"N"_s);
    const QCommandLineOption fromOption(u"from"_s, u"the first seed (1000)"_s, u"N"_s, u"1000"_s);
    parser.addOptions({seedOption, fromOption});
    parser.process(app);

    std::chrono::nanoseconds longest{};
    if (parser.isSet(seedOption)) {
        const QString breach = walk(parser.value(seedOption).toUInt(), true, out, longest);
        out << (breach.isEmpty() ? u"no breach"_s : breach) << Qt::endl;
        return breach.isEmpty() ? 0 : 1;
    }
    const double minutes = parser.positionalArguments().value(0, u"1"_s).toDouble();
    const QDeadlineTimer until(static_cast<qint64>(minutes * 60'000));
    unsigned seed = parser.value(fromOption).toUInt();
    int walks = 0;
    for (; !until.hasExpired(); ++seed, ++walks) {
        const QString breach = walk(seed, false, out, longest);
        if (!breach.isEmpty()) {
            out << breach << Qt::endl << "again: ./dev soak --seed " << seed << Qt::endl;
            return 1;
        }
    }
    const double longestMs = std::chrono::duration<double, std::milli>(longest).count();
    out << walks << " walks of " << kEvents << " events, nothing broke; the longest event took " << longestMs << " ms"
        << Qt::endl;
    return 0;
}
