// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/writeanswer.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

#include "models/sources/dialects/jsonbody.h"
#include "models/sources/dialects/jsonscalars.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr JsonLimits kLimits{256 * 1024, 64};
constexpr qsizetype kMostWords = 64 * 1024; // of an error page that are searched

bool saysAlready(const ProfileWrite &write, const HttpResponse &response)
{
    const QString body = QString::fromUtf8(response.body.left(kMostWords));
    return std::ranges::any_of(write.already, [&](const ProfileWrite::Already &already) {
        return already.status == response.status && body.contains(already.words, Qt::CaseInsensitive);
    });
}

bool isEmptyList(const QJsonValue &value)
{
    return !value.isArray() || value.toArray().isEmpty();
}

Verdict<WriteOutcome> readSuccess(const Profile &profile, const ProfileWrite &write, const HttpResponse &response)
{
    const bool isRead = !write.missing.empty() || write.existing || !profile.errors.inBody.empty();
    if (!isRead || response.body.trimmed().isEmpty())
        return WriteOutcome::Changed; // the status says it all
    const auto document = readJsonBody(response.body, kLimits);
    if (!document)
        return tl::unexpected(document.error());
    if (std::optional<Error> error = errorInBody(profile, *document))
        return tl::unexpected(BodyVerdict::wrong(std::move(*error)));
    for (const JsonPointer &place : write.missing) {
        if (!isEmptyList(place.in(*document))) {
            return tl::unexpected(BodyVerdict::wrong(
                {ErrorKind::NotFound, u"%1 does not know this title"_s.arg(profile.name), place.text(), response.status}));
        }
    }
    const bool wasSo = write.existing && scalarInteger(write.existing->in(*document)).value_or(0) > 0;
    return wasSo ? WriteOutcome::AlreadySo : WriteOutcome::Changed;
}

} // namespace

Verdict<WriteOutcome> readWriteAnswer(const Profile &profile, const ProfileWrite &write, bool off, const HttpResponse &response)
{
    if (response.status >= 200 && response.status < 300)
        return readSuccess(profile, write, response);
    const bool isGone = off && write.request.method == "DELETE" && (response.status == 404 || response.status == 410);
    if (isGone || saysAlready(write, response))
        return WriteOutcome::AlreadySo;
    return tl::unexpected(BodyVerdict::wrong(statusError(profile, response)));
}

QString ratingText(const ProfileAction &action, double rating)
{
    const double onScale = rating * action.most / 10;
    const double stepped = std::round(onScale / action.step) * action.step;
    return QString::number(std::clamp(stepped, action.least, action.most), 'g', 6);
}

} // namespace matinee
