// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <variant>

namespace matinee {

/// The page a list begins with. Never sent as "no key": many servers answer that with page 1 for ever.
struct FirstPage {
    bool operator==(const FirstPage &) const = default;
};
/// A page by number, counted from 1 whatever the server counts from.
struct PageNo {
    qint64 number = 1;
    bool operator==(const PageNo &) const = default;
};
/// A page by the number of rows before it, from 0.
struct PageOffset {
    qint64 rows = 0;
    bool operator==(const PageOffset &) const = default;
};
/// An opaque token; its bytes go back exactly as they came.
struct PageCursor {
    QByteArray bytes;
    bool operator==(const PageCursor &) const = default;
};
/// An absolute URL, credentials stripped.
struct PageUrl {
    QString url;
    bool operator==(const PageUrl &) const = default;
};

/// How one page of a list is asked for. "No further page" is an absent optional, never a key.
using PageKey = std::variant<FirstPage, PageNo, PageOffset, PageCursor, PageUrl>;

/// `first`, `page:3`, `offset:40`, `cursor:<6 first bytes>…`, `url`: for traces and logs.
[[nodiscard]] QString pageKeyText(const PageKey &key);

} // namespace matinee
