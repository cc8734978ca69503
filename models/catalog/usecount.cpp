// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/usecount.h"

using namespace Qt::StringLiterals;

namespace matinee {

QString useKindName(UseKind kind)
{
    switch (kind) {
    case UseKind::Hit: return u"hit"_s;
    case UseKind::Miss: return u"miss"_s;
    case UseKind::Failed: return u"failed"_s;
    case UseKind::Request: return u"request"_s;
    case UseKind::Bytes: return u"bytes"_s;
    case UseKind::Slow: return u"slow"_s;
    }
    Q_UNREACHABLE();
}

} // namespace matinee
