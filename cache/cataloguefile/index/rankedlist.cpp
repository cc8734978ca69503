// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/rankedlist.h"

#include <algorithm>

#include "cache/cataloguefile/index/jumptext.h"
#include "cache/cataloguefile/index/orderstats.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

std::vector<qint64> inListOrder(std::vector<qint64> titles, bool descending, qint64 known)
{
    if (descending) {
        std::reverse(titles.begin(), titles.begin() + known);
        std::reverse(titles.begin() + known, titles.end());
    }
    return titles;
}

template <typename Number>
std::vector<RawTitle> byNumber(Number from, Number end)
{
    std::vector<RawTitle> titles(static_cast<std::size_t>(end - from));
    for (RawTitle &title : titles)
        title.n = *from++;
    return titles;
}

} // namespace

Result<std::vector<RawTitle>> RankedList::at(qint64 offset, int count, Seek /*seek*/)
{
    const qint64 first = std::min(offset, total());
    const qint64 last = std::min(first + count, total());
    return byNumber(m_titles.begin() + first, m_titles.begin() + last);
}

Result<std::vector<RawTitle>> RankedList::beyond(const ListPlace &place, bool forward, int count)
{
    const auto *position = std::get_if<qint64>(&place.value);
    const bool stands
        = position && *position >= 0 && *position < total() && m_titles[static_cast<std::size_t>(*position)] == place.n;
    const qint64 row = stands ? *position : rowOf(place.n).value_or(-1);
    if (row < 0)
        return fail(ErrorKind::InvalidArgument, u"names a title that is not in this list any more"_s, u"cursor"_s);
    if (forward)
        return at(row + 1, count, Seek::Offset);
    const qint64 first = std::max<qint64>(0, row - count);
    return byNumber(m_titles.rend() - row, m_titles.rend() - first);
}

Result<ListPlace> RankedList::placeOf(qint64 n)
{
    return ListPlace{rowOf(n).value_or(-1), n};
}

Result<qint64> RankedList::rowOf(qint64 n)
{
    const auto found = std::find(m_titles.begin(), m_titles.end(), n);
    return found == m_titles.end() ? -1 : found - m_titles.begin();
}

Result<qint64> RankedList::rowOfText(const QString & /*text*/)
{
    return -1;
}

NarrowList::NarrowList(IndexConnection &index, SortField field, bool descending, std::vector<qint64> ascending, qint64 known)
    : m_index(index),
      m_field(field),
      m_descending(descending),
      m_known(known),
      m_list(inListOrder(std::move(ascending), descending, known))
{
}

Result<std::vector<RawTitle>> NarrowList::at(qint64 offset, int count, Seek seek)
{
    return m_list.at(offset, count, seek);
}

Result<std::vector<RawTitle>> NarrowList::beyond(const ListPlace &place, bool forward, int count)
{
    return m_list.beyond({std::monostate(), place.n}, forward, count);
}

Result<ListPlace> NarrowList::placeOf(qint64 n)
{
    return m_index.read<ListPlace>([&]() -> Result<ListPlace> {
        auto statement = m_index.use("SELECT " + placeColumn(m_field) + " FROM title WHERE n=?1");
        statement->bind(1, static_cast<int64_t>(n));
        if (!statement->executeStep())
            return fail(ErrorKind::NotFound, u"the catalogue has no such title"_s);
        return ListPlace{sortValueOf(statement->getColumn(0)), n};
    });
}

Result<qint64> NarrowList::rowOfText(const QString &text)
{
    const auto bound = jumpBound(text, m_field, m_descending);
    if (!bound)
        return -1;
    qint64 first = 0;
    qint64 size = m_known;
    while (size > 0) { // the first known row at or past the bound, in list order
        const qint64 half = size / 2;
        const auto titles = m_list.at(first + half, 1, Seek::Offset);
        const auto place = titles ? placeOf(titles->front().n) : Result<ListPlace>(tl::unexpected(titles.error()));
        if (!place)
            return tl::unexpected(place.error());
        const bool isBefore = m_descending ? *bound < place->value : place->value < *bound;
        first = isBefore ? first + half + 1 : first;
        size = isBefore ? size - half - 1 : half;
    }
    return first < m_known ? first : -1;
}

} // namespace matinee
