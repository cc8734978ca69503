// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/pagekey.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

struct Describe {
    QString operator()(const FirstPage &) const { return u"first"_s; }
    QString operator()(const PageNo &key) const { return u"page:%1"_s.arg(key.number); }
    QString operator()(const PageOffset &key) const { return u"offset:%1"_s.arg(key.rows); }
    QString operator()(const PageCursor &key) const { return u"cursor:%1"_s.arg(QString::fromLatin1(key.bytes.left(6))); }
    QString operator()(const PageUrl &) const { return u"url"_s; }
};

} // namespace

QString pageKeyText(const PageKey &key)
{
    return std::visit(Describe{}, key);
}

} // namespace matinee
