// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/feedwords.h"

#include <QCoreApplication>
#include <QLocale>

#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {
namespace {

// Of a longer pause the hour is told at which it ends: nobody watches minutes of seconds.
constexpr std::chrono::milliseconds kCountedDown = 1min;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("feedwords", text, nullptr, n);
}

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

/// A counted phrase with its number as people write it. Plural forms go by the number, up to what an int holds.
QString counted(const char *phrase, qint64 number)
{
    const int n = static_cast<int>(std::min<qint64>(number, std::numeric_limits<int>::max()));
    return tr(phrase, n).replace(QString::number(n), numberText(number));
}

QString endText(EndReason reason, qint64 rows)
{
    switch (reason) {
    case EndReason::NoNextKey:
    case EndReason::TotalReached:
    case EndReason::EmptyPage:
    case EndReason::EndStatus:
    case EndReason::SinglePage: return counted(QT_TRANSLATE_NOOP("feedwords", "That's all, %n title(s)"), rows);
    case EndReason::KeyLoop:
    case EndReason::Clamped: return tr(QT_TRANSLATE_NOOP("feedwords", "The server's list goes no further"));
    case EndReason::NothingNew: return tr(QT_TRANSLATE_NOOP("feedwords", "Nothing new in the last 3 pages"));
    case EndReason::ServerCap:
        return counted(QT_TRANSLATE_NOOP("feedwords", "The server shows the first %n title(s) only"), rows);
    case EndReason::ClientCap: return counted(QT_TRANSLATE_NOOP("feedwords", "The first %n title(s) are shown"), rows);
    case EndReason::CursorRefusedTwice: return tr(QT_TRANSLATE_NOOP("feedwords", "The server no longer continues this list"));
    }
    Q_UNREACHABLE();
}

void sayEnd(const FeedStatus &status, const QDateTime &now, const QDateTime &waitsUntil, FeedWords &words)
{
    switch (status.append.kind) {
    case LoadState::Kind::Failed:
        words.footer = failureText(*status.append.error, now, waitsUntil);
        words.footerAction = tr(QT_TRANSLATE_NOOP("feedwords", "Retry"));
        break;
    case LoadState::Kind::Paused: words.footer = tr(QT_TRANSLATE_NOOP("feedwords", "More when online")); break;
    case LoadState::Kind::Loading:
        words.footer = status.total < 0 ? tr(QT_TRANSLATE_NOOP("feedwords", "Loading more")) : QString();
        break;
    case LoadState::Kind::Complete:
        words.footer = endText(*status.append.end, status.rows);
        if (status.mayLookFurther)
            words.footerAction = tr(QT_TRANSLATE_NOOP("feedwords", "Look further"));
        break;
    case LoadState::Kind::Idle: break;
    }
}

bool isAsking(const FeedStatus &status)
{
    return status.refresh.is(LoadState::Kind::Loading) || status.append.is(LoadState::Kind::Loading);
}

bool isToldToWait(const LoadState &state)
{
    return state.is(LoadState::Kind::Failed) && state.error->kind == ErrorKind::RateLimited;
}

std::optional<std::chrono::milliseconds> changeAfter(const FeedStatus &status, const QDateTime &now, const QDateTime &waitsUntil)
{
    if (!waitsUntil.isValid() || !(isAsking(status) || isToldToWait(status.refresh) || isToldToWait(status.append)))
        return std::nullopt;
    const std::chrono::milliseconds left(std::max<qint64>(1, now.msecsTo(waitsUntil)));
    return left > kCountedDown ? std::min<std::chrono::milliseconds>(left - kCountedDown, 1h) : 1s;
}

/// What is asked for waits as long as the server wants; nobody is to think that it hangs.
void sayWait(const FeedStatus &status, const QDateTime &now, const QDateTime &waitsUntil, FeedWords &words)
{
    if (isAsking(status) && waitsUntil.isValid() && words.banner.isEmpty())
        words.banner = waitText(waitsUntil, now);
    words.changesAfter = changeAfter(status, now, waitsUntil);
}

void sayStanding(
    const FeedStatus &status, const QString &age, const QDateTime &now, const QDateTime &waitsUntil, FeedWords &words)
{
    const QString saved = age.isEmpty() ? QString() : tr(QT_TRANSLATE_NOOP("feedwords", "Saved %1")).arg(age);
    words.standing = age.isEmpty() ? tr(QT_TRANSLATE_NOOP("feedwords", "All of it is on this computer")) : saved;
    const bool isOffline = status.refresh.is(LoadState::Kind::Paused) || status.append.is(LoadState::Kind::Paused);
    const auto isCaptive = [](const LoadState &state) { return state.error && state.error->kind == ErrorKind::CaptivePortal; };
    if (isOffline && (isCaptive(status.refresh) || isCaptive(status.append))) {
        const QString why = tr(QT_TRANSLATE_NOOP("feedwords", "This network wants you to sign in."));
        words.banner = saved.isEmpty() ? why : why + u' ' + saved + u'.';
        words.bannerRetries = true;
    } else if (isOffline) {
        words.banner = age.isEmpty()
            ? tr(QT_TRANSLATE_NOOP("feedwords", "You're offline."))
            : tr(QT_TRANSLATE_NOOP("feedwords", "You're offline. Everything here is the copy saved %1.")).arg(age);
        words.bannerRetries = true;
    } else if (status.refresh.is(LoadState::Kind::Failed)) {
        const QString why = failureText(*status.refresh.error, now, waitsUntil).section(u'\n', 0, 0);
        words.banner = (saved.isEmpty() ? QString() : saved + u". "_s)
            + tr(QT_TRANSLATE_NOOP("feedwords", "Couldn't refresh. %1")).arg(why);
        words.bannerRetries = true;
    }
}

} // namespace

QString ageText(const QDateTime &savedAt, const QDateTime &now)
{
    const qint64 minutes = std::max<qint64>(0, savedAt.secsTo(now) / 60); // a clock set back makes nothing younger than now
    if (minutes < 1)
        return tr(QT_TRANSLATE_NOOP("feedwords", "just now"));
    if (minutes < 60)
        return tr(QT_TRANSLATE_NOOP("feedwords", "%1 min ago")).arg(minutes);
    const QDateTime then = savedAt.toLocalTime();
    const qint64 days = then.date().daysTo(now.toLocalTime().date());
    const QString time = QLocale().toString(then.time(), QLocale::ShortFormat);
    if (days <= 0)
        return minutes < 6 * 60 ? tr(QT_TRANSLATE_NOOP("feedwords", "%1 h ago")).arg(minutes / 60)
                                : tr(QT_TRANSLATE_NOOP("feedwords", "today at %1")).arg(time);
    if (days == 1)
        return tr(QT_TRANSLATE_NOOP("feedwords", "yesterday at %1")).arg(time);
    return tr(QT_TRANSLATE_NOOP("feedwords", "on %1")).arg(QLocale().toString(then.date(), QLocale::LongFormat));
}

QString waitText(const QDateTime &until, const QDateTime &now)
{
    const qint64 seconds = std::max<qint64>(1, (now.msecsTo(until) + 999) / 1000);
    if (std::chrono::seconds(seconds) < kCountedDown)
        return tr(QT_TRANSLATE_NOOP("feedwords", "The server asks to wait. It is asked again in %1 s.")).arg(seconds);
    const QDateTime then = until.toLocalTime();
    const QString time = then.date() == now.toLocalTime().date() ? QLocale().toString(then.time(), QLocale::ShortFormat)
                                                                 : QLocale().toString(then, QLocale::ShortFormat);
    return tr(QT_TRANSLATE_NOOP("feedwords", "The server asks to wait until %1.")).arg(time);
}

QString failureText(const Error &error, const QDateTime &now, const QDateTime &waitsUntil)
{
    if (error.kind != ErrorKind::RateLimited)
        return sentenceFor(error);
    return waitsUntil.isValid() ? waitText(waitsUntil, now)
                                : tr(QT_TRANSLATE_NOOP("feedwords", "The server asked to wait. It may be asked again now."));
}

FeedWords feedWords(const FeedStatus &status, const QDateTime &now, const QDateTime &waitsUntil)
{
    FeedWords words;
    if (!status.opened) {
        sayWait(status, now, waitsUntil, words);
        return words;
    }
    if (status.total >= 0)
        words.count = counted(QT_TRANSLATE_NOOP("feedwords", "%n title(s)"), status.total);
    else if (status.rows > 0)
        words.count = counted(QT_TRANSLATE_NOOP("feedwords", "%n title(s) so far"), status.rows);
    sayEnd(status, now, waitsUntil, words);
    sayStanding(status, status.savedAt.isValid() ? ageText(status.savedAt, now) : QString(), now, waitsUntil, words);
    sayWait(status, now, waitsUntil, words);
    if (status.offered)
        words.pill = *status.offered > 0 ? counted(QT_TRANSLATE_NOOP("feedwords", "%n new · Show"), *status.offered)
                                         : tr(QT_TRANSLATE_NOOP("feedwords", "List changed · Show"));
    return words;
}

} // namespace matinee
