// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/mappingreader.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Need = ProfileNode::Need;

/// A pointer, an array of them, or {"at": ..., "html": true}.
LeafMapping readLeaf(ProfileNode &parent, const QString &name, const LeafMapping &over, Need need = Need::Optional)
{
    LeafMapping leaf;
    if (!parent.has(name) && !over.places.empty())
        return over;
    if (!parent.raw(name).isObject()) {
        leaf.places = parent.pointers(name, need);
        return leaf;
    }
    parent.object(name, [&](ProfileNode &node) {
        leaf.places = node.pointers(u"at"_s, Need::Required);
        leaf.isHtml = node.flag(u"html"_s, false);
    });
    return leaf;
}

ListMapping readList(ProfileNode &node)
{
    return {node.pointer(u"items"_s, Need::Required).value_or(JsonPointer()), node.pointer(u"name"_s).value_or(JsonPointer())};
}

/// A pointer, {"items": ..., "name": ...}, or an array of either.
std::vector<ListMapping> readLists(ProfileNode &parent, const QString &name, const std::vector<ListMapping> &over = {})
{
    if (!parent.has(name))
        return over;
    std::vector<ListMapping> lists;
    const QJsonValue value = parent.raw(name);
    if (value.isObject()) {
        parent.object(name, [&](ProfileNode &node) { lists.push_back(readList(node)); });
    } else if (value.toArray().at(0).isObject()) {
        parent.objects(name, [&](ProfileNode &node) { lists.push_back(readList(node)); });
    } else {
        for (const JsonPointer &items : parent.pointers(name))
            lists.push_back({items, {}});
    }
    return lists;
}

RatingMapping readRating(ProfileNode &parent, const RatingMapping &over)
{
    RatingMapping rating = over;
    if (!parent.has(u"rating"_s))
        return rating;
    if (!parent.raw(u"rating"_s).isObject()) {
        rating.value = readLeaf(parent, u"rating"_s, {});
        return rating;
    }
    parent.object(u"rating"_s, [&](ProfileNode &node) {
        rating.value = readLeaf(node, u"value"_s, over.value, Need::Required);
        rating.outOf = node.number(u"outOf"_s, 1, 1000).value_or(over.outOf);
        rating.votes = readLeaf(node, u"votes"_s, over.votes);
    });
    return rating;
}

RuntimeMapping readRuntime(ProfileNode &parent, const RuntimeMapping &over)
{
    RuntimeMapping runtime = over;
    if (!parent.has(u"runtime"_s))
        return runtime;
    if (!parent.raw(u"runtime"_s).isObject()) {
        runtime.value = readLeaf(parent, u"runtime"_s, {});
        return runtime;
    }
    parent.object(u"runtime"_s, [&](ProfileNode &node) {
        runtime.value = readLeaf(node, u"value"_s, over.value, Need::Required);
        const QString unit = node.word(u"unit"_s, {u"minutes"_s, u"seconds"_s, u"ticks"_s});
        runtime.unit = unit == "seconds"_L1 ? RuntimeMapping::Unit::Seconds
            : unit == "ticks"_L1            ? RuntimeMapping::Unit::Ticks
                                            : RuntimeMapping::Unit::Minutes;
    });
    return runtime;
}

PictureMapping readPicture(ProfileNode &parent, const QString &name, const PictureMapping &over)
{
    PictureMapping picture = over;
    if (!parent.has(name))
        return picture;
    if (!parent.raw(name).isObject()) {
        picture.path = readLeaf(parent, name, {});
        return picture;
    }
    parent.object(name, [&](ProfileNode &node) {
        picture.path = readLeaf(node, u"path"_s, over.path, Need::Required);
        if (node.has(u"keep"_s))
            picture.keep = node.textTemplate(u"keep"_s, {u"path"_s, u"title.id"_s});
        if (node.has(u"url"_s))
            picture.url = node.textTemplate(u"url"_s, {u"path"_s, u"size"_s, u"base"_s});
    });
    return picture;
}

std::optional<CreditMapping> readCredits(ProfileNode &parent, const QString &name)
{
    CreditMapping credits;
    const bool isThere = parent.object(name, [&](ProfileNode &node) {
        credits.list = readList(node);
        credits.role = node.pointer(u"role"_s).value_or(JsonPointer());
        credits.directors = node.texts(u"directors"_s);
    });
    return isThere ? std::optional(credits) : std::nullopt;
}

std::optional<VideoMapping> readVideos(ProfileNode &parent)
{
    VideoMapping videos;
    const bool isThere = parent.object(u"videos"_s, [&](ProfileNode &node) {
        videos.items = node.pointer(u"items"_s, Need::Required).value_or(JsonPointer());
        videos.name = node.pointer(u"name"_s).value_or(JsonPointer());
        videos.kind = node.pointer(u"kind"_s).value_or(JsonPointer());
        videos.site = node.pointer(u"site"_s).value_or(JsonPointer());
        videos.key = node.pointer(u"key"_s).value_or(JsonPointer());
        videos.url = node.pointer(u"url"_s).value_or(JsonPointer());
        if (videos.url.isRoot() && (videos.site.isRoot() || videos.key.isRoot()))
            node.fault({}, u"needs url, or site and key"_s);
    });
    return isThere ? std::optional(videos) : std::nullopt;
}

CertificationMapping readCertification(ProfileNode &parent)
{
    const QString name = u"certification"_s;
    CertificationMapping mapping;
    if (!parent.has(name))
        return mapping;
    if (!parent.raw(name).isObject()) {
        mapping.value = readLeaf(parent, name, {});
        return mapping;
    }
    parent.object(name, [&](ProfileNode &node) {
        mapping.items = node.pointer(u"items"_s, Need::Required).value_or(JsonPointer());
        mapping.country = node.pointer(u"country"_s, Need::Required).value_or(JsonPointer());
        mapping.releases = node.pointer(u"releases"_s).value_or(JsonPointer());
        mapping.text = node.pointer(u"text"_s, Need::Required).value_or(JsonPointer());
    });
    return mapping;
}

} // namespace

TitleMapping readTitleMapping(ProfileNode &node, const TitleMapping &over, Need need)
{
    TitleMapping title = over;
    title.id = readLeaf(node, u"id"_s, over.id, need);
    if (const QString type = node.raw(u"type"_s).toString(); type.startsWith(u'/')) {
        title.typePlace = readLeaf(node, u"type"_s, {});
    } else if (node.has(u"type"_s)) {
        title.type = node.text(u"type"_s);
        title.typePlace.reset();
    }
    title.name = readLeaf(node, u"name"_s, over.name, need);
    title.originalName = readLeaf(node, u"originalName"_s, over.originalName);
    title.date = readLeaf(node, u"date"_s, over.date);
    title.year = readLeaf(node, u"year"_s, over.year);
    title.overview = readLeaf(node, u"overview"_s, over.overview);
    title.rating = readRating(node, over.rating);
    title.runtime = readRuntime(node, over.runtime);
    title.genres = readLists(node, u"genres"_s, over.genres);
    title.poster = readPicture(node, u"poster"_s, over.poster);
    title.backdrop = readPicture(node, u"backdrop"_s, over.backdrop);
    title.popularity = readLeaf(node, u"popularity"_s, over.popularity);
    return title;
}

DetailsMapping readDetailsMapping(ProfileNode &node, const TitleMapping &title)
{
    DetailsMapping details;
    details.title = title;
    details.item = node.pointer(u"item"_s).value_or(JsonPointer());
    node.object(u"title"_s, [&](ProfileNode &child) { details.title = readTitleMapping(child, title, Need::Optional); });
    details.countries = readLists(node, u"countries"_s);
    details.directors = readLists(node, u"directors"_s);
    details.cast = readCredits(node, u"cast"_s);
    details.crew = readCredits(node, u"crew"_s);
    details.videos = readVideos(node);
    details.certification = readCertification(node);
    details.language = readLeaf(node, u"language"_s, {});
    details.tagline = readLeaf(node, u"tagline"_s, {});
    details.watchUrl = node.textTemplate(u"watchUrl"_s, {u"title.id"_s});
    return details;
}

} // namespace matinee
