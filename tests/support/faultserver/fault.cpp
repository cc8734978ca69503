// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/fault.h"

#include <array>

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr std::array kBodyNames{"", "html", "half json", "deep json", "number for list", "null ids", "huge", "gzip bomb",
    "no picture", "half jpeg", "giant picture", "given body"};
constexpr std::array kCutNames{
    "", "cut at length", "gzip cut and closed", "gzip cut with its length", "no last chunk", "half its chunks", "cut at eof"};
constexpr std::array kDropNames{"", "dropped", "dropped in its head", "dropped in its body"};

} // namespace

Fault Fault::ofStatus(int status, const QByteArray &retryAfter)
{
    Fault fault;
    fault.status = status;
    if (!retryAfter.isEmpty())
        fault.headers.emplace_back("Retry-After", retryAfter);
    return fault;
}

Fault Fault::ofBody(FaultBody body)
{
    Fault fault;
    fault.body = body;
    return fault;
}

Fault Fault::ofCut(FaultCut cut)
{
    Fault fault;
    fault.cut = cut;
    return fault;
}

Fault Fault::ofDrop(FaultDrop drop)
{
    Fault fault;
    fault.drop = drop;
    return fault;
}

Fault Fault::ofList(ListPlan plan)
{
    Fault fault;
    fault.list = plan;
    return fault;
}

Fault Fault::redirect(const QByteArray &location, int status)
{
    Fault fault = ofStatus(status);
    fault.headers.emplace_back("Location", location);
    return fault;
}

QString Fault::name() const
{
    QStringList names;
    if (status)
        names.append(u"status %1"_s.arg(*status));
    names.append(QString::fromLatin1(kBodyNames.at(static_cast<std::size_t>(body))));
    names.append(QString::fromLatin1(kCutNames.at(static_cast<std::size_t>(cut))));
    names.append(QString::fromLatin1(kDropNames.at(static_cast<std::size_t>(drop))));
    if (dribble.count() > 0)
        names.append(u"dribble"_s);
    if (hang)
        names.append(u"hang"_s);
    if (list)
        names.append(u"list"_s);
    names.removeAll(QString());
    return names.join(u", "_s);
}

RequestMatcher anyRequest()
{
    return [](const ServedRequest &) { return true; };
}

RequestMatcher onPath(const QString &end)
{
    return [end](const ServedRequest &request) { return request.path.endsWith(end); };
}

RequestMatcher onQuery(const QString &pathEnd, const QString &name, const QString &value)
{
    return [=](const ServedRequest &request) { return request.path.endsWith(pathEnd) && request.value(name) == value; };
}

} // namespace matinee::test
