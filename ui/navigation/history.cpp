// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigation/history.h"

using namespace Qt::StringLiterals;

namespace matinee {

void History::visit(Location location)
{
    if (!isEmpty()) {
        if (current().isSamePlace(location))
            return replace(std::move(location));
        m_entries.resize(m_at + 1);
    }
    m_entries.push_back(std::move(location));
    if (m_entries.size() > kMostEntries)
        m_entries.erase(m_entries.begin());
    m_at = m_entries.size() - 1;
}

void History::replace(Location location)
{
    if (isEmpty())
        return visit(std::move(location));
    m_entries[m_at] = std::move(location);
}

bool History::back()
{
    const bool can = canGoBack();
    m_at -= can ? 1 : 0;
    return can;
}

bool History::forward()
{
    const bool can = canGoForward();
    m_at += can ? 1 : 0;
    return can;
}

void History::setAnchor(const std::optional<Anchor> &anchor)
{
    if (!isEmpty())
        m_entries[m_at].anchor = anchor;
}

QJsonObject History::toJson() const
{
    QJsonArray entries;
    for (const Location &location : m_entries)
        entries += location.toJson();
    return {{u"entries"_s, entries}, {u"at"_s, qint64(m_at)}};
}

History History::fromJson(const QJsonObject &json)
{
    History history;
    const qint64 wanted = json.value(u"at"_s).toInteger();
    qint64 index = 0;
    size_t at = 0;
    const QJsonArray entries = json.value(u"entries"_s).toArray();
    for (const QJsonValue entry : entries) {
        if (auto location = Location::fromJson(entry.toObject()); location && history.m_entries.size() < kMostEntries) {
            history.m_entries.push_back(*std::move(location));
            if (index <= wanted)
                at = history.m_entries.size() - 1;
        }
        ++index;
    }
    history.m_at = at;
    return history;
}

} // namespace matinee
