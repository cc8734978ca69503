// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/linkheader.h"

#include <QString>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// The parts between separators that stand outside of <> and of quotes.
std::vector<QByteArray> split(const QByteArray &text, char separator)
{
    std::vector<QByteArray> parts(1);
    bool inTarget = false;
    bool inQuotes = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && !inTarget)
            inQuotes = !inQuotes;
        else if (!inQuotes && (c == '<' || c == '>'))
            inTarget = c == '<';
        if (c == separator && !inQuotes && !inTarget) {
            parts.emplace_back();
            continue;
        }
        parts.back().append(c);
        if (c == '\\' && inQuotes && i + 1 < text.size())
            parts.back().append(text[++i]);
    }
    return parts;
}

QStringList relsOf(const QByteArray &parameter)
{
    const qsizetype equals = parameter.indexOf('=');
    if (equals < 0 || parameter.first(equals).trimmed().toLower() != "rel")
        return {};
    QByteArray value = parameter.sliced(equals + 1).trimmed();
    value.replace('"', "");
    return QString::fromUtf8(value.toLower()).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

std::vector<HttpLink> parseLinkHeader(const std::vector<QByteArray> &fields)
{
    std::vector<HttpLink> links;
    for (const QByteArray &field : fields) {
        for (const QByteArray &text : split(field, ',')) {
            const std::vector<QByteArray> parts = split(text, ';');
            const QByteArray target = parts.front().trimmed();
            if (target.size() < 2 || target.front() != '<' || target.back() != '>')
                continue;
            HttpLink link{target.sliced(1, target.size() - 2).trimmed(), {}};
            for (std::size_t i = 1; i < parts.size() && link.rels.isEmpty(); ++i)
                link.rels = relsOf(parts[i]);
            links.push_back(std::move(link));
        }
    }
    return links;
}

} // namespace matinee
