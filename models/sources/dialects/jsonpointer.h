// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>

namespace matinee {

/// A place inside a JSON document (RFC 6901): "" is the whole document, "/a/0/b~1c" goes down from it. A value; any thread.
class JsonPointer
{
public:
    JsonPointer() = default;
    /// Nothing for a text that neither is empty nor begins with a slash, and for a "~" that is not "~0" or "~1".
    [[nodiscard]] static std::optional<JsonPointer> parse(QStringView text);

    /// What stands there; Undefined where nothing does.
    [[nodiscard]] QJsonValue in(const QJsonValue &document) const;
    /// The document with `value` at this place; objects on the way are made where they are missing. A place below an
    /// array must exist, else the document comes back as it was.
    [[nodiscard]] QJsonValue put(const QJsonValue &document, const QJsonValue &value) const;
    /// This place, and `rest` below it.
    [[nodiscard]] JsonPointer below(const JsonPointer &rest) const;

    [[nodiscard]] bool isRoot() const { return m_parts.isEmpty(); }
    [[nodiscard]] QString text() const;
    bool operator==(const JsonPointer &) const = default;

private:
    QStringList m_parts; // unescaped
};

/// One name as it stands in a pointer: "/" is written "~1", "~" is written "~0".
[[nodiscard]] QString pointerPart(QString name);

} // namespace matinee
