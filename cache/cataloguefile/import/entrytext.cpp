// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/entrytext.h"

#include <QCryptographicHash>
#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr qsizetype kLongestSlug = 80;    // ids stand in links and on command lines
constexpr qsizetype kSlugHashDigits = 10; // 40 bits: among titles with the same slug and year

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() <= 0x9f);
}

bool isAscii(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

bool isSlugLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

struct Slug {
    QString text;
    bool whole = true; // false when letters were lost on the way
};

Slug slugOf(const QString &sortTitle)
{
    Slug slug;
    bool gap = false;
    for (const QChar c : sortTitle) {
        if (!isSlugLetter(c)) {
            gap = true;
            slug.whole = slug.whole && !c.isLetterOrNumber() && !c.isSurrogate();
            continue;
        }
        if (gap && !slug.text.isEmpty())
            slug.text += u'-';
        gap = false;
        slug.text += c;
    }
    if (slug.text.size() > kLongestSlug) {
        slug.text.truncate(kLongestSlug);
        slug.whole = false;
    }
    slug.whole = slug.whole && !slug.text.isEmpty();
    return slug;
}

} // namespace

QString lineFromUtf8(QByteArrayView utf8)
{
    QString text = QString::fromUtf8(utf8);
    if (std::none_of(text.cbegin(), text.cend(), isControl))
        return std::move(text).trimmed();
    for (QChar &c : text) {
        if (isControl(c))
            c = u' ';
    }
    return std::move(text).simplified();
}

QString paragraphsFromUtf8(QByteArrayView utf8)
{
    QString text = QString::fromUtf8(utf8);
    if (std::any_of(text.cbegin(), text.cend(), isControl)) {
        text.replace("\r\n"_L1, "\n"_L1);
        for (QChar &c : text) {
            if (c == u'\r')
                c = u'\n';
            else if (isControl(c) && c != u'\n')
                c = u' ';
        }
    }
    return std::move(text).trimmed();
}

QString sortTitleOf(const QString &title)
{
    if (isAscii(title))
        return title.toCaseFolded().trimmed();
    QList<uint> letters = title.normalized(QString::NormalizationForm_KD).toUcs4();
    letters.removeIf([](uint c) { return QChar::isMark(c); });
    QString bare;
    bare.reserve(letters.size());
    for (const uint c : std::as_const(letters))
        bare += QChar::fromUcs4(c);
    return bare.toCaseFolded().trimmed();
}

QString derivedExtId(const QString &title, std::optional<int> year)
{
    Slug slug = slugOf(sortTitleOf(title));
    if (!slug.whole) {
        const QByteArray hash = QCryptographicHash::hash(title.toUtf8(), QCryptographicHash::Sha1).toHex();
        if (!slug.text.isEmpty())
            slug.text += u'-';
        slug.text += QString::fromLatin1(hash.left(kSlugHashDigits));
    }
    return year ? slug.text + u'-' + QString::number(*year) : slug.text;
}

} // namespace matinee
