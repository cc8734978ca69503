// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/sentences.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sentences", text);
}

QString plainSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Offline: return tr("You're offline.");
    case ErrorKind::Unreachable: return tr("The server can't be reached.");
    case ErrorKind::Timeout: return tr("The server took too long to answer.");
    case ErrorKind::RateLimited: return tr("The server asks to wait.");
    case ErrorKind::Unauthorized: return tr("Sign in again.");
    case ErrorKind::Forbidden: return tr("The server doesn't allow this.");
    case ErrorKind::NotFound: return tr("This can't be found.");
    case ErrorKind::Rejected: return tr("The server didn't accept the request.");
    case ErrorKind::Malformed: return tr("This isn't a catalogue the program can read.");
    case ErrorKind::TooLarge: return tr("This is too large.");
    case ErrorKind::Tls: return tr("The connection isn't private.");
    case ErrorKind::CrossOrigin: return tr("The server sent the program elsewhere.");
    case ErrorKind::CaptivePortal: return tr("This network wants you to sign in.");
    case ErrorKind::Server: return tr("The server has a problem.");
    case ErrorKind::InvalidArgument: return tr("This can't be shown as asked.");
    case ErrorKind::Storage: return tr("The files on this computer can't be used.");
    case ErrorKind::Busy: return tr("Another program is using the files. Try again in a moment.");
    case ErrorKind::DiskFull: return tr("The disk is full.");
    case ErrorKind::Corrupt: return tr("A file on this computer is damaged.");
    case ErrorKind::ReadOnly: return tr("The files on this computer can't be written.");
    case ErrorKind::Cancelled: return tr("Stopped.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString sentenceFor(const Error &error)
{
    return error.where.isEmpty() ? plainSentence(error.kind) : plainSentence(error.kind) + u'\n' + error.sentence();
}

QString runtimeText(int minutes)
{
    if (minutes < 60)
        return tr("%1 min").arg(minutes);
    const int rest = minutes % 60;
    return rest == 0 ? tr("%1 h").arg(minutes / 60) : tr("%1 h %2 min").arg(minutes / 60).arg(rest);
}

QString factsText(const TitleDetails &details)
{
    QStringList facts;
    if (details.title.year)
        facts += QString::number(*details.title.year);
    if (details.title.runtime)
        facts += runtimeText(*details.title.runtime);
    for (const QStringList &list : {details.title.genres, details.countries, details.directors}) {
        if (!list.isEmpty())
            facts += list.join(u", "_s);
    }
    if (details.title.rating) {
        QString rating = u"\u2605 "_s + QLocale().toString(*details.title.rating, 'f', 1);
        if (details.title.votes)
            rating += u" (%1)"_s.arg(QLocale().toString(*details.title.votes));
        facts += rating;
    }
    return facts.join(u" \u00b7 "_s);
}

QString initialsOf(const QString &name)
{
    const QStringList words = name.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    const auto first = [](const QString &word) {
        // A letter outside the BMP takes two QChars.
        return word.left(word.at(0).isHighSurrogate() && word.size() > 1 ? 2 : 1).toUpper();
    };
    return words.size() == 1 ? first(words.first()) : first(words.first()) + first(words.last());
}

} // namespace matinee
