// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/commandline.h"
#include "app/headless/command.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using Kind = Invocation::Kind;

Q_DECLARE_METATYPE(Invocation::Kind)
Q_DECLARE_METATYPE(OutputFormat)

class TestCommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyCommandIsFound_data();
    void everyCommandIsFound();
    void everyWrongUseIsRefusedAndNamed_data();
    void everyWrongUseIsRefusedAndNamed();
    void theListCommandReadsItsOptions();
    void searchIsAListOfItsOwn();
    void showKeepsSourceAndTitle();
    void theWindowReadsItsOptions();
    void formatsAreThoseOfTheCommand_data();
    void formatsAreThoseOfTheCommand();
    void pathsBecomeAbsolute();
    void onlyTheWindowNeedsADisplay();
    void exitCodesFollowTheKindOfError_data();
    void exitCodesFollowTheKindOfError();
    void helpNamesEveryCommandAndCode();

private:
    QTemporaryDir m_folder;
};

void TestCommandLine::initTestCase()
{
    // Words that are no command must be files: these tests run where two are.
    QVERIFY(QDir::setCurrent(m_folder.path()));
    for (const QString &name : {u"films.csv"_s, u"list"_s}) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
}

void TestCommandLine::everyCommandIsFound_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("nothing opens the window") << QStringList{} << Kind::Window;
    QTest::newRow("a link opens the window") << QStringList{u"matinee:title/public-domain/movie/x"_s} << Kind::Window;
    QTest::newRow("a file opens the window") << QStringList{u"films.csv"_s} << Kind::Window;
    QTest::newRow("a file called like a command, with a path") << QStringList{u"./list"_s} << Kind::Window;
    QTest::newRow("a file called like a command, by --open") << QStringList{u"--open"_s, u"list"_s} << Kind::Window;
    QTest::newRow("a source called like a command") << QStringList{u"--source"_s, u"stats"_s} << Kind::Window;
    QTest::newRow("list") << QStringList{u"list"_s, u"public-domain/all"_s} << Kind::List;
    QTest::newRow("show") << QStringList{u"show"_s, u"public-domain"_s, u"movie:603"_s} << Kind::Show;
    QTest::newRow("search") << QStringList{u"search"_s, u"public-domain"_s, u"metropolis"_s} << Kind::Search;
    QTest::newRow("sources") << QStringList{u"sources"_s} << Kind::Sources;
    QTest::newRow("stats") << QStringList{u"stats"_s} << Kind::Stats;
    QTest::newRow("export") << QStringList{u"export"_s, u"favorites"_s} << Kind::Export;
    QTest::newRow("export of a list") << QStringList{u"export"_s, u"Silent comedies"_s} << Kind::Export;
    QTest::newRow("import") << QStringList{u"import"_s, u"a.csv"_s, u"--report"_s, u"r.csv"_s} << Kind::Import;
    QTest::newRow("warm") << QStringList{u"warm"_s, u"tmdb/popular"_s, u"--pages"_s, u"9"_s, u"--art"_s} << Kind::Warm;
    QTest::newRow("cache list") << QStringList{u"cache"_s, u"list"_s} << Kind::CacheList;
    QTest::newRow("cache clear") << QStringList{u"cache"_s, u"clear"_s, u"--feed"_s, u"tmdb/popular"_s} << Kind::CacheClear;
    QTest::newRow("profile check") << QStringList{u"profile"_s, u"check"_s, u"x.json"_s, u"--live"_s} << Kind::ProfileCheck;
    QTest::newRow("a base") << QStringList{u"list"_s, u"a/b"_s, u"--base"_s, u"http://127.0.0.1:8000/api/"_s} << Kind::List;
    QTest::newRow("help") << QStringList{u"--help"_s} << Kind::Help;
    QTest::newRow("version") << QStringList{u"--version"_s} << Kind::Version;
    QTest::newRow("help of a command") << QStringList{u"list"_s, u"--help"_s} << Kind::Help;
    QTest::newRow("help wins over version") << QStringList{u"--version"_s, u"--help"_s} << Kind::Help;
    QTest::newRow("a common option before the command") << QStringList{u"--profile-dir"_s, u"p"_s, u"stats"_s} << Kind::Stats;
    QTest::newRow("its value is called like a command") << QStringList{u"--profile-dir"_s, u"list"_s, u"stats"_s} << Kind::Stats;
    QTest::newRow("with an equals sign") << QStringList{u"--profile-dir=list"_s, u"stats"_s} << Kind::Stats;
    QTest::newRow("with one dash") << QStringList{u"-profile-dir"_s, u"list"_s, u"stats"_s} << Kind::Stats;
    QTest::newRow("an option of the command before it") << QStringList{u"--format"_s, u"json"_s, u"stats"_s} << Kind::Stats;
    QTest::newRow("a number of pages before the command") << QStringList{u"--pages"_s, u"2"_s, u"list"_s, u"a/b"_s} << Kind::List;
}

void TestCommandLine::everyCommandIsFound()
{
    QFETCH(QStringList, arguments);
    QFETCH(Kind, kind);
    const auto invocation = parseCommandLine(arguments);
    QVERIFY2(invocation, invocation ? "" : qUtf8Printable(invocation.error().sentence()));
    QCOMPARE(invocation->kind, kind);
}

void TestCommandLine::everyWrongUseIsRefusedAndNamed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    const auto row
        = [](const char *name, const QString &words, const QString &named) { QTest::newRow(name) << words.split(u' ') << named; };
    row("an unknown command", u"watch"_s, u"watch"_s);
    row("a file that is not there", u"nosuch.json"_s, u"nosuch.json"_s);
    row("two files", u"films.csv films.csv"_s, u"films.csv"_s);
    row("a file twice over", u"films.csv --open films.csv"_s, u"--open"_s);
    row("--open without a file", u"--open"_s, u"open"_s);
    row("an unknown option", u"--nosuch"_s, u"--nosuch"_s);
    row("an option of another command", u"sources --pages 2"_s, u"--pages"_s);
    row("an option of the window", u"list a/b --theme dark"_s, u"--theme"_s);
    row("an option of a command at the window", u"--format json"_s, u"--format"_s);
    row("an unknown theme", u"--theme pink"_s, u"--theme"_s);
    row("an empty theme", u"--theme="_s, u"--theme"_s);
    row("a base that is a path", u"list a/b --base films"_s, u"--base"_s);
    row("a base of another kind", u"list a/b --base ftp://host"_s, u"--base"_s);
    row("a base with a question", u"list a/b --base http://host/?key=1"_s, u"--base"_s);
    row("a base with a password", u"list a/b --base http://me:secret@host"_s, u"--base"_s);
    row("kept only and anew", u"list a/b --from-cache --refresh"_s, u"--refresh"_s);
    row("warm without a feed", u"warm"_s, u"warm FEED"_s);
    row("warm in a format", u"warm a/b --format json"_s, u"--format"_s);
    row("cache alone", u"cache"_s, u"cache list|clear"_s);
    row("cache clear of nothing", u"cache clear"_s, u"--all"_s);
    row("cache clear of two kinds", u"cache clear --art --all"_s, u"cache clear"_s);
    row("cache clear of no account", u"cache clear --account="_s, u"--account"_s);
    row("cache list of a feed", u"cache list --feed a/b"_s, u"--feed"_s);
    row("profile alone", u"profile x.json"_s, u"profile check FILE"_s);
    row("an option twice", u"list a/b --pages 1 --pages 2"_s, u"--pages"_s);
    row("a value at a flag", u"list a/b --all=1"_s, u"all"_s);
    row("list without a feed", u"list"_s, u"list FEED"_s);
    row("list of two feeds", u"list a/b c/d"_s, u"list FEED"_s);
    row("a feed without a slash", u"list nonsense"_s, u"feed"_s);
    row("a feed with a half parameter", u"list a/b?sort"_s, u"name=value"_s);
    row("no pages", u"list a/b --pages 0"_s, u"--pages"_s);
    row("less than no pages", u"list a/b --pages -1"_s, u"--pages"_s);
    row("half a page", u"list a/b --pages 1.5"_s, u"--pages"_s);
    row("pages in words", u"list a/b --pages many"_s, u"--pages"_s);
    row("more pages than there are numbers", u"list a/b --pages 99999999999"_s, u"--pages"_s);
    row("--pages without a number", u"list a/b --pages"_s, u"pages"_s);
    row("some pages and all", u"list a/b --pages 2 --all"_s, u"--pages"_s);
    row("an unknown format", u"list a/b --format xml"_s, u"--format"_s);
    row("a format of export only", u"list a/b --format letterboxd"_s, u"--format"_s);
    row("a format of printing only", u"export favorites --format table"_s, u"--format"_s);
    row("show without a title", u"show public-domain"_s, u"show SOURCE TITLE"_s);
    row("show of a title without a type", u"show public-domain metropolis"_s, u"type:id"_s);
    row("search without words", u"search public-domain"_s, u"search SOURCE TEXT"_s);
    row("search with words not quoted", u"search public-domain two words"_s, u"search SOURCE TEXT"_s);
    row("sources with a word", u"sources all"_s, u"all"_s);
    row("stats with a word", u"stats all"_s, u"all"_s);
    row("export of nothing", u"export"_s, u"export favorites"_s);
    row("import of nothing", u"import"_s, u"import FILE"_s);
    row("a report of an export", u"export favorites --report a"_s, u"--report"_s);
    row("--profile-dir without a folder", u"stats --profile-dir"_s, u"profile-dir"_s);
    row("an empty --profile-dir", u"stats --profile-dir="_s, u"--profile-dir"_s);
    row("an empty --trace", u"stats --trace="_s, u"--trace"_s);
    row("an empty --dump-state", u"stats --dump-state="_s, u"--dump-state"_s);
    QTest::newRow("search for blanks") << QStringList{u"search"_s, u"public-domain"_s, u"  "_s} << u"TEXT"_s;
    QTest::newRow("an empty word") << QStringList{QString()} << u"command"_s;
}

void TestCommandLine::everyWrongUseIsRefusedAndNamed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const auto invocation = parseCommandLine(arguments);
    QVERIFY(!invocation);
    QCOMPARE(invocation.error().kind, ErrorKind::InvalidArgument);
    QCOMPARE(exitCodeOf(invocation.error()), 2);
    QVERIFY2(invocation.error().sentence().contains(named), qUtf8Printable(invocation.error().sentence()));
}

void TestCommandLine::theListCommandReadsItsOptions()
{
    const auto usual = parseCommandLine({u"list"_s, u"public-domain/all?order=desc&sort=year"_s});
    QVERIFY(usual);
    QCOMPARE(usual->feed->text(), u"public-domain/all?order=desc&sort=year"_s);
    QCOMPARE(usual->pages, 1);
    QCOMPARE(usual->format, OutputFormat::Table);
    const auto whole = parseCommandLine({u"list"_s, u"a/b"_s, u"--all"_s, u"--from-cache"_s, u"--format"_s, u"csv"_s});
    QVERIFY(whole);
    QCOMPARE(whole->pages, 0);
    QCOMPARE(whole->reading, Reading::CacheOnly);
    QCOMPARE(whole->format, OutputFormat::Csv);
    QCOMPARE(parseCommandLine({u"list"_s, u"a/b"_s, u"--pages"_s, u"7"_s})->pages, 7);
}

void TestCommandLine::searchIsAListOfItsOwn()
{
    const auto search
        = parseCommandLine({u"search"_s, u"public-domain"_s, u"Rock & roll? 100 %"_s, u"--cached"_s, u"--pages"_s, u"2"_s});
    QVERIFY(search);
    QCOMPARE(search->feed->source, u"public-domain"_s);
    QCOMPARE(search->feed->feed, u"search"_s);
    QCOMPARE(search->feed->parameter(u"q"), u"Rock & roll? 100 %"_s);
    QCOMPARE(search->pages, 2);
}

void TestCommandLine::showKeepsSourceAndTitle()
{
    const auto show = parseCommandLine({u"show"_s, u"public-domain"_s, u"movie:a:b"_s, u"--format"_s, u"json"_s});
    QVERIFY(show);
    QCOMPARE(show->showSource, u"public-domain"_s);
    QCOMPARE(show->showTitle, u"movie:a:b"_s);
    QCOMPARE(show->format, OutputFormat::Json);
}

void TestCommandLine::theWindowReadsItsOptions()
{
    const auto window = parseCommandLine({u"--source"_s, u"public-domain"_s, u"--offline"_s, u"--theme"_s, u"light"_s});
    QVERIFY(window);
    QCOMPARE(window->sourceId, u"public-domain"_s);
    QVERIFY(window->offline);
    QCOMPARE(window->theme, u"light"_s);
    QCOMPARE(parseCommandLine({u"matinee:feed/a/b"_s})->link, u"matinee:feed/a/b"_s);
    QVERIFY(parseCommandLine({u"matinee:feed/a/b"_s})->file.isEmpty());
    QVERIFY(parseCommandLine({u"--open"_s, u"not-there-yet.json"_s})); // the window says what is wrong with it
}

void TestCommandLine::formatsAreThoseOfTheCommand_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<OutputFormat>("format");
    const QStringList list{u"list"_s, u"a/b"_s};
    const QStringList favorites{u"export"_s, u"favorites"_s};
    QTest::newRow("a list is a table") << list << OutputFormat::Table;
    QTest::newRow("a list as JSON") << list + QStringList{u"--format=json"_s} << OutputFormat::Json;
    QTest::newRow("a list as CSV") << list + QStringList{u"--format"_s, u"csv"_s} << OutputFormat::Csv;
    QTest::newRow("an export is CSV") << favorites << OutputFormat::Csv;
    QTest::newRow("an export as JSON") << favorites + QStringList{u"--format"_s, u"json"_s} << OutputFormat::Json;
    QTest::newRow("an export for Letterboxd")
        << favorites + QStringList{u"--format"_s, u"letterboxd"_s} << OutputFormat::Letterboxd;
    QTest::newRow("statistics as JSON") << QStringList{u"stats"_s, u"--format"_s, u"json"_s} << OutputFormat::Json;
}

void TestCommandLine::formatsAreThoseOfTheCommand()
{
    QFETCH(QStringList, arguments);
    QFETCH(OutputFormat, format);
    const auto invocation = parseCommandLine(arguments);
    QVERIFY(invocation);
    QCOMPARE(invocation->format, format);
}

void TestCommandLine::pathsBecomeAbsolute()
{
    const QString here = QDir::currentPath();
    const auto list = parseCommandLine({u"list"_s, u"file:sub/../films.csv/all"_s, u"--profile-dir"_s, u"p"_s, u"--trace"_s,
        u"t.jsonl"_s, u"--dump-state"_s, u"d.json"_s});
    QVERIFY(list);
    QCOMPARE(list->feed->source, u"file:"_s + here + u"/films.csv"_s);
    QCOMPARE(list->profileDir, here + u"/p"_s);
    QCOMPARE(list->traceFile, here + u"/t.jsonl"_s);
    QCOMPARE(list->dumpFile, here + u"/d.json"_s);
    QCOMPARE(parseCommandLine({u"films.csv"_s})->file, here + u"/films.csv"_s);
    QCOMPARE(parseCommandLine({u"./films.csv"_s})->file, here + u"/films.csv"_s);
    QCOMPARE(parseCommandLine({u"--open"_s, here + u"/sub/../films.csv"_s})->file, here + u"/films.csv"_s);
    QCOMPARE(parseCommandLine({u"--source"_s, u"file:films.csv"_s})->sourceId, u"file:"_s + here + u"/films.csv"_s);
    QCOMPARE(absoluteSourceId(u"public-domain"_s), u"public-domain"_s);
}

void TestCommandLine::onlyTheWindowNeedsADisplay()
{
    QVERIFY(parseCommandLine({})->needsDisplay());
    for (const QString &word : {u"--help"_s, u"--version"_s, u"stats"_s, u"sources"_s})
        QVERIFY2(!parseCommandLine({word})->needsDisplay(), qUtf8Printable(word));
}

void TestCommandLine::exitCodesFollowTheKindOfError_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("code");
    QTest::newRow("a wrong parameter") << int(ErrorKind::InvalidArgument) << 2;
    for (const ErrorKind kind :
        {ErrorKind::NotFound, ErrorKind::Malformed, ErrorKind::TooLarge, ErrorKind::Storage, ErrorKind::Busy, ErrorKind::DiskFull,
            ErrorKind::Corrupt, ErrorKind::ReadOnly, ErrorKind::Cancelled, ErrorKind::Offline, ErrorKind::Timeout})
        QTest::newRow(qUtf8Printable(errorKindName(kind))) << int(kind) << 1;
}

void TestCommandLine::exitCodesFollowTheKindOfError()
{
    QFETCH(int, kind);
    QFETCH(int, code);
    QCOMPARE(exitCodeOf({ErrorKind(kind), u"reason"_s, u"place"_s}), code);
}

void TestCommandLine::helpNamesEveryCommandAndCode()
{
    const QString help = commandLineHelp();
    for (const QString &word :
        {u"list FEED"_s, u"show SOURCE TITLE"_s, u"search SOURCE TEXT"_s, u"matinee sources"_s, u"matinee stats"_s,
            u"export favorites"_s, u"--profile-dir"_s, u"--trace"_s, u"--dump-state"_s, u"--base"_s, u"--theme"_s, u"--source"_s,
            u"--offline"_s, u"--from-cache"_s, u"--refresh"_s, u"--cached"_s, u"0 done, 1 failed, 2"_s})
        QVERIFY2(help.contains(word), qUtf8Printable(word));
    QVERIFY(help.endsWith(u'\n'));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
