// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace matinee {

/// One value a parameter can take.
struct FeedChoice {
    QString value;     ///< as it stands in a FeedKey
    QString label;     ///< for people, translated
    qint64 count = -1; ///< titles with it, -1 when not counted
};

/// A parameter of a feed that the person can set; it appears in the window only where declared.
struct FeedParameter {
    enum class Kind {
        Variant, ///< segments: exactly one is chosen (Today | This week)
        Sort,    ///< a sort field; `order=asc|desc` goes with it
        Filter,  ///< a chip with a menu; nothing chosen means all
    };
    Kind kind = Kind::Filter;
    QString name;
    QString label; ///< translated
    std::vector<FeedChoice> choices;
    QString defaultValue;      ///< what an absent parameter means; empty for filters
    bool isDescending = false; ///< Sort: the direction where no `order` is said
};

/// A list a source offers. Feeds `per` title or text are not in the sidebar.
struct FeedDescriptor {
    enum class Section { Browse, Yours, Hidden };
    enum class Per { Nothing, Title, Text }; ///< Title: needs `title=type:id`; Text: needs `q=`
    QString id;
    QString title; ///< translated
    QString icon;  ///< name of an SVG in resources/icons
    Section section = Section::Browse;
    Per per = Per::Nothing;
    std::vector<FeedParameter> parameters;
    bool needsAccount = false; ///< somebody must be signed in
};

/// A row a catalogue file had to leave out, and why.
struct RowFault {
    qint64 line = 0; ///< from 1; for a JSON array the line the entry ends on
    QString reason;  ///< a clause: "no title"
};

/// What a source wants to know before its server answers: a key or token of the person's own.
struct SecretNeed {
    QString label;                  ///< what it is called: "API key or read access token"
    QString helpUrl;                ///< https page where one is had, may be empty
    bool isPersons = false;         ///< it stands for a person, so that there may be several; else it is the program's own
    bool isNameAndPassword = false; ///< written `name:password`
};

/// A source as the window and the command line show it.
struct SourceDescriptor {
    QString id;   ///< "public-domain", "file:/films/mine.json"
    QString name; ///< translated or the file's name
    std::vector<FeedDescriptor> feeds;
    qint64 titles = -1;           ///< how many it holds, -1 when unknown
    QString location;             ///< a local path, empty for embedded and remote sources
    qint64 faultCount = 0;        ///< rows left out in all
    std::vector<RowFault> faults; ///< the first 100 of them
    qint64 storedBytes = 0;       ///< bytes its index takes on disk
    bool isRemote = false;        ///< its titles come from a server
    bool tellsYears = false;      ///< of a remote source: its lists say when their titles came out
    bool tellsRatings = false;    ///< the same of ratings
    std::optional<SecretNeed> secret = {};
    QString attribution = {}; ///< what its terms ask to be said in About

    [[nodiscard]] const FeedDescriptor *feed(QStringView feedId) const;
    /// The first list that needs nothing but itself, null where there is none.
    [[nodiscard]] const FeedDescriptor *firstFeed() const;
};

} // namespace matinee
