// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/images/keptposters.h"

namespace matinee {
namespace {

// A tile in a usual window; 10 to 20 KB.
constexpr int kKeptWidth = 185;

} // namespace

std::optional<ImageKey> KeptPosters::keyFor(const QString &source, const QString &path, int deviceWidth) const
{
    return m_images.keyFor(source, path, deviceWidth);
}

void KeptPosters::bytes(const ImageKey &key, Priority priority, const CancelToken &cancel, Reply<QByteArray> reply)
{
    m_images.bytes(key, priority, cancel,
        [this, life = std::weak_ptr(m_life), key, reply = std::move(reply)](const Result<QByteArray> &bytes) {
            if (bytes || bytes.error().kind == ErrorKind::Cancelled || life.expired())
                return reply(bytes);
            answerKept(key, bytes.error(), reply);
        });
}

void KeptPosters::answerKept(const ImageKey &key, const Error &error, const Reply<QByteArray> &reply)
{
    const auto look = [this, life = std::weak_ptr(m_life), key, error, reply] {
        const auto at = m_titles.constFind({key.source, key.path});
        if (at == m_titles.cend())
            return reply(tl::unexpected(error));
        m_personal.poster(*at,
            [error, reply](const Result<QByteArray> &kept) { reply(kept && !kept->isEmpty() ? kept : tl::unexpected(error)); });
    };
    if (m_isKnown)
        return look();
    m_personal.content([this, life = std::weak_ptr(m_life), look](const Result<PersonalContent> &content) {
        if (life.expired())
            return;
        if (content)
            take(*content);
        look();
    });
}

void KeptPosters::sync()
{
    m_personal.content([this, life = std::weak_ptr(m_life)](const Result<PersonalContent> &content) {
        if (life.expired() || !content)
            return;
        take(*content);
        next();
    });
}

void KeptPosters::take(const PersonalContent &content)
{
    m_isKnown = true;
    m_titles.clear();
    m_left.clear();
    const auto add = [this](const Title &title) {
        if (title.poster.isEmpty())
            return;
        m_titles.insert({title.id.source, title.poster}, title.id);
        if (!m_looked.contains(title.id))
            m_left.push_back(title);
    };
    for (const PersonalContent::OwnMark &own : content.marks)
        add(own.mark.title);
    for (const OwnListContent &list : content.lists) {
        for (const ListItem &item : list.items)
            add(item.title);
    }
    for (const Note &note : content.notes)
        add(note.title);
}

void KeptPosters::next()
{
    while (!m_left.empty() && m_looked.contains(m_left.front().id))
        m_left.pop_front();
    if (m_isBusy || m_left.empty())
        return;
    const Title title = m_left.front();
    m_left.pop_front();
    m_looked.insert(title.id);
    m_isBusy = true;
    m_personal.poster(title.id, [this, life = std::weak_ptr(m_life), title](const Result<QByteArray> &kept) {
        if (life.expired())
            return;
        if (kept && kept->isEmpty())
            return fetch(title);
        m_isBusy = false;
        next();
    });
}

void KeptPosters::fetch(const Title &title)
{
    const auto done = [this] {
        m_isBusy = false;
        next();
    };
    const auto key = m_images.keyFor(title.id.source, title.poster, kKeptWidth);
    if (!key)
        return done();
    m_images.bytes(*key, Priority::Prefetch, m_closing,
        [this, life = std::weak_ptr(m_life), id = title.id, done](const Result<QByteArray> &bytes) {
            if (life.expired())
                return;
            if (!bytes) {
                m_looked.remove(id); // another time: when there is a network, or it is set anew
                m_isBusy = false;
                m_left.clear();
                return;
            }
            m_personal.keepPoster(id, *bytes, [life, done](const Result<void> &) {
                if (!life.expired())
                    done();
            });
        });
}

} // namespace matinee
