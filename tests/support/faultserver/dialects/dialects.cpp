// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <map>

#include "tests/support/faultserver/dialects/archivedialect.h"
#include "tests/support/faultserver/dialects/envelopedialect.h"
#include "tests/support/faultserver/dialects/jellyfindialect.h"
#include "tests/support/faultserver/dialects/jsonapidialect.h"
#include "tests/support/faultserver/dialects/jsonserverdialect.h"
#include "tests/support/faultserver/dialects/kodidialect.h"
#include "tests/support/faultserver/dialects/movieapidialect.h"
#include "tests/support/faultserver/dialects/relaydialect.h"
#include "tests/support/faultserver/dialects/tmdbdialect.h"
#include "tests/support/faultserver/dialects/traktdialect.h"
#include "tests/support/faultserver/dialects/tvmazedialect.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

using Maker = std::function<std::unique_ptr<Dialect>()>;

template <typename T, auto... kArguments>
std::unique_ptr<Dialect> made()
{
    return std::make_unique<T>(kArguments...);
}

const std::map<QString, Maker> &makers()
{
    using Json = JsonServerDialect::Version;
    static const std::map<QString, Maker> all{
        {u"tmdb"_s, made<TmdbDialect>},
        {u"movie-api"_s, made<MovieApiDialect>},
        {u"drf"_s, made<DrfDialect>},
        {u"jellyfin"_s, made<JellyfinDialect>},
        {u"trakt"_s, made<TraktDialect>},
        {u"archive"_s, made<ArchiveDialect>},
        {u"json-server"_s, made<JsonServerDialect, Json::V017>},
        {u"json-server-1"_s, made<JsonServerDialect, Json::V1>},
        {u"json-api"_s, made<JsonApiDialect>},
        {u"relay"_s, made<RelayDialect>},
        {u"kodi"_s, made<KodiDialect>},
        {u"tvmaze"_s, made<TvmazeDialect>},
        {u"hybrid"_s, made<EnvelopeDialect, Envelope::Hybrid>},
        {u"cursor"_s, made<EnvelopeDialect, Envelope::Cursor>},
        {u"pages"_s, made<EnvelopeDialect, Envelope::Pages>},
        {u"videos"_s, made<EnvelopeDialect, Envelope::Videos>},
        {u"articles"_s, made<EnvelopeDialect, Envelope::Articles>},
        {u"keyset"_s, made<EnvelopeDialect, Envelope::Keyset>},
        {u"single"_s, made<EnvelopeDialect, Envelope::Single>},
    };
    return all;
}

} // namespace

QStringList dialectNames()
{
    QStringList names;
    for (const auto &[name, maker] : makers())
        names.append(name);
    return names;
}

std::unique_ptr<Dialect> makeDialect(const QString &name)
{
    const auto at = makers().find(name);
    return at == makers().end() ? nullptr : at->second();
}

} // namespace matinee::test
