// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/linkheader.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// Reads one field by RFC 8288, appendix B.2.
class FieldReader
{
public:
    explicit FieldReader(const QByteArray &field) : m_text(QString::fromUtf8(field)) { }

    void readInto(std::vector<WebLink> &links)
    {
        while (true) {
            skip(u" \t,");
            if (!take(u'<'))
                return;
            const qsizetype close = m_text.indexOf(u'>', m_at);
            if (close < 0)
                return;
            WebLink link;
            link.target = m_text.mid(m_at, close - m_at);
            m_at = close + 1;
            readParameters(link);
            links.push_back(std::move(link));
        }
    }

private:
    void readParameters(WebLink &link)
    {
        bool hasRel = false;
        while (true) {
            skip(u" \t");
            if (!take(u';'))
                return;
            skip(u" \t");
            const QString name = until(u"=;, \t").toLower();
            skip(u" \t");
            QString value;
            if (take(u'=')) {
                skip(u" \t");
                value = take(u'"') ? quoted() : until(u";, \t");
            }
            if (name == u"rel" && !std::exchange(hasRel, true)) {
                const QStringList rels = value.toLower().split(u' ', Qt::SkipEmptyParts);
                link.rels.assign(rels.begin(), rels.end());
            } else if (name != u"rel" && !name.isEmpty()) {
                link.parameters.emplace_back(name, value);
            }
        }
    }

    void skip(QStringView characters)
    {
        while (m_at < m_text.size() && characters.contains(m_text[m_at]))
            ++m_at;
    }
    bool take(QChar character)
    {
        if (m_at >= m_text.size() || m_text[m_at] != character)
            return false;
        ++m_at;
        return true;
    }
    QString until(QStringView stops)
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && !stops.contains(m_text[m_at]))
            ++m_at;
        return m_text.mid(from, m_at - from);
    }
    QString quoted()
    {
        QString value;
        while (m_at < m_text.size() && m_text[m_at] != u'"') {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            value += m_text[m_at++];
        }
        take(u'"');
        return value;
    }

    QString m_text;
    qsizetype m_at = 0;
};

} // namespace

bool WebLink::hasRel(QStringView rel) const
{
    return std::any_of(rels.begin(), rels.end(), [&](const QString &one) { return rel.compare(one, Qt::CaseInsensitive) == 0; });
}

std::optional<QString> WebLink::parameter(QStringView name) const
{
    for (const auto &[key, value] : parameters) {
        if (key == name)
            return value;
    }
    return std::nullopt;
}

std::vector<WebLink> parseLinks(const std::vector<QByteArray> &fields)
{
    std::vector<WebLink> links;
    for (const QByteArray &field : fields)
        FieldReader(field).readInto(links);
    return links;
}

std::optional<QString> linkTarget(const std::vector<WebLink> &links, QStringView rel)
{
    for (const WebLink &link : links) {
        if (link.hasRel(rel) && !link.parameter(u"anchor"))
            return link.target;
    }
    return std::nullopt;
}

} // namespace matinee
