// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/titlewriter.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cstdio>

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

class JsonTitleWriter final : public TitleWriter
{
public:
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
        if (printed.favorite) {
            out.Key("favorite");
            out.Bool(*printed.favorite);
        }
        if (printed.addedAt.isValid())
            jsonMember(out, "addedAt", printed.addedAt.toUTC().toString(Qt::ISODateWithMs));
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
    void begin() override
    {
        put("id,type,source,title,originalTitle,year,date,rating,votes,runtime,genres,overview,poster,backdrop,popularity,"
            "favorite\r\n");
    }

    void write(const PrintedTitle &printed) override
    {
        const Title &title = printed.title;
        const QString favorite = !printed.favorite ? QString() : *printed.favorite ? u"true"_s : u"false"_s;
        const QStringList cells{title.id.extId, title.id.type, title.id.source, title.title, title.originalTitle,
            numberText(title.year), title.date, numberText(title.rating), numberText(title.votes), numberText(title.runtime),
            title.genres.join(u'|'), title.overview, title.poster, title.backdrop, numberText(title.popularity), favorite};
        QByteArray line;
        for (const QString &cell : cells)
            line += (line.isEmpty() ? QByteArray() : QByteArray(",")) + csvCell(cell);
        put(line + "\r\n");
    }

protected:
    void finish() override { }
};

/// The columns Letterboxd's importer reads.
class LetterboxdWriter final : public TitleWriter
{
public:
    void begin() override { put("Title,Year\r\n"); }
    void write(const PrintedTitle &printed) override
    {
        put(csvCell(printed.title.title) + ',' + csvCell(numberText(printed.title.year)) + "\r\n");
    }

protected:
    void finish() override { }
};

class TableTitleWriter final : public TitleWriter
{
public:
    void begin() override { row(u"YEAR"_s, u"RATED"_s, u"MIN"_s, u"TITLE"_s, u"ID"_s); }

    void write(const PrintedTitle &printed) override
    {
        const Title &title = printed.title;
        const QString heart = printed.favorite.value_or(false) ? u" \u2665"_s : QString();
        row(numberText(title.year), title.rating ? QString::number(*title.rating, 'f', 1) : QString(), numberText(title.runtime),
            title.title + heart, title.id.localText());
        if (printed.details)
            describe(*printed.details);
    }

protected:
    void finish() override { }

private:
    void row(const QString &year, const QString &rating, const QString &runtime, const QString &title, const QString &id)
    {
        // Wide enough for most titles, narrow enough for an 80-column terminal with the id beside it.
        constexpr int kTitleColumns = 44;
        QString shown = terminalSafe(title);
        if (shown.size() > kTitleColumns) {
            const bool throughLetter = shown.at(kTitleColumns - 2).isHighSurrogate();
            shown = shown.left(kTitleColumns - (throughLetter ? 2 : 1)) + u'\u2026';
        }
        // Joined, not formatted: a title may hold a place marker such as %1.
        const QStringList cells{year.rightJustified(4), rating.rightJustified(5), runtime.rightJustified(4),
            shown.leftJustified(kTitleColumns), terminalSafe(id)};
        put((cells.join(u"  "_s) + u'\n').toUtf8());
    }

    void line(const QString &name, const QString &text)
    {
        if (!text.isEmpty())
            put((u"  "_s + name.leftJustified(12) + terminalSafe(text) + u'\n').toUtf8());
    }

    void describe(const TitleDetails &details)
    {
        line(u"original"_s, details.title.originalTitle);
        line(u"genres"_s, details.title.genres.join(u", "_s));
        line(u"countries"_s, details.countries.join(u", "_s));
        line(u"directors"_s, details.directors.join(u", "_s));
        for (const Credit &credit : details.cast)
            line(u"cast"_s, credit.role.isEmpty() ? credit.name : u"%1 as %2"_s.arg(credit.name, credit.role));
        line(u"language"_s, details.language);
        line(u"overview"_s, details.title.overview);
        line(u"free because"_s, details.whyPublicDomain);
        line(u"watch"_s, details.watchUrl.isEmpty() ? details.watchSearchUrl : details.watchUrl);
    }
};

} // namespace

std::unique_ptr<TitleWriter> TitleWriter::make(OutputFormat format)
{
    switch (format) {
    case OutputFormat::Json: return std::make_unique<JsonTitleWriter>();
    case OutputFormat::Csv: return std::make_unique<CsvTitleWriter>();
    case OutputFormat::Letterboxd: return std::make_unique<LetterboxdWriter>();
    case OutputFormat::Table: return std::make_unique<TableTitleWriter>();
    }
    Q_UNREACHABLE();
}

Result<void> TitleWriter::end()
{
    finish();
    if (std::fflush(stdout) != 0 || m_failed)
        return fail(ErrorKind::Storage, u"not everything could be written"_s, u"stdout"_s);
    return {};
}

void TitleWriter::put(const QByteArray &bytes)
{
    if (std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout) != size_t(bytes.size()))
        m_failed = true;
}

QByteArray csvCell(const QString &text)
{
    static constexpr QStringView kNeedQuotes = u",\"\r\n";
    const bool quote = std::any_of(text.begin(), text.end(), [](QChar c) { return kNeedQuotes.contains(c); });
    return quote ? '"' + QString(text).replace(u'"', u"\"\""_s).toUtf8() + '"' : text.toUtf8();
}

QString terminalSafe(const QString &text)
{
    const auto isUnsafe = [](QChar c) {
        const bool turnsDirection = (c >= u'\u202A' && c <= u'\u202E') || (c >= u'\u2066' && c <= u'\u2069');
        return turnsDirection || c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
            || c.category() == QChar::Separator_Paragraph;
    };
    QString out = text;
    std::replace_if(out.begin(), out.end(), isUnsafe, QChar(u' '));
    return out;
}

} // namespace matinee
