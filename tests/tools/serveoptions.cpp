// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tools/serveoptions.h"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "tests/support/faultserver/dialect.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

using Reader = std::function<bool(const QString &value, ServerSettings &settings)>;

struct Option {
    QString name;
    QString value; // what it is called in the help; empty: the option takes none
    QString help;
    Reader read;
};

bool readNumber(const QString &text, qint64 least, qint64 most, const std::function<void(qint64)> &set)
{
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    if (!ok || number < least || number > most)
        return false;
    set(number);
    return true;
}

// "200ms", "2s", "200".
bool readTime(const QString &text, std::chrono::milliseconds &out)
{
    const bool seconds = text.endsWith(u's') && !text.endsWith("ms"_L1);
    const QString digits = text.endsWith("ms"_L1) ? text.chopped(2) : seconds ? text.chopped(1) : text;
    bool ok = false;
    const double number = digits.toDouble(&ok);
    if (!ok || number < 0)
        return false;
    out = std::chrono::milliseconds(static_cast<qint64>(number * (seconds ? 1000 : 1)));
    return true;
}

bool readPercent(const QString &text, double &out)
{
    bool ok = false;
    out = (text.endsWith(u'%') ? text.chopped(1) : text).toDouble(&ok);
    return ok && out >= 0 && out <= 100;
}

// "3:2": from page 3 on, two of them. "3": one.
bool readPages(const QString &text, int &from, int &count)
{
    bool ok = false;
    bool okCount = true;
    from = text.section(u':', 0, 0).toInt(&ok);
    count = text.contains(u':') ? text.section(u':', 1).toInt(&okCount) : 1;
    return ok && okCount && from > 0 && count > 0;
}

template <typename T, std::size_t N>
bool readName(const QString &text, const std::array<std::pair<const char *, T>, N> &names, T &out)
{
    const auto at
        = std::find_if(names.begin(), names.end(), [&](const auto &known) { return text == QLatin1StringView(known.first); });
    if (at == names.end())
        return false;
    out = at->second;
    return true;
}

constexpr std::array<std::pair<const char *, FaultCut>, 6> kCuts{
    {{"length", FaultCut::Length}, {"gzip-closed", FaultCut::GzipClosed}, {"gzip-short", FaultCut::GzipShortLength},
        {"chunked", FaultCut::ChunkedNoEnd}, {"chunked-half", FaultCut::ChunkedHalf}, {"eof", FaultCut::JsonNoLength}}};
constexpr std::array<std::pair<const char *, FaultBody>, 10> kBodies{{{"html", FaultBody::Html},
    {"half-json", FaultBody::HalfJson}, {"deep", FaultBody::DeepJson}, {"number", FaultBody::NumberForList},
    {"null-ids", FaultBody::NullIds}, {"huge", FaultBody::Huge}, {"bomb", FaultBody::GzipBomb},
    {"no-picture", FaultBody::NoPicture}, {"half-jpeg", FaultBody::HalfJpeg}, {"giant-picture", FaultBody::GiantPicture}}};

// "503", "503:every 10".
bool readStatus(const QString &text, StandingFaults &faults)
{
    const QString every = text.section(u':', 1).simplified().remove("every"_L1).trimmed();
    return readNumber(text.section(u':', 0, 0), 200, 599, [&](qint64 code) { faults.status = static_cast<int>(code); })
        && (!text.contains(u':') || readNumber(every, 1, 1'000'000, [&](qint64 n) { faults.statusEvery = static_cast<int>(n); }));
}

// "5%", "5%:eof".
bool readTruncate(const QString &text, StandingFaults &faults)
{
    return readPercent(text.section(u':', 0, 0), faults.truncatePercent)
        && (!text.contains(u':') || readName(text.section(u':', 1), kCuts, faults.truncate));
}

Reader number(std::function<void(ServerSettings &, qint64)> set, qint64 least = 1, qint64 most = 1'000'000'000)
{
    return [=](const QString &text, ServerSettings &settings) {
        return readNumber(text, least, most, [&](qint64 value) { set(settings, value); });
    };
}

Reader flag(std::function<void(ServerSettings &)> set)
{
    return [set](const QString &, ServerSettings &settings) {
        set(settings);
        return true;
    };
}

Reader text(std::function<void(ServerSettings &, const QString &)> set)
{
    return [set](const QString &value, ServerSettings &settings) {
        set(settings, value);
        return true;
    };
}

using S = ServerSettings;

std::vector<Option> servingOptions()
{
    return {
        {u"dialect"_s, u"NAME"_s, u"how the server speaks: %1"_s.arg(dialectNames().join(u", "_s)),
            text([](S &s, const QString &v) { s.dialect = v; })},
        {u"catalogue"_s, u"FILE"_s, u"serve this catalogue file, of any size"_s,
            text([](S &s, const QString &v) { s.catalogue = v; })},
        {u"titles"_s, u"N"_s, u"serve N made-up titles instead (1000)"_s, number([](S &s, qint64 v) { s.titles = v; })},
        {u"port"_s, u"P"_s, u"listen on 127.0.0.1:P; 0, as without it: a free port"_s,
            number([](S &s, qint64 v) { s.port = static_cast<quint16>(v); }, 0, 65'535)},
        {u"token"_s, u"SECRET"_s, u"what a client must show"_s, text([](S &s, const QString &v) { s.token = v; })},
        {u"session"_s, u"ID"_s, u"a session that is always signed in (session)"_s,
            text([](S &s, const QString &v) { s.session = v; })},
        {u"page-size"_s, u"N"_s, u"rows a page where nobody says"_s,
            number([](S &s, qint64 v) { s.pageSize = static_cast<int>(v); }, 1, 10'000)},
        {u"max-page-size"_s, u"N"_s, u"rows a page at most"_s,
            number([](S &s, qint64 v) { s.maxPageSize = static_cast<int>(v); }, 1, 10'000)},
        {u"max-age"_s, u"SECONDS"_s, u"Cache-Control of every answer"_s,
            number([](S &s, qint64 v) { s.maxAge = static_cast<int>(v); })},
        {u"no-etag"_s, {}, u"no ETag, no 304"_s, flag([](S &s) { s.etags = false; })},
        {u"no-gzip"_s, {}, u"never compress"_s, flag([](S &s) { s.gzip = false; })},
        {u"chunked"_s, {}, u"chunked instead of Content-Length"_s, flag([](S &s) { s.chunked = true; })},
        {u"log"_s, u"FILE"_s, u"a JSON line for each request; - for standard error"_s,
            text([](S &s, const QString &v) { s.logFile = v; })},
    };
}

std::vector<Option> faultOptions()
{
    return {
        {u"latency"_s, u"TIME"_s, u"before each answer: 200ms, 2s"_s,
            [](const QString &v, S &s) { return readTime(v, s.faults.latency); }},
        {u"jitter"_s, u"TIME"_s, u"up to so much more"_s, [](const QString &v, S &s) { return readTime(v, s.faults.jitter); }},
        {u"drop"_s, u"PERCENT"_s, u"connections closed without an answer or in its middle"_s,
            [](const QString &v, S &s) { return readPercent(v, s.faults.dropPercent); }},
        {u"status"_s, u"CODE[:every N]"_s, u"this status instead, each time or every Nth"_s,
            [](const QString &v, S &s) { return readStatus(v, s.faults); }},
        {u"retry-after"_s, u"TEXT"_s, u"Retry-After beside it; any text"_s,
            text([](S &s, const QString &v) { s.faults.retryAfter = v.toUtf8(); })},
        {u"truncate"_s, u"PERCENT[:HOW]"_s, u"cut answers: length, gzip-closed, gzip-short, chunked, chunked-half, eof"_s,
            [](const QString &v, S &s) { return readTruncate(v, s.faults); }},
        {u"body"_s, u"WHAT"_s,
            u"instead of the body: html, half-json, deep, number, null-ids, huge, bomb, no-picture, half-jpeg, giant-picture"_s,
            [](const QString &v, S &s) { return readName(v, kBodies, s.faults.body); }},
        {u"dribble"_s, u"TIME"_s, u"bodies come byte by byte, one each TIME"_s,
            [](const QString &v, S &s) { return readTime(v, s.faults.dribble); }},
        {u"redirect"_s, u"URL"_s, u"302 to this place instead of each answer"_s,
            text([](S &s, const QString &v) { s.faults.redirectTo = v.toUtf8(); })},
        {u"only"_s, u"TEXT"_s, u"these faults only where the path holds TEXT"_s,
            text([](S &s, const QString &v) { s.faults.onlyUnder = v; })},
        {u"requests"_s, u"FROM[:COUNT]"_s, u"these faults only from the FROMth such request on, COUNT of them (1)"_s,
            [](const QString &v, S &s) { return readPages(v, s.faults.from, s.faults.count); }},
        {u"seed"_s, u"N"_s, u"another run of chance"_s, number([](S &s, qint64 v) {
             s.faults.seed = static_cast<quint32>(v);
             s.moving.seed = static_cast<quint32>(v);
         })},
    };
}

std::vector<Option> listOptions()
{
    return {
        {u"moving"_s, {}, u"lists change between requests"_s, flag([](S &s) { s.moving.moves = true; })},
        {u"edits"_s, u"N"_s, u"so many changes between two requests for a list (1)"_s,
            number([](S &s, qint64 v) { s.moving.editsPerRequest = static_cast<int>(v); }, 1, 1000)},
        {u"total"_s, u"N"_s, u"say there are N titles"_s, number([](S &s, qint64 v) { s.list.total = v; }, 0)},
        {u"total-pages"_s, u"N"_s, u"say there are N pages"_s, number([](S &s, qint64 v) { s.list.totalPages = v; }, 0)},
        {u"empty-pages"_s, u"FROM[:COUNT]"_s, u"pages without rows, more promised"_s,
            [](const QString &v, S &s) { return readPages(v, s.list.emptyFrom, s.list.emptyPages); }},
        {u"duplicate-pages"_s, u"FROM[:COUNT]"_s, u"pages that hold page 1 again"_s,
            [](const QString &v, S &s) { return readPages(v, s.list.duplicateFrom, s.list.duplicatePages); }},
        {u"overlap"_s, u"N"_s, u"pages begin with N rows of the one before"_s,
            number([](S &s, qint64 v) { s.list.overlap = static_cast<int>(v); }, 0, 10'000)},
        {u"short"_s, u"N"_s, u"pages lack N rows"_s,
            number([](S &s, qint64 v) { s.list.shortBy = static_cast<int>(v); }, 0, 10'000)},
        {u"clamp-last"_s, {}, u"past the end comes the last page again"_s, flag([](S &s) { s.list.clampLast = true; })},
        {u"next-self"_s, {}, u"the next page is the page itself"_s, flag([](S &s) { s.list.nextToSelf = true; })},
        {u"cycle"_s, u"N"_s, u"after N pages the next is page 1"_s,
            number([](S &s, qint64 v) { s.list.nextCycle = static_cast<int>(v); })},
        {u"restart-from"_s, u"N"_s, u"from page N on comes page 1"_s,
            number([](S &s, qint64 v) { s.list.restartFrom = static_cast<int>(v); })},
        {u"links-to"_s, u"ORIGIN"_s, u"links to other pages lead to this server, http://127.0.0.1:9"_s,
            text([](S &s, const QString &v) { s.list.linkOrigin = v.toUtf8(); })},
        {u"cursor-lifetime"_s, u"TIME"_s, u"older cursors are refused"_s,
            [](const QString &v, S &s) { return readTime(v, s.list.cursorLifetime.emplace()); }},
        {u"cursor-refusal"_s, u"CODE"_s, u"with this status (400)"_s,
            number([](S &s, qint64 v) { s.list.cursorRefusal = static_cast<int>(v); }, 400, 599)},
    };
}

std::vector<Option> allOptions()
{
    std::vector<Option> all = servingOptions();
    for (const auto &more : {faultOptions(), listOptions()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace

Result<ServerSettings> readServeOptions(const QStringList &arguments)
{
    const std::vector<Option> options = allOptions();
    ServerSettings settings;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        // Both `--port 80` and `--port=80`.
        const QString name = arguments[i].section(u'=', 0, 0);
        const auto option
            = std::find_if(options.begin(), options.end(), [&](const Option &known) { return u"--"_s + known.name == name; });
        if (option == options.end())
            return fail(ErrorKind::InvalidArgument, u"is no option; see --help"_s, name);
        const bool joined = arguments[i].contains(u'=');
        if (joined == option->value.isEmpty() && joined)
            return fail(ErrorKind::InvalidArgument, u"takes no value"_s, name);
        if (!joined && !option->value.isEmpty() && i + 1 == arguments.size())
            return fail(ErrorKind::InvalidArgument, u"lacks its %1"_s.arg(option->value), name);
        const QString value = joined ? arguments[i].section(u'=', 1) : option->value.isEmpty() ? QString() : arguments[++i];
        if (!option->read(value, settings))
            return fail(ErrorKind::InvalidArgument, u"\"%1\" is no %2"_s.arg(value, option->value), name);
    }
    return settings;
}

QString serveHelp()
{
    QString help = u"./dev serve [options]   a catalogue server on 127.0.0.1 that fails as it is told\n"_s;
    for (const Option &option : allOptions()) {
        const QString name = u"  --"_s + option.name + (option.value.isEmpty() ? QString() : u' ' + option.value);
        help += name.leftJustified(32) + option.help + u'\n';
    }
    return help;
}

} // namespace matinee::test
