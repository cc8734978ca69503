// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/titleid.h"

using namespace Qt::StringLiterals;

namespace matinee {

Result<TitleId> TitleId::parse(const QString &source, QStringView text)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0 || colon + 1 >= text.size())
        return fail(
            ErrorKind::InvalidArgument, u"a title is written type:id, such as movie:603, not \"%1\""_s.arg(text), u"title"_s);
    return TitleId{source, text.left(colon).toString(), text.mid(colon + 1).toString()};
}

} // namespace matinee
