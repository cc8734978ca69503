// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

#include "models/catalog/error.h"
#include "models/catalog/feedkey.h"
#include "models/catalog/titleid.h"

namespace matinee {

/// How a command prints its data.
enum class OutputFormat { Table, Json, Csv, Letterboxd };

/// Where a command takes its titles from.
enum class Reading {
    AsFresh,   ///< what is kept while it is fresh, else the source
    CacheOnly, ///< only what is kept: no server is asked
    Refreshed, ///< the source, whatever is kept
};

/// What the command line asks for, checked as far as it can be without opening anything.
struct Invocation {
    enum class Kind {
        Window,
        Version,
        Help,
        List,
        Show,
        Search,
        Sources,
        Stats,
        Export,
        Import,
        Warm,
        CacheList,
        CacheClear,
        ProfileCheck
    };
    Kind kind = Kind::Window;

    // window
    QString link;     ///< a matinee: link, or empty
    QString file;     ///< absolute path of a catalogue file to open, or empty
    QString sourceId; ///< --source
    QString theme;    ///< "dark", "light", "system" or empty
    bool offline = false;

    // commands
    std::optional<FeedKey> feed; ///< list, search
    QString showSource;          ///< show
    QString showTitle;           ///< show: type:id
    int pages = 1;               ///< list, search: how many; 0 means all
    OutputFormat format = OutputFormat::Table;
    Reading reading = Reading::AsFresh;
    bool art = false;    ///< warm: pictures too; cache clear: pictures only
    bool all = false;    ///< cache clear: everything
    bool live = false;   ///< profile check: also asks the server for the first page
    QString account;     ///< cache clear --account
    QString profileFile; ///< profile check: absolute path
    QString exported;    ///< export: "favorites", "watchlist", ..., or a list's name
    QString importFile;  ///< import: absolute path
    QString reportFile;  ///< import --report: absolute path, or empty

    // common
    QString base; ///< --base: the address that replaces the profile's, http or https, or empty
    QString profileDir;
    QString traceFile;
    QString dumpFile;

    [[nodiscard]] bool needsDisplay() const { return kind == Kind::Window; }
};

/// Reads the arguments after the program's name. InvalidArgument with a sentence for anything the grammar of
/// `matinee --help` does not know; the program then exits with 2. Needs no QCoreApplication.
[[nodiscard]] Result<Invocation> parseCommandLine(const QStringList &arguments);

/// The text of `matinee --help`.
[[nodiscard]] QString commandLineHelp();

/// `file:` sources are absolute in keys: makes `file:films.json` `file:/where/we/are/films.json`. Others are unchanged.
[[nodiscard]] QString absoluteSourceId(const QString &sourceId);

} // namespace matinee
