// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/feednotice.h"

#include <QCoreApplication>

#include "ui/words/feedwords.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feednotice", text);
}

/// What a person can do where a server does not let them in; nothing where the error is another.
std::optional<FeedNotice> keyNotice(const Error &error, const FeedSetting &setting)
{
    // Some servers (Trakt, Django without a WWW-Authenticate) forbid where they do not know who asks.
    const bool isUnknown = error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden;
    if (isUnknown && setting.needsSecret && !setting.hasSecret)
        return FeedNotice{u"films"_s, tr(QT_TRANSLATE_NOOP("feednotice", "%1 needs a key of your own")).arg(setting.sourceName),
            tr(QT_TRANSLATE_NOOP("feednotice", "It is free, and tried at once.")), FeedNotice::Act::Connect,
            tr(QT_TRANSLATE_NOOP("feednotice", "Connect…"))};
    if (error.kind == ErrorKind::Unauthorized && setting.needsSecret)
        return FeedNotice{u"warning"_s, tr(QT_TRANSLATE_NOOP("feednotice", "%1 doesn't accept the key")).arg(setting.sourceName),
            tr(QT_TRANSLATE_NOOP("feednotice", "It may be mistyped, or no longer valid.")), FeedNotice::Act::Connect,
            tr(QT_TRANSLATE_NOOP("feednotice", "Connect…"))};
    return std::nullopt;
}

FeedNotice retryNotice(const QString &headline, const Error &error, const FeedSetting &setting, const QDateTime &now)
{
    return {u"warning"_s, headline, failureText(error, now, setting.waitsUntil), FeedNotice::Act::Retry,
        tr(QT_TRANSLATE_NOOP("feednotice", "Retry"))};
}

FeedNotice failureNotice(const Error &error, const FeedSetting &setting, const QDateTime &now)
{
    if (error.kind == ErrorKind::Unauthorized && setting.needsAccount)
        return {u"films"_s, tr(QT_TRANSLATE_NOOP("feednotice", "Sign in to see this list")),
            tr(QT_TRANSLATE_NOOP("feednotice", "It is yours at %1.")).arg(setting.sourceName), FeedNotice::Act::SignIn,
            tr(QT_TRANSLATE_NOOP("feednotice", "Sign in…"))};
    if (const auto notice = keyNotice(error, setting))
        return *notice;
    return retryNotice(tr(QT_TRANSLATE_NOOP("feednotice", "This list can't be shown")), error, setting, now);
}

/// Pages came, and none of their titles is to be shown; there are more.
FeedNotice furtherNotice()
{
    return {u"filter"_s, tr(QT_TRANSLATE_NOOP("feednotice", "None so far")),
        tr(QT_TRANSLATE_NOOP("feednotice", "The last 3 pages brought no title that fits.")), FeedNotice::Act::Retry,
        tr(QT_TRANSLATE_NOOP("feednotice", "Look further"))};
}

FeedNotice emptyNotice(const FeedSetting &setting)
{
    const FeedKey &key = setting.key;
    if (setting.isFiltered)
        return {u"filter"_s, tr(QT_TRANSLATE_NOOP("feednotice", "No titles")),
            tr(QT_TRANSLATE_NOOP("feednotice", "None matches these filters.")), FeedNotice::Act::ResetFilters,
            tr(QT_TRANSLATE_NOOP("feednotice", "Reset filters"))};
    if (key.feed == "favorites"_L1)
        return {u"heart"_s, tr(QT_TRANSLATE_NOOP("feednotice", "No favorites yet")),
            tr(QT_TRANSLATE_NOOP("feednotice", "Press F on a poster, or its heart."))};
    if (key.feed == "for-you"_L1)
        return {u"for-you"_s, tr(QT_TRANSLATE_NOOP("feednotice", "Nothing to go by yet")),
            tr(QT_TRANSLATE_NOOP("feednotice", "Mark a few favorites, and titles like them appear here."))};
    if (key.feed == "search"_L1)
        return {u"search"_s, tr(QT_TRANSLATE_NOOP("feednotice", "Nothing found")),
            tr(QT_TRANSLATE_NOOP("feednotice", "No title or name here matches “%1”.")).arg(key.parameter(u"q"))};
    return {u"films"_s, tr(QT_TRANSLATE_NOOP("feednotice", "No titles")), {}};
}

} // namespace

std::optional<FeedNotice> feedNotice(const FeedStatus &status, const FeedSetting &setting, const QDateTime &now)
{
    // A list may be open and its first rows still on their way: those of a filter are found page by page.
    const bool isOpening = status.refresh.is(LoadState::Kind::Loading) || status.refresh.error;
    const LoadState &state = isOpening ? status.refresh : status.append;
    switch (state.kind) {
    case LoadState::Kind::Paused:
        if (state.error->kind == ErrorKind::CaptivePortal)
            return FeedNotice{u"offline"_s, tr(QT_TRANSLATE_NOOP("feednotice", "This network wants you to sign in")),
                tr(QT_TRANSLATE_NOOP("feednotice", "Do it in the browser; the list loads when you're back.")),
                FeedNotice::Act::Retry, tr(QT_TRANSLATE_NOOP("feednotice", "Open browser"))};
        return FeedNotice{u"offline"_s, tr(QT_TRANSLATE_NOOP("feednotice", "Nothing saved here yet")),
            tr(QT_TRANSLATE_NOOP("feednotice", "It loads when you're back online.")), FeedNotice::Act::Retry,
            tr(QT_TRANSLATE_NOOP("feednotice", "Retry"))};
    case LoadState::Kind::Failed: return failureNotice(*state.error, setting, now);
    case LoadState::Kind::Loading:
    case LoadState::Kind::Idle: return std::nullopt;
    case LoadState::Kind::Complete: break;
    }
    if (status.mayLookFurther)
        return furtherNotice();
    return status.opened ? std::optional(emptyNotice(setting)) : std::nullopt;
}

FeedNotice titleNotice(const Error &error, const FeedSetting &setting, const QDateTime &now)
{
    if (const auto notice = keyNotice(error, setting))
        return *notice;
    const QString headline = tr(QT_TRANSLATE_NOOP("feednotice", "This title can't be shown"));
    if (error.kind == ErrorKind::NotFound) // asking again does not help
        return {u"warning"_s, headline, sentenceFor(error), FeedNotice::Act::GoBack, tr(QT_TRANSLATE_NOOP("feednotice", "Back"))};
    return retryNotice(headline, error, setting, now);
}

} // namespace matinee
