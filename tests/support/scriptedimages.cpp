// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedimages.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee::test {

std::vector<ScriptedImages::Ask> ScriptedImages::awaited() const
{
    std::vector<Ask> out;
    std::copy_if(asks.cbegin(), asks.cend(), std::back_inserter(out), [](const Ask &ask) { return !ask.cancel.isCancelled(); });
    return out;
}

QStringList ScriptedImages::awaitedPaths() const
{
    QStringList out;
    for (const Ask &ask : awaited())
        out += ask.key.path;
    return out;
}

bool ScriptedImages::answer(const QString &path)
{
    for (const Ask &ask : awaited()) {
        if (path.isEmpty() || ask.key.path == path)
            return answerWith(ask.key.path, picture(ask.key));
    }
    return false;
}

bool ScriptedImages::answerWith(const QString &path, const Result<QByteArray> &answer)
{
    const auto found = std::find_if(
        asks.begin(), asks.end(), [&path](const Ask &ask) { return ask.key.path == path && !ask.cancel.isCancelled(); });
    if (found == asks.end())
        return false;
    const Ask ask = std::move(*found);
    asks.erase(found);
    ask.reply(answer);
    return true;
}

void ScriptedImages::answerAll()
{
    while (answer()) { }
}

std::optional<ImageKey> ScriptedImages::keyFor(const QString &source, const QString &path, int deviceWidth) const
{
    if (path.isEmpty())
        return std::nullopt;
    int width = 1280;
    for (const int offered : {780, 342, 185, 92})
        width = offered >= deviceWidth ? offered : width;
    return ImageKey{source, path, u"w%1"_s.arg(width)};
}

void ScriptedImages::bytes(const ImageKey &key, Priority priority, const CancelToken &cancel, Reply<QByteArray> reply)
{
    asked += key.path;
    asks.push_back({key, priority, cancel, std::move(reply)});
}

void ScriptedImageStore::answerReads()
{
    while (!reads.empty()) {
        const Read read = std::move(reads.front());
        reads.pop_front();
        const auto found = kept.constFind(read.key);
        read.reply(found == kept.cend() ? std::optional<QByteArray>() : std::optional(*found));
    }
}

void ScriptedImageStore::read(const ImageKey &key, const CancelToken &cancel, Reply<std::optional<QByteArray>> reply)
{
    ++readsAsked;
    reads.push_back({key, cancel, std::move(reply)});
}

} // namespace matinee::test
