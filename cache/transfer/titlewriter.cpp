// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/transfer/titlewriter.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void jsonText(JsonWriter &out, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    out.String(bytes.constData(), rapidjson::SizeType(bytes.size()));
}

void jsonMember(JsonWriter &out, const char *key, const QString &text)
{
    if (text.isEmpty())
        return;
    out.Key(key);
    jsonText(out, text);
}

void jsonMember(JsonWriter &out, const char *key, const QStringList &texts)
{
    if (texts.isEmpty())
        return;
    out.Key(key);
    out.StartArray();
    for (const QString &text : texts)
        jsonText(out, text);
    out.EndArray();
}

void jsonMember(JsonWriter &out, const char *key, std::optional<int> number)
{
    if (!number)
        return;
    out.Key(key);
    out.Int(*number);
}

void jsonMember(JsonWriter &out, const char *key, std::optional<double> number)
{
    if (!number)
        return;
    out.Key(key);
    out.Double(*number);
}

void jsonDetails(JsonWriter &out, const TitleDetails &details)
{
    jsonMember(out, "countries", details.countries);
    jsonMember(out, "directors", details.directors);
    if (!details.cast.empty()) {
        out.Key("cast");
        out.StartArray();
        for (const Credit &credit : details.cast) {
            out.StartObject();
            jsonMember(out, "name", credit.name);
            jsonMember(out, "role", credit.role);
            out.EndObject();
        }
        out.EndArray();
    }
    jsonMember(out, "language", details.language);
    jsonMember(out, "tagline", details.tagline);
    jsonMember(out, "publicDomain", details.whyPublicDomain);
    jsonMember(out, "watch", details.watchUrl.isEmpty() ? details.watchSearchUrl : details.watchUrl);
}

void jsonMember(JsonWriter &out, const char *key, bool isSo)
{
    if (!isSo)
        return;
    out.Key(key);
    out.Bool(true);
}

void jsonOwn(JsonWriter &out, const OwnFacts &own)
{
    if (own.favorite) {
        out.Key("favorite");
        out.Bool(*own.favorite);
    }
    jsonMember(out, "watchlist", own.watchlist);
    jsonMember(out, "watched", own.watched);
    jsonMember(out, "myRating", own.myRating);
    jsonMember(out, "note", own.note);
    jsonMember(out, "list", own.list);
    jsonMember(out, "listAbout", own.listAbout);
    if (own.listNumber > 0)
        jsonMember(out, "listNumber", std::optional(own.listNumber));
    if (own.addedAt.isValid())
        jsonMember(out, "addedAt", own.addedAt.toUTC().toString(Qt::ISODateWithMs));
}

class JsonTitleWriter final : public TitleWriter
{
public:
    using TitleWriter::TitleWriter;

    void begin() override { put("["); }

    void write(const PrintedTitle &printed) override
    {
        rapidjson::StringBuffer buffer;
        JsonWriter out(buffer);
        const Title &title = printed.title;
        out.StartObject();
        jsonMember(out, "id", title.id.extId);
        jsonMember(out, "type", title.id.type);
        jsonMember(out, "source", title.id.source);
        jsonMember(out, "title", title.title);
        jsonMember(out, "originalTitle", title.originalTitle);
        jsonMember(out, "year", title.year);
        jsonMember(out, "date", title.date);
        jsonMember(out, "rating", title.rating);
        jsonMember(out, "votes", title.votes);
        jsonMember(out, "runtime", title.runtime);
        jsonMember(out, "genres", title.genres);
        jsonMember(out, "overview", title.overview);
        jsonMember(out, "poster", title.poster);
        jsonMember(out, "backdrop", title.backdrop);
        jsonMember(out, "popularity", title.popularity);
        jsonOwn(out, printed.own);
        if (printed.details)
            jsonDetails(out, *printed.details);
        out.EndObject();
        put(m_first ? "\n" : ",\n");
        m_first = false;
        put(QByteArray(buffer.GetString(), qsizetype(buffer.GetSize())));
    }

protected:
    void finish() override { put(m_first ? "]\n" : "\n]\n"); }

private:
    bool m_first = true;
};

QString numberText(std::optional<double> number)
{
    return number ? QString::number(*number, 'g', 15) : QString();
}

QString numberText(std::optional<int> number)
{
    return number ? QString::number(*number) : QString();
}

class CsvTitleWriter final : public TitleWriter
{
public:
    using TitleWriter::TitleWriter;

    void begin() override
    {
        put("id,type,source,title,originalTitle,year,date,rating,votes,runtime,genres,overview,poster,backdrop,popularity,"
            "favorite\r\n");
    }

    void write(const PrintedTitle &printed) override
    {
        const Title &title = printed.title;
        const std::optional<bool> isFavorite = printed.own.favorite;
        const QString favorite = !isFavorite ? QString() : *isFavorite ? u"true"_s : u"false"_s;
        put(csvLine({title.id.extId, title.id.type, title.id.source, title.title, title.originalTitle, numberText(title.year),
            title.date, numberText(title.rating), numberText(title.votes), numberText(title.runtime), title.genres.join(u'|'),
            title.overview, title.poster, title.backdrop, numberText(title.popularity), favorite}));
    }

protected:
    void finish() override { }
};

/// The columns Letterboxd's importer reads (letterboxd.com/about/importing-data): title and year always, the others where
/// any row has something for them.
class LetterboxdWriter final : public TitleWriter
{
public:
    using TitleWriter::TitleWriter;

    void begin() override { }

    void write(const PrintedTitle &printed) override
    {
        const OwnFacts &own = printed.own;
        const bool isAtTmdb = printed.title.id.source == "tmdb"_L1 && printed.title.id.type == "movie"_L1;
        m_rows.append({printed.title.title, numberText(printed.title.year), isAtTmdb ? printed.title.id.extId : QString(),
            own.myRating ? QString::number(std::clamp(qRound(*own.myRating), 1, 10)) : QString(),
            own.watched ? own.addedAt.toLocalTime().date().toString(Qt::ISODate) : QString(), own.note});
    }

protected:
    void finish() override
    {
        static const QStringList names{u"Title"_s, u"Year"_s, u"tmdbID"_s, u"Rating10"_s, u"WatchedDate"_s, u"Review"_s};
        QList<qsizetype> used;
        for (qsizetype i = 0; i < names.size(); ++i) {
            const auto hasIt = [i](const QStringList &row) { return !row[i].isEmpty(); };
            if (i < 2 || std::any_of(m_rows.cbegin(), m_rows.cend(), hasIt))
                used += i;
        }
        const auto line = [&](const QStringList &cells) {
            QStringList chosen;
            for (const qsizetype i : std::as_const(used))
                chosen += cells[i];
            put(csvLine(chosen));
        };
        line(names);
        for (const QStringList &row : std::as_const(m_rows))
            line(row);
    }

private:
    QList<QStringList> m_rows;
};

} // namespace

std::unique_ptr<TitleWriter> TitleWriter::make(FileFormat format, Sink sink)
{
    switch (format) {
    case FileFormat::Json: return std::make_unique<JsonTitleWriter>(std::move(sink));
    case FileFormat::Csv: return std::make_unique<CsvTitleWriter>(std::move(sink));
    case FileFormat::Letterboxd: return std::make_unique<LetterboxdWriter>(std::move(sink));
    }
    Q_UNREACHABLE();
}

Result<void> TitleWriter::end()
{
    finish();
    if (m_failed)
        return fail(ErrorKind::Storage, u"not everything could be written"_s);
    return {};
}

void TitleWriter::put(const QByteArray &bytes)
{
    if (!m_failed)
        m_failed = !m_sink(bytes);
}

QByteArray csvLine(const QStringList &cells)
{
    QByteArrayList quoted;
    for (const QString &cell : cells)
        quoted += csvCell(cell);
    return quoted.join(',') + "\r\n";
}

QByteArray csvCell(const QString &text)
{
    static constexpr QStringView kNeedQuotes = u",\"\r\n";
    const bool quote = std::any_of(text.begin(), text.end(), [](QChar c) { return kNeedQuotes.contains(c); });
    return quote ? '"' + QString(text).replace(u'"', u"\"\""_s).toUtf8() + '"' : text.toUtf8();
}

} // namespace matinee
