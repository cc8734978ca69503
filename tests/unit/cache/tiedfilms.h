// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <random>
#include <vector>

#include "cache/cataloguefile/import/entrytext.h"

namespace matinee::test {

inline constexpr int kTiedFilms = 3201; // three milestones and a bit, no multiple of any page size

struct Film {
    qint64 n = 0;     // by title, ties as in the file
    qint64 place = 0; // in the file
    QByteArray title;
    std::optional<qint64> year;
    std::optional<qint64> runtime;
    std::optional<double> rating;
    QStringList genres;
    QString country;
};

inline QByteArray sortTitleOf(const Film &film)
{
    return matinee::sortTitleOf(QString::fromUtf8(film.title)).toUtf8();
}

inline void numberByTitle(std::vector<Film> &inFileOrder)
{
    std::vector<Film *> byTitle;
    for (Film &film : inFileOrder)
        byTitle.push_back(&film);
    std::stable_sort(
        byTitle.begin(), byTitle.end(), [](const Film *a, const Film *b) { return sortTitleOf(*a) < sortTitleOf(*b); });
    for (std::size_t i = 0; i < byTitle.size(); ++i)
        byTitle[i]->n = static_cast<qint64>(i) + 1;
}

// Many ties, many gaps, and more genres than there are bits.
inline std::vector<Film> tiedFilms()
{
    using namespace Qt::StringLiterals;
    std::mt19937 random(7); // seeded: the same rows each time
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    const QStringList words{u"Âme"_s, u"ame"_s, u"The General"_s, u"the general"_s, u"Zvenigora"_s, u"M"_s, u"Ēra"_s, u"映画"_s};
    std::vector<Film> all;
    for (int i = 1; i <= kTiedFilms; ++i) {
        Film film;
        film.place = i;
        const QString title = words[below(8)] + (below(3) == 0 ? QString() : u" %1"_s.arg(below(50)));
        film.title = title.toUtf8();
        if (below(10) > 0)
            film.year = 1895 + below(40);
        if (below(5) > 0)
            film.runtime = 60 + 10 * below(6);
        if (below(10) > 2)
            film.rating = below(100) / 10.0;
        film.genres = {u"G%1"_s.arg(below(5))};
        film.genres += u"Rare %1"_s.arg(i % 80);
        film.country = below(4) == 0 ? u"France"_s : u"Sweden"_s;
        all.push_back(film);
    }
    numberByTitle(all);
    return all;
}

inline std::vector<QJsonObject> entriesOf(const std::vector<Film> &all)
{
    using namespace Qt::StringLiterals;
    std::vector<QJsonObject> lines;
    for (const Film &film : all) {
        QJsonObject line{{u"id"_s, film.place}, {u"title"_s, QString::fromUtf8(film.title)},
            {u"genres"_s, QJsonArray::fromStringList(film.genres)}, {u"countries"_s, QJsonArray{film.country}}};
        if (film.year)
            line.insert(u"year"_s, *film.year);
        if (film.runtime)
            line.insert(u"runtime"_s, *film.runtime);
        if (film.rating)
            line.insert(u"rating"_s, *film.rating);
        lines.push_back(line);
    }
    return lines;
}

} // namespace matinee::test
