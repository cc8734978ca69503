// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace matinee {

/// What templates are filled in with, by name ("title.id", "text", "window"). An absent one is not known.
using Variables = QHash<QString, QString>;

/// A text with variables in braces (RFC 6570 level 1): "/movie/{title.id}". A value; any thread.
class Template
{
public:
    Template() = default;
    /// Nothing for a brace that is not closed, an empty or odd name. In a body there are `{name:int}`, `:bool` and `:json`,
    /// and braces around anything but a name stand for themselves (GraphQL).
    [[nodiscard]] static std::optional<Template> parse(const QString &text, bool isBody = false);

    /// Names without their types, each once, in order.
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] bool isConstant() const { return names().isEmpty(); }
    [[nodiscard]] bool isEmpty() const { return m_parts.empty(); }

    /// As it is, nothing encoded. Nothing where a variable is not known.
    [[nodiscard]] std::optional<QString> plain(const Variables &variables) const;
    /// For a URL's path: values are percent-encoded but for unreserved characters, slashes included; what is written
    /// in the template stays. Nothing where a variable is not known, or a value is "." or "..".
    [[nodiscard]] std::optional<QByteArray> path(const Variables &variables) const;
    /// For a body: a text, or what a type makes of it where the whole template is one variable with a type. Undefined
    /// where a variable is not known or its value is not of the type.
    [[nodiscard]] QJsonValue json(const Variables &variables) const;

    bool operator==(const Template &) const = default;

private:
    struct Part {
        QString text; ///< a literal, or a variable's name
        bool isVariable = false;
        QString type;
        bool operator==(const Part &) const = default;
    };
    static std::optional<Part> readVariable(const QString &inside, bool withType);

    std::vector<Part> m_parts;
};

/// A JSON body whose texts are templates. Members whose variable is not known are left out.
[[nodiscard]] QJsonValue filledBody(const QJsonValue &body, const Variables &variables);

} // namespace matinee
