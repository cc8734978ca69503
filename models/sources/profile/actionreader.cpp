// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/actionreader.h"

#include "models/sources/profile/feedreader.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Need = ProfileNode::Need;

std::optional<ProfileWrite> readWrite(ProfileNode &parent, const QString &name, const QByteArray &method, Need need)
{
    ProfileWrite write;
    const auto read = [&](ProfileNode &node) {
        write.request = readRequest(node, commonVariables() << u"title.id"_s << u"title.type"_s, {u"value"_s}, method);
        node.objects(u"already"_s, [&](ProfileNode &answer) {
            ProfileWrite::Already already;
            const bool hasStatus = answer.has(u"status"_s);
            already.status = static_cast<int>(answer.integer(u"status"_s, 400, 599).value_or(0));
            already.words = answer.text(u"says"_s);
            if (!hasStatus)
                answer.fault(u"status"_s, u"is missing"_s);
            // Nobody's every 400 or 500 means that all is well.
            else if (already.status != 409 && already.words.isEmpty())
                answer.fault(u"says"_s, u"is missing: words that tell this answer from other failures"_s);
            write.already.push_back(already);
        });
        write.missing = node.pointers(u"missing"_s);
        write.existing = node.pointer(u"existing"_s);
    };
    return parent.object(name, read, need) ? std::optional(write) : std::nullopt;
}

void readScale(ProfileNode &node, ProfileAction &action)
{
    node.object(u"scale"_s, [&](ProfileNode &scale) {
        action.least = scale.number(u"from"_s, 0, 1000).value_or(action.least);
        action.most = scale.number(u"to"_s, 1, 1000).value_or(action.most);
        action.step = scale.number(u"step"_s, 0.01, 1000).value_or(action.step);
        if (action.least >= action.most)
            scale.fault(u"from"_s, u"must be less than \"to\""_s);
    });
}

} // namespace

std::map<QString, ProfileAction> readActions(ProfileNode &root)
{
    std::map<QString, ProfileAction> read;
    root.object(u"actions"_s, [&](ProfileNode &actions) {
        for (const QString &name : {u"favorite"_s, u"watchlist"_s, u"rating"_s, u"watched"_s}) {
            actions.object(name, [&](ProfileNode &node) {
                ProfileAction action;
                action.on = readWrite(node, u"on"_s, "POST", Need::Required).value_or(ProfileWrite());
                action.off = readWrite(node, u"off"_s, "DELETE", Need::Optional);
                if (name == "rating"_L1)
                    readScale(node, action);
                read.emplace(name, action);
            });
        }
    });
    return read;
}

} // namespace matinee
