// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/transfer/exportedtitles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

OwnFacts factsOf(const PersonalContent::OwnMark &own)
{
    OwnFacts facts{.addedAt = own.mark.at};
    switch (own.kind) {
    case MarkKind::Favorite: facts.favorite = true; break;
    case MarkKind::Watchlist: facts.watchlist = true; break;
    case MarkKind::Watched: facts.watched = true; break;
    case MarkKind::Rating: facts.myRating = own.mark.value; break;
    }
    return facts;
}

class Choosing
{
public:
    explicit Choosing(const PersonalContent &content) : m_content(content) { }

    void marks(MarkKind kind)
    {
        for (const PersonalContent::OwnMark &own : m_content.marks) {
            if (own.kind == kind)
                titles.push_back({own.mark.title, factsOf(own)});
        }
    }

    void list(const OwnListContent &content, int number)
    {
        for (const ListItem &item : content.items)
            titles.push_back({item.title,
                {.list = content.list.name, .listAbout = content.list.about, .listNumber = number, .addedAt = item.addedAt}});
    }

    void notes()
    {
        for (const Note &note : m_content.notes)
            titles.push_back({note.title, {.note = note.text, .addedAt = note.changedAt}});
    }

    void everything()
    {
        for (const MarkKind kind : kMarkKinds)
            marks(kind);
        int number = 0;
        for (const OwnListContent &content : m_content.lists) {
            ++number;
            list(content, number);
            if (content.items.empty())
                titles.push_back({{}, {.list = content.list.name, .listAbout = content.list.about, .listNumber = number}});
        }
        notes();
    }

    std::vector<PrintedTitle> titles;

private:
    const PersonalContent &m_content;
};

} // namespace

Result<std::vector<PrintedTitle>> exportedTitles(const PersonalContent &content, const ExportChoice &choice)
{
    Choosing chosen(content);
    switch (choice.what) {
    case ExportChoice::What::Mark: chosen.marks(choice.mark); break;
    case ExportChoice::What::Notes: chosen.notes(); break;
    case ExportChoice::What::Everything: chosen.everything(); break;
    case ExportChoice::What::List: {
        const auto at = std::ranges::find(content.lists, choice.list, [](const OwnListContent &own) { return own.list.name; });
        if (at == content.lists.end())
            return fail(ErrorKind::InvalidArgument, u"there is no list of that name"_s, choice.list);
        chosen.list(*at, 0);
        break;
    }
    }
    return std::move(chosen.titles);
}

} // namespace matinee
