// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/httpdate.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

int monthOf(QByteArrayView name)
{
    static constexpr std::array<const char *, 12> kMonths
        = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (int i = 0; i < 12; ++i) {
        if (name.compare(QByteArrayView(kMonths[size_t(i)]), Qt::CaseInsensitive) == 0)
            return i + 1;
    }
    return 0;
}

/// A year of two digits is the one at most 50 years ahead of now (RFC 9110).
int fullYear(int twoDigits, const QDateTime &now)
{
    const int thisYear = now.date().year();
    const int year = thisYear - thisYear % 100 + twoDigits;
    return year > thisYear + 50 ? year - 100 : year;
}

std::optional<QDateTime> made(QByteArrayView day, QByteArrayView month, int year, const QByteArray &clock)
{
    constexpr int kLastYear = 9999; // of four digits; beyond them QDateTime has no such time
    if (year > kLastYear)
        return std::nullopt;
    bool isNumber = false;
    const int dayNumber = day.toByteArray().toInt(&isNumber);
    const QDate date = isNumber ? QDate(year, monthOf(month), dayNumber) : QDate();
    QTime time = QTime::fromString(QString::fromLatin1(clock), u"HH:mm:ss"_s);
    if (!time.isValid() && clock.endsWith(":60")) // a leap second, which QTime does not know
        time = QTime::fromString(QString::fromLatin1(clock.chopped(2)) + u"59"_s, u"HH:mm:ss"_s);
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    return QDateTime(date, time, Qt::UTC);
}

} // namespace

std::optional<QDateTime> parseHttpDate(QByteArrayView text, const QDateTime &now)
{
    const QByteArray line = text.toByteArray().simplified();
    const QList<QByteArray> words = line.split(' ');
    const bool isGmt = words.last() == "GMT" || words.last() == "UTC";
    if (words.size() == 6 && isGmt)
        return made(words[1], words[2], words[3].toInt(), words[4]);
    if (words.size() == 5 && monthOf(words[1]) != 0)
        return made(words[2], words[1], words[4].toInt(), words[3]);
    if (words.size() == 4 && isGmt) {
        const QList<QByteArray> date = words[1].split('-');
        bool isNumber = false;
        if (date.size() == 3 && date[2].size() == 2) {
            const int twoDigits = date[2].toInt(&isNumber);
            return isNumber ? made(date[0], date[1], fullYear(twoDigits, now), words[2]) : std::nullopt;
        }
        return date.size() == 3 ? made(date[0], date[1], date[2].toInt(), words[2]) : std::nullopt;
    }
    const QDateTime mail = QDateTime::fromString(QString::fromLatin1(line), Qt::RFC2822Date);
    return mail.isValid() ? std::optional(mail.toUTC()) : std::nullopt;
}

} // namespace matinee
