// SPDX-License-Identifier: GPL-3.0-or-later
// Cursor tokens of our own: as they come, and with a checksum that is right, so that what is behind it is reached. And
// cursors of servers, which go back byte by byte.
#include <QCryptographicHash>

#include "cache/cataloguefile/index/cataloguecursor.h"
#include "models/sources/dialects/requestparts.h"
#include "tests/fuzz/fuzz.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using matinee::fuzz::must;

namespace {

const QByteArray kList = "list";
constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray sealed(const QByteArray &json)
{
    const QByteArray sum = QCryptographicHash::hash(json + '\0' + kList, QCryptographicHash::Sha256).left(8);
    return (json + sum).toBase64(kBase64);
}

void decode(const QByteArray &token, SortField field, bool descending)
{
    const auto cursor = decodeCatalogueCursor(token, {kList, field, descending, 0});
    if (!cursor) {
        must(cursor.error().where == "cursor"_L1, "a refusal names the parameter");
        return;
    }
    must(cursor->field == field && cursor->descending == descending, "a cursor is of this order");
    const auto again = decodeCatalogueCursor(cursor->encode(kList), {kList, field, descending, 0});
    must(again && again->place.n == cursor->place.n && again->backward == cursor->backward, "a cursor survives its writing");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto field = static_cast<SortField>(data[0] % 5);
    const QByteArray text = fuzz::bytesOf(data + 1, size - 1);
    decode(text, field, data[0] % 2 == 0);
    decode(sealed(text), field, data[0] % 2 == 0);
    const QString token = QString::fromUtf8(text);
    RequestParts parts;
    parts.base = QUrl(u"http://127.0.0.1:8000/api"_s);
    parts.path = "/movies";
    parts.setQuery(u"cursor"_s, token);
    const QueryItems items = queryItems(parts.url());
    // What is no text (half a surrogate) has no percent-encoding that would bring it back.
    if (token.toUtf8() == text)
        must(items.size() == 1 && items[0].second == token, "a server's cursor goes back as it came");
    return 0;
}
