// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/titleprinter.h"

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

bool print(const QByteArray &bytes)
{
    return std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size());
}

QString numberText(std::optional<int> number)
{
    return number ? QString::number(*number) : QString();
}

class TableTitleWriter final : public TitleWriter
{
public:
    using TitleWriter::TitleWriter;

    void begin() override { row(u"YEAR"_s, u"RATED"_s, u"MIN"_s, u"TITLE"_s, u"ID"_s); }

    void write(const PrintedTitle &printed) override
    {
        const Title &title = printed.title;
        const QString heart = printed.own.favorite.value_or(false) ? u" \u2665"_s : QString();
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

std::unique_ptr<TitleWriter> makeTitlePrinter(OutputFormat format)
{
    switch (format) {
    case OutputFormat::Json: return TitleWriter::make(FileFormat::Json, print);
    case OutputFormat::Csv: return TitleWriter::make(FileFormat::Csv, print);
    case OutputFormat::Letterboxd: return TitleWriter::make(FileFormat::Letterboxd, print);
    case OutputFormat::Table: return std::make_unique<TableTitleWriter>(print);
    }
    Q_UNREACHABLE();
}

Result<void> endPrinting(TitleWriter &writer)
{
    const bool isWritten = writer.end().has_value();
    if (std::fflush(stdout) != 0 || !isWritten)
        return fail(ErrorKind::Storage, u"not everything could be written"_s, u"stdout"_s);
    return {};
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
