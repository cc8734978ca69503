// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include <functional>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

tl::unexpected<Error> usage(const QString &detail, const QString &where = {})
{
    return fail(ErrorKind::InvalidArgument, detail, where);
}

/// The options of one command; the common ones are there for all.
class Options
{
public:
    explicit Options(const QStringList &valueOptions, const QStringList &flags = {})
    {
        m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
        for (const QString &name : QStringList{u"profile-dir"_s, u"base"_s, u"trace"_s, u"dump-state"_s} + valueOptions)
            m_parser.addOption(QCommandLineOption(name, QString(), name));
        for (const QString &name : QStringList{u"version"_s, u"help"_s} + flags)
            m_parser.addOption(QCommandLineOption(name));
    }

    Result<void> read(const QStringList &arguments)
    {
        if (!m_parser.parse(QStringList{u"matinee"_s} + arguments)) {
            const QStringList unknown = m_parser.unknownOptionNames();
            return unknown.isEmpty() ? usage(m_parser.errorText()) : usage(u"no such option here"_s, u"--"_s + unknown.first());
        }
        for (const QString &name : m_parser.optionNames()) {
            if (m_parser.values(name).size() > 1)
                return usage(u"given twice"_s, u"--"_s + name);
        }
        return {};
    }

    /// False also for an option that this command does not have.
    [[nodiscard]] bool has(const QString &name) const { return m_parser.optionNames().contains(name); }
    [[nodiscard]] QString value(const QString &name) const { return m_parser.value(name); }
    [[nodiscard]] QStringList words() const { return m_parser.positionalArguments(); }

private:
    QCommandLineParser m_parser;
};

Result<void> readBase(const Options &options, Invocation &out)
{
    if (!options.has(u"base"_s))
        return {};
    const QUrl url(options.value(u"base"_s), QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !isHttp || url.host().isEmpty() || url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty())
        return usage(u"is the address of a server, such as http://127.0.0.1:8000/api"_s, u"--base"_s);
    out.base = url.toString(QUrl::StripTrailingSlash);
    return {};
}

Result<void> readCommon(const Options &options, Invocation &out)
{
    const auto path = [&](const QString &name, QString &target) -> Result<void> {
        if (!options.has(name))
            return {};
        if (options.value(name).isEmpty())
            return usage(u"needs a path"_s, u"--"_s + name);
        target = QFileInfo(options.value(name)).absoluteFilePath();
        return {};
    };
    if (auto done = readBase(options, out); !done)
        return done;
    if (auto done = path(u"profile-dir"_s, out.profileDir); !done)
        return done;
    if (auto done = path(u"trace"_s, out.traceFile); !done)
        return done;
    return path(u"dump-state"_s, out.dumpFile);
}

Result<OutputFormat> readFormat(const Options &options, const std::vector<std::pair<QString, OutputFormat>> &known)
{
    if (!options.has(u"format"_s))
        return known.front().second;
    QStringList names;
    for (const auto &[name, format] : known) {
        if (options.value(u"format"_s) == name)
            return format;
        names += name;
    }
    return usage(u"is one of %1, not \"%2\""_s.arg(names.join(u", "_s), options.value(u"format"_s)), u"--format"_s);
}

const std::vector<std::pair<QString, OutputFormat>> kPrintFormats{
    {u"table"_s, OutputFormat::Table}, {u"json"_s, OutputFormat::Json}, {u"csv"_s, OutputFormat::Csv}};
const std::vector<std::pair<QString, OutputFormat>> kExportFormats{
    {u"csv"_s, OutputFormat::Csv}, {u"json"_s, OutputFormat::Json}, {u"letterboxd"_s, OutputFormat::Letterboxd}};

Result<int> readPages(const Options &options)
{
    if (options.has(u"all"_s))
        return options.has(u"pages"_s) ? Result<int>(usage(u"--pages and --all exclude each other"_s, u"--pages"_s))
                                       : Result<int>(0);
    if (!options.has(u"pages"_s))
        return 1;
    bool ok = false;
    const int pages = options.value(u"pages"_s).toInt(&ok);
    if (!ok || pages < 1)
        return usage(u"is a whole number from 1 up, not \"%1\""_s.arg(options.value(u"pages"_s)), u"--pages"_s);
    return pages;
}

Result<void> expectWords(const Options &options, qsizetype count, const QString &form)
{
    if (options.words().size() != count)
        return usage(u"expected: matinee "_s + form);
    return {};
}

Result<void> readPrintFormat(const Options &options, Invocation &out)
{
    const auto format = readFormat(options, kPrintFormats);
    if (!format)
        return tl::unexpected(format.error());
    out.format = *format;
    return {};
}

/// Format, number of pages and where they come from, for commands that print a list.
Result<void> readPrinting(const Options &options, Invocation &out)
{
    const bool cacheOnly = options.has(u"from-cache"_s) || options.has(u"cached"_s);
    if (cacheOnly && options.has(u"refresh"_s))
        return usage(u"--from-cache and --refresh exclude each other"_s, u"--refresh"_s);
    if (cacheOnly)
        out.reading = Reading::CacheOnly;
    else if (options.has(u"refresh"_s))
        out.reading = Reading::Refreshed;
    if (auto done = readPrintFormat(options, out); !done)
        return done;
    const auto pages = readPages(options);
    if (!pages)
        return tl::unexpected(pages.error());
    out.pages = *pages;
    return {};
}

Result<void> readFeed(const QString &text, Invocation &out)
{
    auto feed = FeedKey::parse(text);
    if (!feed)
        return tl::unexpected(feed.error());
    feed->source = absoluteSourceId(feed->source);
    out.feed = *std::move(feed);
    return {};
}

/// The feed that is the only word, and how much of it.
Result<void> readFeedAndPages(const Options &options, Invocation &out)
{
    if (auto done = readFeed(options.words().first(), out); !done)
        return done;
    const auto pages = readPages(options);
    if (!pages)
        return tl::unexpected(pages.error());
    out.pages = *pages;
    return {};
}

Result<void> readList(const Options &options, Invocation &out)
{
    if (auto done = expectWords(options, 1, u"list FEED"_s); !done)
        return done;
    if (auto done = readFeed(options.words().first(), out); !done)
        return done;
    return readPrinting(options, out);
}

Result<void> readSearch(const Options &options, Invocation &out)
{
    if (auto done = expectWords(options, 2, u"search SOURCE TEXT"_s); !done)
        return done;
    if (options.words().at(1).trimmed().isEmpty())
        return usage(u"needs something to look for"_s, u"TEXT"_s);
    out.feed = FeedKey::of(absoluteSourceId(options.words().first()), u"search"_s, {{u"q"_s, options.words().at(1)}});
    return readPrinting(options, out);
}

Result<void> readShow(const Options &options, Invocation &out)
{
    if (auto done = expectWords(options, 2, u"show SOURCE TITLE"_s); !done)
        return done;
    out.showSource = absoluteSourceId(options.words().first());
    out.showTitle = options.words().at(1);
    if (const auto id = TitleId::parse(out.showSource, out.showTitle); !id)
        return tl::unexpected(id.error());
    return readPrintFormat(options, out);
}

Result<void> readExport(const Options &options, Invocation &out)
{
    if (auto done = expectWords(options, 1, u"export favorites|watchlist|LIST --format csv|json|letterboxd"_s); !done)
        return done;
    out.exported = options.words().first();
    if (out.exported.trimmed().isEmpty())
        return usage(u"needs what to export"_s, u"export"_s);
    const auto format = readFormat(options, kExportFormats);
    if (!format)
        return tl::unexpected(format.error());
    out.format = *format;
    return {};
}

Result<void> readImport(const Options &options, Invocation &out)
{
    if (auto done = expectWords(options, 1, u"import FILE [--report FILE]"_s); !done)
        return done;
    out.importFile = QFileInfo(options.words().first()).absoluteFilePath();
    if (options.has(u"report"_s)) {
        if (options.value(u"report"_s).isEmpty())
            return usage(u"needs a path"_s, u"--report"_s);
        out.reportFile = QFileInfo(options.value(u"report"_s)).absoluteFilePath();
    }
    return {};
}

Result<void> readBare(const Options &options, Invocation &out)
{
    if (!options.words().isEmpty())
        return usage(u"takes no further words, not \"%1\""_s.arg(options.words().first()));
    return readPrintFormat(options, out);
}

Result<void> readWarm(const Options &options, Invocation &out)
{
    out.art = options.has(u"art"_s);
    if (auto done = expectWords(options, 1, u"warm FEED"_s); !done)
        return done;
    return readFeedAndPages(options, out);
}

Result<void> readCacheClear(const Options &options, Invocation &out)
{
    int kinds = 0;
    for (const QString &kind : {u"feed"_s, u"account"_s, u"art"_s, u"all"_s})
        kinds += options.has(kind) ? 1 : 0;
    if (kinds != 1)
        return usage(u"says what to clear: one of --feed FEED, --account ID, --art, --all"_s, u"cache clear"_s);
    out.kind = Invocation::Kind::CacheClear;
    out.art = options.has(u"art"_s);
    out.all = options.has(u"all"_s);
    out.account = options.value(u"account"_s);
    if (options.has(u"account"_s) && out.account.isEmpty())
        return usage(u"needs an account"_s, u"--account"_s);
    return options.has(u"feed"_s) ? readFeed(options.value(u"feed"_s), out) : Result<void>();
}

Result<void> readCache(const Options &options, Invocation &out)
{
    const QString what = options.words().size() == 1 ? options.words().first() : QString();
    if (what == "clear"_L1)
        return readCacheClear(options, out);
    if (what != "list"_L1)
        return usage(u"expected: matinee cache list|clear"_s);
    for (const QString &kind : {u"feed"_s, u"account"_s, u"art"_s, u"all"_s}) {
        if (options.has(kind))
            return usage(u"belongs to cache clear"_s, u"--"_s + kind);
    }
    return readPrintFormat(options, out);
}

Result<void> readProfile(const Options &options, Invocation &out)
{
    if (options.words().size() != 2 || options.words().first() != "check"_L1)
        return usage(u"expected: matinee profile check FILE"_s);
    out.profileFile = QFileInfo(options.words().at(1)).absoluteFilePath();
    out.live = options.has(u"live"_s);
    return {};
}

Result<void> readPlace(const QString &word, Invocation &out)
{
    if (word.startsWith("matinee:"_L1)) {
        out.link = word;
        return {};
    }
    if (!QFileInfo::exists(word))
        return usage(u"no command and no file is called that; see matinee --help"_s, word);
    out.file = QFileInfo(word).absoluteFilePath();
    return {};
}

Result<void> readWindow(const Options &options, Invocation &out)
{
    if (options.words().size() > 1)
        return usage(u"one link or file at a time, not also \"%1\""_s.arg(options.words().at(1)));
    if (!options.words().isEmpty()) {
        if (auto done = readPlace(options.words().first(), out); !done)
            return done;
    }
    if (options.has(u"open"_s)) {
        if (!out.file.isEmpty() || options.value(u"open"_s).isEmpty())
            return usage(u"needs one file"_s, u"--open"_s);
        out.file = QFileInfo(options.value(u"open"_s)).absoluteFilePath();
    }
    out.sourceId = absoluteSourceId(options.value(u"source"_s));
    out.offline = options.has(u"offline"_s);
    out.theme = options.value(u"theme"_s);
    if (options.has(u"theme"_s) && !QStringList{u"dark"_s, u"light"_s, u"system"_s}.contains(out.theme))
        return usage(u"is one of dark, light, system, not \"%1\""_s.arg(out.theme), u"--theme"_s);
    return {};
}

struct Command {
    Invocation::Kind kind;
    QStringList valueOptions;
    QStringList flags;
    Result<void> (*read)(const Options &, Invocation &);
};

const Command *findCommand(const QString &word)
{
    using Kind = Invocation::Kind;
    static const QHash<QString, Command> commands{
        {u"list"_s, {Kind::List, {u"pages"_s, u"format"_s}, {u"all"_s, u"from-cache"_s, u"refresh"_s}, readList}},
        {u"search"_s, {Kind::Search, {u"pages"_s, u"format"_s}, {u"all"_s, u"cached"_s}, readSearch}},
        {u"show"_s, {Kind::Show, {u"format"_s}, {}, readShow}},
        {u"sources"_s, {Kind::Sources, {u"format"_s}, {}, readBare}},
        {u"stats"_s, {Kind::Stats, {u"format"_s}, {}, readBare}},
        {u"export"_s, {Kind::Export, {u"format"_s}, {}, readExport}},
        {u"import"_s, {Kind::Import, {u"report"_s}, {}, readImport}},
        {u"warm"_s, {Kind::Warm, {u"pages"_s}, {u"all"_s, u"art"_s}, readWarm}},
        {u"cache"_s, {Kind::CacheList, {u"format"_s, u"feed"_s, u"account"_s}, {u"art"_s, u"all"_s}, readCache}},
        {u"profile"_s, {Kind::ProfileCheck, {}, {u"live"_s}, readProfile}},
    };
    const auto at = commands.constFind(word);
    return at == commands.cend() ? nullptr : &at.value();
}

/// Where the command word stands: options and their values may come before it.
qsizetype commandIndex(const QStringList &arguments)
{
    static const QStringList takeValue{u"profile-dir"_s, u"base"_s, u"trace"_s, u"dump-state"_s, u"open"_s, u"source"_s,
        u"theme"_s, u"pages"_s, u"format"_s, u"feed"_s, u"account"_s, u"report"_s};
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &word = arguments[i];
        if (!word.startsWith(u'-'))
            return i;
        if (takeValue.contains(word.mid(word.startsWith("--"_L1) ? 2 : 1)))
            ++i;
    }
    return -1;
}

} // namespace

Result<Invocation> parseCommandLine(const QStringList &arguments)
{
    static const Command window{Invocation::Kind::Window, {u"open"_s, u"source"_s, u"theme"_s}, {u"offline"_s}, readWindow};
    const qsizetype at = commandIndex(arguments);
    const Command *command = at < 0 ? nullptr : findCommand(arguments.at(at));
    QStringList rest = arguments;
    if (command)
        rest.removeAt(at);
    else
        command = &window;

    Options options(command->valueOptions, command->flags);
    if (auto done = options.read(rest); !done)
        return tl::unexpected(done.error());
    Invocation out;
    out.kind = command->kind;
    if (options.has(u"help"_s) || options.has(u"version"_s)) {
        out.kind = options.has(u"help"_s) ? Invocation::Kind::Help : Invocation::Kind::Version;
        return out;
    }
    if (auto done = readCommon(options, out); !done)
        return tl::unexpected(done.error());
    if (auto done = command->read(options, out); !done)
        return tl::unexpected(done.error());
    return out;
}

QString commandLineHelp()
{
    return uR"(Matinee: browse film catalogues that arrive in pages, online and off.

matinee [LINK | FILE] [--open FILE] [--source ID] [--offline] [--theme dark|light|system]
    opens the window
matinee list FEED [--pages N | --all] [--from-cache] [--refresh] [--format table|json|csv]
    prints a list, one page by default
matinee show SOURCE TITLE [--format table|json|csv]
    prints everything known of one title
matinee search SOURCE TEXT [--cached] [--pages N | --all] [--format table|json|csv]
matinee sources [--format table|json|csv]
matinee stats [--format table|json|csv]
matinee warm FEED [--pages N | --all] [--art]
    keeps a list for later, one page by default; what is kept and fresh is not asked for again
matinee export favorites|watchlist|ratings|watched|notes|everything|LIST [--format csv|json|letterboxd]
    prints what is the person's own; LIST is a list's name
matinee import FILE [--report FILE]
    takes in an export of Letterboxd (CSV, ZIP), IMDb (CSV), Trakt (JSON) or Matinee; the report lists
    what matched nothing, to be filled in and imported again
matinee cache list [--format table|json|csv]
matinee cache clear --feed FEED | --account ID | --art | --all
matinee profile check FILE [--live]
    names every fault of a profile; with --live its first page is asked for, too

Common options: --profile-dir DIR (settings, data and caches below DIR)
                --base URL (the server to ask in place of the profile's)
                --trace FILE (one JSON object a line)  --dump-state FILE (JSON at exit)
                --version  --help

FEED is SOURCE/FEED[?name=value&...], for example
    public-domain/all?sort=year&order=desc    public-domain/picks?window=week
    public-domain/all?genre=Comedy&decade=1920    public-domain/recommended?title=movie:the-general-1926
    public-domain/favorites    file:films.csv/all?strategy=cursor&page_size=50
    tmdb/trending?window=week    tmdb/popular    tmdb/recommended?title=movie:603
TITLE is type:id, such as movie:the-general-1926.
LINK is matinee:title/SOURCE/TYPE/ID, matinee:feed/SOURCE/FEED?... or matinee:search/SOURCE?q=TEXT.

Exit: 0 done, 1 failed, 2 the command line is wrong. Data goes to stdout, everything else to stderr.
)"_s;
}

QString absoluteSourceId(const QString &sourceId)
{
    if (!sourceId.startsWith("file:"_L1))
        return sourceId;
    return u"file:"_s + QDir::cleanPath(QFileInfo(sourceId.mid(5)).absoluteFilePath());
}

} // namespace matinee
